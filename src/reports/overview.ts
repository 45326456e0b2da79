/** What a report tells, read out of a store. */

import type { Source } from "../destinations/source.ts";
import { attendanceRules } from "../people/attendance.ts";
import { attendance } from "../streams/attendance.ts";
import { meetings } from "../streams/meeting.ts";
import { addDays, type Day, daysBetween, type Span, spanOfDays } from "../time.ts";
import { type Peak, readHours, readPeak } from "./peaks.ts";
import { type Rollup, type RollupName, type RollupRow, readRollup, readTracked, rollups } from "./rollups.ts";

/** Days of a report that was not told from when. */
const usualDays = 30;

export interface ReportRange {
  from: Day;
  to: Day;
  timeZone: string;
  span: Span;
}

export interface Limits {
  /** How many meetings may go on at once. */
  meetings?: number;
  /** How many people may be in meetings at once. */
  participants?: number;
}

export interface AgainstLimit {
  limit: number;
  /** The peak, in percent of the limit. */
  percent: number;
  hours_above_80_percent: number;
}

export interface Overview {
  totals: {
    meetings: number;
    /** Like the others of people: null where nobody has counted them yet. */
    people: number | null;
    sessions: number | null;
    attended_seconds: number | null;
    mean_duration_seconds: number;
    by_phone: number | null;
    by_room: number | null;
  };
  days: RollupRow[];
  /** What people spent in meetings in each hour of the day, 0 to 23. */
  hours_of_day: { hour: number; attended_seconds: number }[];
  peaks: Partial<Record<"meetings" | "participants", Peak & Partial<AgainstLimit>>>;
  by: Partial<Record<string, RollupRow[]>>;
}

/** Meetings of the range whose people are not counted. */
export interface Missing {
  /** Running again helps, by their state. */
  open: Record<string, number>;
  /** Zoom has nothing of them any more. */
  gone: number;
  /** Read, and not counted: Zoom had no list of them yet, or they were stored without what tells people apart. */
  unknown: number;
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

/** Everything of the overview; a limit that is not given leaves out what is said against it. */
export async function readOverview(source: Source, range: ReportRange, limits: Limits): Promise<Overview> {
  const { span, timeZone } = range;
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
  const hours = await readHours(source, span);
  const days = await readBy(source, "days", range);
  const by: Overview["by"] = {};
  for (const name of ["hosts", "departments", "countries"]) by[name] = await readBy(source, name, range);
  const peaks: Overview["peaks"] = {};
  for (const what of ["meetings", "participants"] as const) {
    const peak = await readPeak(source, hours, what);
    if (peak !== undefined) peaks[what] = { ...peak, ...against(limits[what], peak, hours, `${what}_peak`) };
  }
  return {
    totals: {
      meetings: count,
      people: counted(people[0]?.distinct.identity),
      sessions: counted(people[0]?.sum.sessions),
      attended_seconds: counted(held[0]?.sum.attended_seconds),
      mean_duration_seconds: count === 0 ? 0 : Math.round((held[0]?.sum.duration ?? 0) / count),
      by_phone: counted(ofKind("phone")),
      by_room: counted(ofKind("room")),
    },
    days: everyDay(days, range),
    hours_of_day: hoursOfDay(hours, timeZone),
    peaks,
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

/** The meetings whose people are not in the figures, and whether a harvest can bring them. */
export async function readMissing(source: Source, { span }: ReportRange): Promise<Missing> {
  const by = { field: "state" };
  const all = await source.rollUp(meetings.name, { where: { span }, by });
  const not = { attendance_rules: [attendanceRules] };
  const uncounted = await source.rollUp(meetings.name, { where: { span, not }, by });
  const isRead = { state: ["settled", "young"], attendance_rules: [attendanceRules] };
  const numbers = await source.rollUp(meetings.name, {
    where: { span, is: isRead },
    by: { field: "unique_people" },
  });
  const unknown = numbers.find(({ key }) => key === undefined)?.count ?? 0;
  const missing: Missing = { open: {}, gone: 0, unknown };
  for (const { key = "unknown", count } of all) {
    const left = uncounted.find((group) => (group.key ?? "unknown") === key)?.count ?? 0;
    if (key === "listed" || key === "partial") missing.open[key] = count;
    else if (key === "unavailable" || key === "expired") missing.gone += count;
    else if (left > 0) missing.open["to be counted"] = (missing.open["to be counted"] ?? 0) + left;
  }
  return missing;
}

function against(
  limit: number | undefined,
  { count }: Peak,
  hours: Awaited<ReturnType<typeof readHours>>,
  field: string,
): Partial<AgainstLimit> {
  if (limit === undefined) return {};
  const above = hours.filter(({ max }) => (max[field] ?? 0) > 0.8 * limit);
  return { limit, percent: Math.round((1_000 * count) / limit) / 10, hours_above_80_percent: above.length };
}

/** Days on which nothing happened, too: a gap in a chart is to be seen. */
function everyDay(rows: readonly RollupRow[], { from, to }: ReportRange): RollupRow[] {
  const found = new Map(rows.map((row) => [row.key, row]));
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => {
    const key = addDays(from, index);
    return found.get(key) ?? { key, meetings: 0, people: 0, sessions: 0, attended_seconds: 0 };
  });
}

function hoursOfDay(
  hours: Awaited<ReturnType<typeof readHours>>,
  timeZone: string,
): Overview["hours_of_day"] {
  const format = new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" });
  const seconds = new Array<number>(24).fill(0);
  for (const { key, sum } of hours) {
    if (key === undefined) continue;
    const hour = Number(format.format(Date.parse(key)));
    seconds[hour] = (seconds[hour] ?? 0) + (sum.attended_seconds ?? 0);
  }
  return seconds.map((attended_seconds, hour) => ({ hour, attended_seconds }));
}
