/** The part of a comparison that proves nothing: Zoom's own sums, which count in ways that nobody knows. */

import type { Json, JsonObject } from "../../document.ts";
import { StreamRefused } from "../../errors.ts";
import { dailyReport } from "../../streams/series.ts";
import type { Day } from "../../time.ts";
import type { Work } from "../work.ts";
import { compareDay } from "./compare.ts";
import type { DaySums, Proof, VerifyOptions } from "./proof.ts";

/** What only hints at a difference: `participants`, and the daily report where it may be read. */
export async function addAdvice(
  work: Work,
  { deep }: VerifyOptions,
  days: ReadonlyMap<Day, DaySums>,
  proof: Proof,
): Promise<void> {
  const reports = new Map<Day, { meetings: number; minutes: number }>();
  const unreported: string[] = [];
  let reason = "";
  for (const month of new Set([...days.keys()].map((date) => date.slice(0, 7)))) {
    try {
      const [year = "", number = ""] = month.split("-");
      const { dates } = await work.zoom.get({
        endpoint: dailyReport,
        query: { year, month: String(Number(number)) },
      });
      for (const { date, meetings: held, meeting_minutes } of listOf(dates)) {
        reports.set(String(date), { meetings: Number(held), minutes: Number(meeting_minutes) });
      }
    } catch (error) {
      if (!(error instanceof StreamRefused)) throw error;
      unreported.push(month);
      reason = error.explanation.reason;
    }
  }
  if (unreported.length > 0)
    proof.notes.push(`the daily report of ${unreported.sort().join(", ")} was not compared: ${reason}`);
  const differs = new Set(proof.differences.flatMap(({ binding, date }) => (binding ? [date] : [])));
  for (const [date, { participants, stored, minutes }] of days) {
    // Where something is missing the sums say nothing more.
    if (differs.has(date)) continue;
    // Minutes are known only where every session was looked at.
    const ours = deep === "all" ? { ...stored, minutes } : stored;
    proof.differences.push(...compareDay(date, { participants, daily: reports.get(date) }, ours));
  }
}

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}
