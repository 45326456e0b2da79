/** The deep part of a comparison: session lists read again, row by row. */

import { SubjectUnavailable } from "../../errors.ts";
import { sessionIds } from "../../streams/keys.ts";
import { sessions } from "../../streams/session.ts";
import type { Day } from "../../time.ts";
import type { Listed } from "../list-meetings.ts";
import { readSessions } from "../read-sessions.ts";
import type { Work } from "../work.ts";
import type { Difference } from "./compare.ts";
import type { DaySums, Growing, VerifyOptions } from "./proof.ts";

/** Reads session lists again, as many as were asked for, and compares row by row. */
export async function readAgain(
  work: Work,
  { deep }: VerifyOptions,
  days: ReadonlyMap<Day, DaySums>,
  proof: Growing,
): Promise<void> {
  if (deep === undefined) return;
  const chosen = sampleOf(work, proof.agreeing, deep);
  for (const { listed, date } of chosen) {
    const difference = await compareRows(work, listed, date, days.get(date));
    if (difference === undefined) continue;
    proof.differences.push(difference);
    proof.differing.push(listed);
  }
  proof.notes.push(`the session lists of ${chosen.length} meetings were read again`);
}

async function compareRows(
  work: Work,
  listed: Listed,
  date: Day,
  day: DaySums | undefined,
): Promise<Difference | undefined> {
  const { uuid } = listed;
  const read = await readSessions(work, listed);
  if (!read.complete) {
    if (read.error !== undefined && !(read.error instanceof SubjectUnavailable)) throw read.error;
    return undefined;
  }
  const theirs = new Set(sessionIds(uuid, read.rows));
  const held = await work.destination.members(sessions.name, [uuid]);
  const ours = new Set(held.map(({ _id }) => _id));
  if (day !== undefined) {
    for (const { duration, status } of held) {
      if (status !== "in_waiting_room") day.minutes += Math.ceil(Number(duration ?? 0) / 60);
    }
  }
  const missing = [...theirs].filter((id) => !ours.has(id)).length;
  const extra = [...ours].filter((id) => !theirs.has(id)).length;
  if (missing === 0 && extra === 0) return undefined;
  const reason = `read again: ${missing} of Zoom's sessions are not stored, ${extra} stored ones are not Zoom's`;
  return { kind: "sessions", binding: true, date, uuid, zoom: theirs.size, stored: ours.size, reason };
}

function sampleOf(
  { effects }: Work,
  agreeing: Growing["agreeing"],
  deep: number | ReadonlySet<string> | "all",
): Growing["agreeing"] {
  if (typeof deep === "object") return agreeing.filter(({ listed }) => deep.has(listed.uuid));
  if (deep === "all" || deep >= agreeing.length) return agreeing;
  const chosen = new Set<number>();
  while (chosen.size < deep) chosen.add(Math.floor(effects.random() * agreeing.length));
  return agreeing.filter((_, index) => chosen.has(index));
}
