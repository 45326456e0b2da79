/** The meetings whose people are not in the figures of a report, and what can be done about it. */

import type { Source } from "../destinations/source.ts";
import { attendanceRules } from "../people/attendance.ts";
import { meetings } from "../streams/meeting.ts";
import type { Day, Span } from "../time.ts";
import { areSessionsKnown } from "./event.ts";

/** Meetings of a range whose people are not counted. */
export interface Missing {
  /** Running again helps, by their state. */
  open: Record<string, number>;
  /** Zoom has nothing of them any more. */
  gone: number;
  /** Read, and not counted: Zoom had no list of them yet, or they were stored without what tells people apart. */
  unknown: number;
}

/** The meetings whose people are not in the figures, and whether a harvest can bring them. */
export async function readMissing(source: Source, { span }: { span: Span }): Promise<Missing> {
  const by = { field: "state" };
  const all = await source.rollUp(meetings.name, { where: { span }, by });
  const is = { attendance_rules: [attendanceRules] };
  const looked = countsOf(await source.rollUp(meetings.name, { where: { span, is }, by }));
  const numbered = { unique_people: { least: 0 } };
  const counted = countsOf(
    await source.rollUp(meetings.name, { where: { span, is, between: numbered }, by }),
  );
  const missing: Missing = { open: {}, gone: 0, unknown: 0 };
  for (const { key = "unknown", count } of all) {
    const seen = looked.get(key) ?? 0;
    if (areSessionsKnown(key)) missing.unknown += seen - (counted.get(key) ?? 0);
    if (key === "listed" || key === "partial") missing.open[key] = count;
    else if (key === "unavailable" || key === "expired") missing.gone += count;
    else if (count > seen)
      missing.open["to be counted"] = (missing.open["to be counted"] ?? 0) + count - seen;
  }
  return missing;
}

function countsOf(groups: readonly { key?: string; count: number }[]): Map<string, number> {
  return new Map(groups.map(({ key = "unknown", count }) => [key, count]));
}

/** What is missing in words, a sentence each without its full stop, and what to run where that helps. */
export function sayMissing(
  { open, gone, unknown }: Missing,
  { from, to }: { from: Day; to: Day },
): { reason: string; hint?: string }[] {
  const said: { reason: string; hint?: string }[] = [];
  const states = Object.entries(open);
  const count = states.reduce((sum, [, some]) => sum + some, 0);
  const command = `zoom-harvester --from ${from} --to ${to}`;
  if (count > 0) {
    const parts = states.map(([state, some]) => `${some} ${state}`).join(", ");
    said.push({ reason: `${count} meetings are not counted (${parts})`, hint: command });
  }
  if (unknown > 0)
    said.push({
      reason: `of ${unknown} meetings Zoom had none yet, or they were stored without ids and cannot be told apart`,
      hint: `${command}, for the latter with --again`,
    });
  if (gone > 0) said.push({ reason: `Zoom no longer has those of ${gone} meetings` });
  return said;
}
