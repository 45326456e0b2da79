/**
 * The rollups as data, and their figures out of any store. They only count and add up what is stored: nothing here
 * computes how long somebody was there. The views of the same names in DuckDB (`rollup_days`) give the same; those of
 * hosts only where all hosts are known by the same fact.
 */

import type { Values, Where } from "../destinations/reader.ts";
import type { Group, GroupBy } from "../destinations/roll-up.ts";
import type { Source } from "../destinations/source.ts";
import { attendance } from "../streams/attendance.ts";
import { concurrency } from "../streams/concurrency.ts";
import { meetings } from "../streams/meeting.ts";
import type { Span } from "../time.ts";

/** What meetings or people are grouped by. */
export interface Rollup {
  /** One group, for the head of a column. */
  one: string;
  /** Whose fact it is: a meeting's, which each of its people repeats, or a person's. */
  of: "meeting" | "person";
  by: { field: string } | { unit: "hour" | "day" | "month" };
  /** Fields to group by where nobody has the first: it may not have been harvested. */
  otherwise?: readonly string[];
  /** What to call a group by. */
  label?: string;
  /** Which people. */
  is?: Values;
}

export const rollups = {
  days: { one: "day", of: "meeting", by: { unit: "day" } },
  months: { one: "month", of: "meeting", by: { unit: "month" } },
  hours: { one: "hour", of: "meeting", by: { unit: "hour" } },
  hosts: {
    one: "host",
    of: "meeting",
    by: { field: "host.email" },
    otherwise: ["host.host_id", "host.name"],
    label: "host.name",
  },
  series: { one: "series", of: "meeting", by: { field: "meeting_series_id" }, label: "topic" },
  departments: { one: "department", of: "meeting", by: { field: "host.department" } },
  groups: { one: "group", of: "meeting", by: { field: "host_groups" } },
  tracking: { one: "tracking field", of: "meeting", by: { field: "tracking" } },
  rooms: { one: "room", of: "person", by: { field: "name" }, is: { kind: ["room"] } },
  countries: { one: "country", of: "person", by: { field: "countries" } },
  devices: { one: "device", of: "person", by: { field: "devices" } },
  client_versions: { one: "client version", of: "person", by: { field: "client_versions" } },
  networks: { one: "network", of: "person", by: { field: "network_types" } },
} as const satisfies Readonly<Record<string, Rollup>>;

export type RollupName = keyof typeof rollups;

/** A group's figures; those of a list may add up to more than there is, since everything counts under each value. */
export interface RollupRow {
  /** Null for what has no value. */
  key: string | null;
  label?: string;
  meetings: number;
  /** Different people by `identity`; who has none counts as one more in each meeting. Rooms and telephones count too. */
  people: number;
  sessions: number;
  attended_seconds: number;
  /** The most meetings at one moment: of hours, days and months. Of several Zoom accounts in a store that of the highest. */
  peak_meetings?: number;
  /** The most people at one moment: of hours, days and months in a Zoom account, else in one meeting. */
  peak_people?: number;
}

/** The rows of a rollup over the meetings that began in the span, in any order. @param timeZone of hours and days. */
export async function readRollup(
  source: Source,
  rollup: Rollup,
  span: Span,
  timeZone: string,
): Promise<RollupRow[]> {
  const [first = { field: "" }, ...others] = [
    "unit" in rollup.by ? { ...rollup.by, timeZone } : rollup.by,
    ...(rollup.otherwise ?? []).map((field) => ({ field })),
  ] as const;
  let rows = await readRows(source, rollup, first, { span });
  for (const by of others) {
    if (rows.some(({ key }) => key !== null)) break;
    rows = await readRows(source, rollup, by, { span });
  }
  return rows;
}

/** The values of one tracking field as rows, and the meetings that have none of it as a row without a key. */
export async function readTracked(source: Source, name: string, span: Span): Promise<RollupRow[]> {
  const rollup = rollups.tracking;
  const all = await readRows(source, rollup, rollup.by, { span });
  const own = all.filter(({ key }) => key?.split("=", 1)[0] === name);
  const tracking = own.flatMap(({ key }) => key ?? []);
  const none = await readRows(source, rollup, undefined, { span, not: { tracking } });
  return [...own.map((row) => ({ ...row, key: row.key?.slice(name.length + 1) ?? null })), ...none];
}

/** @param by undefined for one row of all. */
async function readRows(
  source: Source,
  { of, label, is = {} }: Rollup,
  by: GroupBy | undefined,
  where: Where,
): Promise<RollupRow[]> {
  const grouped = { ...(by === undefined ? {} : { by }), ...(label === undefined ? {} : { label }) };
  if (of === "person") {
    const groups = await source.rollUp(attendance.name, {
      where: { ...where, is },
      sum: ["sessions", "attended_seconds"],
      distinct: ["identity", "meeting"],
      ...grouped,
    });
    return groups.map((group) => ({
      ...rowOf(group, group.distinct.meeting ?? 0, group),
      attended_seconds: group.sum.attended_seconds ?? 0,
    }));
  }
  const held = await source.rollUp(meetings.name, {
    where,
    sum: ["attended_seconds"],
    max: ["peak_concurrency"],
    ...grouped,
  });
  const people = await source.rollUp(attendance.name, {
    where,
    sum: ["sessions"],
    distinct: ["identity"],
    ...(by === undefined ? {} : { by }),
  });
  const peopleOf = new Map(people.map((group) => [group.key, group]));
  const ofTime = by !== undefined && "unit" in by ? by : undefined;
  const rows = held.map((group) => ({
    ...rowOf(group, group.count, peopleOf.get(group.key)),
    attended_seconds: group.sum.attended_seconds ?? 0,
    ...(ofTime === undefined && group.max.peak_concurrency !== undefined
      ? { peak_people: group.max.peak_concurrency }
      : {}),
  }));
  return ofTime === undefined ? rows : withPeaks(source, rows, ofTime, where);
}

function rowOf(
  { key = null, label }: { key?: string | null; label?: string },
  count: number,
  people?: Group,
) {
  return {
    key,
    ...(label === undefined ? {} : { label }),
    meetings: count,
    people: people?.distinct.identity ?? 0,
    sessions: people?.sum.sessions ?? 0,
  };
}

/** Also hours and days in which no meeting began and some went on. */
async function withPeaks(
  source: Source,
  rows: readonly RollupRow[],
  by: GroupBy,
  where: Where,
): Promise<RollupRow[]> {
  const max = ["meetings_peak", "participants_peak"];
  const peaks = await source.rollUp(concurrency.name, { where, by, max });
  const found = new Map(rows.map((row) => [row.key, row]));
  for (const { key = null, max: most } of peaks) {
    const { meetings_peak = 0, participants_peak = 0 } = most;
    if (meetings_peak === 0 && !found.has(key)) continue;
    const row = found.get(key) ?? { key, meetings: 0, people: 0, sessions: 0, attended_seconds: 0 };
    found.set(key, { ...row, peak_meetings: meetings_peak, peak_people: participants_peak });
  }
  return [...found.values()];
}
