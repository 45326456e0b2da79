/** What went on at once in each hour, counted again for the days on which meetings have changed, from what is stored. */

import { type Document, groupBy } from "../../document.ts";
import { presenceOf } from "../../people/attendance.ts";
import { type Gathering, type HourRow, HourSweep } from "../../people/concurrency.ts";
import { attendance } from "../../streams/attendance.ts";
import { concurrency } from "../../streams/concurrency.ts";
import { hourId } from "../../streams/keys.ts";
import { meetings } from "../../streams/meeting.ts";
import { type Day, dayMs, type Span } from "../../time.ts";
import type { Work } from "../work.ts";

/** A meeting that goes on began no earlier: Zoom ends one after 30 hours, and this is for those that it did not. */
export const longestLiveMs = 3 * dayMs;
/** Meetings whose people are in memory at once. */
const pageSize = 100;
/** Days counted at once: their meetings' ids are in memory. */
const mostDays = 31;

/** Stores the hours of every day that is due; days that are not reached stay due for the next run. */
export async function countHours(work: Work): Promise<void> {
  const { due, writer, stopper } = work;
  for (const days of stretches(await due.list())) {
    if (stopper.stopped) return;
    const rows = await sweepDays(work, days);
    if (rows === undefined) return;
    const { account } = work.options;
    const documents = rows.map((row) => ({
      _id: hourId(account, row.hour),
      ...row,
      ...work.stamp(attendance.name),
    }));
    await writer.add({ to: concurrency.name, documents });
    await writer.flush();
    await due.done(days);
  }
}

/** @returns undefined when the run stopped meanwhile. */
async function sweepDays(
  { destination, stopper }: Work,
  days: readonly Day[],
): Promise<HourRow[] | undefined> {
  const span = spanOf(days);
  const sweep = new HourSweep(span.start / 1_000, span.end / 1_000);
  const rows: HourRow[] = [];
  const ids = await destination.find(
    meetings.name,
    { span: { start: span.start - longestLiveMs, end: span.end } },
    "oldest",
  );
  for (let at = 0; at < ids.length; at += pageSize) {
    if (stopper.stopped) return undefined;
    const page = ids.slice(at, at + pageSize);
    const held = await destination.read(meetings.name, page);
    const people = groupBy(await destination.members(attendance.name, page), "meeting");
    const gatherings = held.map((meeting) => gatheringOf(meeting, people.get(meeting._id) ?? []));
    gatherings.sort((a, b) => a.start - b.start);
    for (const gathering of gatherings) for (const row of sweep.add(gathering)) rows.push(row);
  }
  return [...rows, ...sweep.end()];
}

/** A stored meeting and its `attendance` documents on the line of time, epoch seconds. */
export function gatheringOf(
  { start_time, end_time, duration }: Document,
  people: readonly Document[],
): Gathering {
  const start = Date.parse(String(start_time)) / 1_000;
  const ended = Date.parse(String(end_time)) / 1_000;
  const presences = people.map(presenceOf);
  const left = presences.reduce((latest, stays) => Math.max(latest, stays.at(-1)?.end ?? start), start);
  const end = Number.isNaN(ended) ? (duration === undefined ? left : start + Number(duration)) : ended;
  return { start, end, people: presences };
}

/** Days that follow one another, together. */
function stretches(days: readonly Day[]): Day[][] {
  const out: Day[][] = [];
  let next = Number.NaN;
  for (const day of days) {
    const at = Date.parse(day);
    const last = out.at(-1);
    if (last !== undefined && at === next && last.length < mostDays) last.push(day);
    else out.push([day]);
    next = at + dayMs;
  }
  return out;
}

function spanOf(days: readonly Day[]): Span {
  return { start: Date.parse(days[0] ?? ""), end: Date.parse(days.at(-1) ?? "") + dayMs };
}
