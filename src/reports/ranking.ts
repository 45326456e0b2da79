/** Who or what took the most time: the first groups of a rollup, in one question to the store. */

import type { Group } from "../destinations/roll-up.ts";
import type { Source } from "../destinations/source.ts";
import { attendance } from "../streams/attendance.ts";
import { collections } from "../streams/derived.ts";
import { meetings } from "../streams/meeting.ts";
import type { Span } from "../time.ts";
import type { Rollup } from "./rollups.ts";

export interface RankedRow {
  key: string;
  label?: string;
  /** Of a rollup of people how often somebody attended: two people in a meeting count twice. */
  count: number;
  attended_seconds: number;
}

export interface Ranking {
  /** By attended time, the most first. */
  rows: RankedRow[];
  /** How many groups there are in all. */
  groups: number;
  /** The other groups together; absent where something counts under several of them, and without others. */
  rest?: { groups: number; count: number; attended_seconds: number };
  /** What has no value, such as no department. */
  none?: { count: number; attended_seconds: number };
}

/** @param most so many rows. */
export async function readRanking(
  source: Source,
  { of, by, otherwise = [], label, is = {} }: Rollup,
  { span, most }: { span: Span; most: number },
): Promise<Ranking> {
  if ("unit" in by) throw new Error("Expected a rollup that has an order, got one of time.");
  const collection = of === "meeting" ? meetings : attendance;
  let groups: Group[] = [];
  for (const field of [by.field, ...otherwise]) {
    const asked = { by: { field }, sum: ["attended_seconds"], ...(label === undefined ? {} : { label }) };
    groups = await source.rollUp(collection.name, { where: { span, is }, ...asked });
    if (groups.some(({ key }) => key !== undefined)) break;
  }
  const ranked = groups.flatMap(({ key, label: called, count, sum }) =>
    key === undefined
      ? []
      : { key, ...(called === undefined ? {} : { label: called }), count, attended_seconds: secondsOf(sum) },
  );
  ranked.sort(
    (a, b) => b.attended_seconds - a.attended_seconds || b.count - a.count || (a.key < b.key ? -1 : 1),
  );
  const nameless = groups.find(({ key }) => key === undefined);
  const others = ranked.slice(most);
  return {
    rows: ranked.slice(0, most),
    groups: ranked.length,
    ...(others.length === 0 || isList(collection.name, by.field) ? {} : { rest: addUp(others) }),
    ...(nameless === undefined
      ? {}
      : { none: { count: nameless.count, attended_seconds: secondsOf(nameless.sum) } }),
  };
}

const secondsOf = (sum: Group["sum"]) => sum.attended_seconds ?? 0;

function addUp(rows: readonly RankedRow[]): Required<Ranking>["rest"] {
  return {
    groups: rows.length,
    count: rows.reduce((sum, { count }) => sum + count, 0),
    attended_seconds: rows.reduce((sum, row) => sum + row.attended_seconds, 0),
  };
}

function isList(name: string, field: string): boolean {
  return collections.find((collection) => collection.name === name)?.fields[field]?.list === true;
}
