/** What a report tells, read out of a store. */

import type { Source } from "../destinations/source.ts";
import { attendance } from "../streams/attendance.ts";
import { meetings } from "../streams/meeting.ts";
import { addDays, type Day, daysFrom, type Span, spanOfDays } from "../time.ts";
import { heatOf, hoursOfDay } from "./heat.ts";
import { type Limits, type Peaks, readHours, readPeaks } from "./peaks.ts";
import { type Rollup, type RollupName, type RollupRow, readRollup, readTracked, rollups } from "./rollups.ts";

/** Days of a report that was not told from when. */
const usualDays = 30;

export interface ReportRange {
  from: Day;
  to: Day;
  timeZone: string;
  span: Span;
}

/** What went on in all. */
export interface Totals {
  meetings: number;
  /** Like the others of people: null where nobody has counted them yet. */
  people: number | null;
  sessions: number | null;
  attended_seconds: number | null;
  mean_duration_seconds: number;
  by_phone: number | null;
  by_room: number | null;
}

export interface Overview {
  totals: Totals;
  days: RollupRow[];
  /** What people spent in meetings in each hour of the day, 0 to 23. */
  hours_of_day: { hour: number; attended_seconds: number }[];
  peaks: Peaks;
  by: Partial<Record<string, RollupRow[]>>;
}

/** The days that were asked for, those without a word as far as the store goes; undefined for a store without a meeting. */
export async function readRange(
  source: Source,
  { from, to, timeZone }: { from: Day | undefined; to: Day | undefined; timeZone: string },
): Promise<ReportRange | undefined> {
  if (from !== undefined && to !== undefined) return rangeOf(from, to, timeZone);
  const held = (await source.countByDay(meetings.name, timeZone)).flatMap(({ date }) => date ?? []).sort();
  const [first, last] = [held[0], held.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (from !== undefined) return rangeOf(from, last > from ? last : from, timeZone);
  const end = to ?? last;
  const begin = addDays(end, 1 - usualDays);
  return rangeOf(begin < first && first <= end ? first : begin, end, timeZone);
}

function rangeOf(from: Day, to: Day, timeZone: string): ReportRange {
  return { from, to, timeZone, span: spanOfDays(from, to, timeZone) };
}

/** The figures of all meetings that began in the span. */
export async function readTotals(source: Source, span: Span): Promise<Totals> {
  const where = { span };
  const held = await source.rollUp(meetings.name, { where, sum: ["duration", "attended_seconds"] });
  const people = await source.rollUp(attendance.name, { where, sum: ["sessions"], distinct: ["identity"] });
  const kinds = await source.rollUp(attendance.name, {
    where: { span, is: { kind: ["phone", "room"] } },
    by: { field: "kind" },
    distinct: ["identity"],
  });
  const ofKind = (kind: string) => kinds.find(({ key }) => key === kind)?.distinct.identity ?? 0;
  const count = held[0]?.count ?? 0;
  const isCounted = count === 0 || (people[0]?.count ?? 0) > 0;
  const counted = (figure: number | undefined) => (isCounted ? (figure ?? 0) : null);
  return {
    meetings: count,
    people: counted(people[0]?.distinct.identity),
    sessions: counted(people[0]?.sum.sessions),
    attended_seconds: counted(held[0]?.sum.attended_seconds),
    mean_duration_seconds: count === 0 ? 0 : Math.round((held[0]?.sum.duration ?? 0) / count),
    by_phone: counted(ofKind("phone")),
    by_room: counted(ofKind("room")),
  };
}

/** Everything of the overview; a limit that is not given leaves out what is said against it. */
export async function readOverview(source: Source, range: ReportRange, limits: Limits): Promise<Overview> {
  const { span, timeZone } = range;
  const totals = await readTotals(source, span);
  const hours = await readHours(source, span);
  const days = await readBy(source, "days", range);
  const by: Overview["by"] = {};
  for (const name of ["hosts", "departments", "countries"]) by[name] = await readBy(source, name, range);
  return {
    totals,
    days: everyDay(days, range),
    hours_of_day: hoursOfDay(heatOf(hours, timeZone)),
    peaks: await readPeaks(source, hours, limits),
    by,
  };
}

/** The rows of a rollup that `--by` names, in order: by time, else those with the most time first. */
export async function readBy(source: Source, by: string, range: ReportRange): Promise<RollupRow[]> {
  const { rollup, tracked } = findRollup(by) ?? { rollup: rollups.days, tracked: undefined };
  const rows =
    tracked === undefined
      ? await readRollup(source, rollup, range.span, range.timeZone)
      : await readTracked(source, tracked, range.span);
  const byKey = (a: RollupRow, b: RollupRow) => ((a.key ?? "") < (b.key ?? "") ? -1 : 1);
  if ("unit" in rollup.by) return rows.sort(byKey);
  return rows.sort(
    (a, b) => b.attended_seconds - a.attended_seconds || b.meetings - a.meetings || byKey(a, b),
  );
}

/**
 * What `--by` means: a rollup, of `tracking:NAME` the one field; undefined for anything else. What is stored of a field
 * is `name=value`, so that no name has a `=` in it.
 */
export function findRollup(by: string): { rollup: Rollup; tracked?: string } | undefined {
  const [, tracked] = /^tracking:([^=]+)$/s.exec(by) ?? [];
  if (tracked !== undefined) return { rollup: { ...rollups.tracking, one: tracked }, tracked };
  return Object.hasOwn(rollups, by) ? { rollup: rollups[by as RollupName] } : undefined;
}

/** Days on which nothing happened, too: a gap in a chart is to be seen. */
function everyDay(rows: readonly RollupRow[], { from, to }: ReportRange): RollupRow[] {
  const found = new Map(rows.map((row) => [row.key, row]));
  return daysFrom(from, to).map(
    (key) => found.get(key) ?? { key, meetings: 0, people: 0, sessions: 0, attended_seconds: 0 },
  );
}
