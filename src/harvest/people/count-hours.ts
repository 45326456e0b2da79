/** What went on at once in each hour, counted again for the days on which meetings have changed, from what is stored. */

import type { Reader } from "../../destinations/reader.ts";
import { type Document, groupBy, inPortions } from "../../document.ts";
import {
  type Gathering,
  gatheringOf,
  type HourRow,
  HourSweep,
  longestLiveMs,
} from "../../people/concurrency.ts";
import { attendance } from "../../streams/attendance.ts";
import { concurrency } from "../../streams/concurrency.ts";
import { hourId } from "../../streams/keys.ts";
import { meetings } from "../../streams/meeting.ts";
import { type Day, dayMs, type Span } from "../../time.ts";
import type { Work } from "../work.ts";

/** Meetings that are looked at together. */
const pageSize = 300;
/** People in memory at once; a meeting that has more comes alone. */
const mostPeople = 20_000;
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
  let latest = 0;
  for (let at = 0; at < ids.length; at += pageSize) {
    const page = await destination.read(meetings.name, ids.slice(at, at + pageSize));
    page.sort((a, b) => compare(String(a.start_time), String(b.start_time)));
    for await (const { gathering } of gatheringsOf(destination, page)) {
      if (stopper.stopped) return undefined;
      // One that a cut-off run has left in two months is found by the one start and read with the other.
      latest = Math.max(latest, gathering.start);
      const { end, people } = gathering;
      for (const row of sweep.add({ start: latest, end: Math.max(latest, end), people })) rows.push(row);
    }
  }
  return [...rows, ...sweep.end()];
}

/** These meetings, in their order, with when their stored people were there; those without a start are left out. */
export async function* gatheringsOf(
  reader: Pick<Reader, "members">,
  documents: readonly Document[],
): AsyncGenerator<{ meeting: Document; gathering: Gathering }> {
  for (const some of inPortions(documents, ({ unique_people }) => Number(unique_people ?? 0), mostPeople)) {
    const uuids = some.map(({ _id }) => _id);
    const people = groupBy(await reader.members(attendance.name, uuids), "meeting");
    for (const meeting of some) {
      const gathering = gatheringOf(meeting, people.get(meeting._id) ?? []);
      if (gathering !== undefined) yield { meeting, gathering };
    }
  }
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

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
