/**
 * How many meetings a day has and which index is what: each day's indices are cut into blocks, so that
 * the instances of a series, a personal room or a host can be found without looking at other meetings.
 */
import { between, hash } from "../hash.ts";
import type { SimulatorOptions } from "../options.ts";

/** What a meeting is by its place in the day. */
export type Block = "daily" | "weekly" | "restart" | "pmi" | "scheduled" | "instant";

/** The sizes of a day's blocks, in the order of their indices. */
export interface Layout {
  readonly count: number;
  readonly daily: number;
  readonly weekly: number;
  readonly restart: number;
  readonly pmi: number;
  readonly scheduled: number;
}

const weekendFactor = 0.375;
const workdayFactor = (7 - 2 * weekendFactor) / 5;

/** 0 = Monday … 6 = Sunday. */
export function weekdayOf(day: number): number {
  return (day + 3) % 7;
}

function countOf(options: SimulatorOptions, day: number): number {
  const factor = weekdayOf(day) >= 5 ? weekendFactor : workdayFactor;
  const jitter = between(hash(options.seed, day, 101), 900, 1100) / 1000;
  return Math.round(options.meetings_per_day * factor * jitter);
}

/** The blocks of a day. */
export function layoutOf(options: SimulatorOptions, day: number): Layout {
  const count = countOf(options, day);
  return {
    count,
    daily: Math.floor(count * 0.05),
    weekly: Math.floor(count * 0.35),
    restart: count < 20 ? 0 : Math.ceil(count * 0.01),
    pmi: Math.floor(count * 0.12),
    scheduled: Math.floor(count * 0.22),
  };
}

/** The largest blocks that any day can have: series are numbered by them. */
export function largestLayout(options: SimulatorOptions): { daily: number; weekly: number } {
  const most = Math.ceil(options.meetings_per_day * workdayFactor * 1.1) + 1;
  return { daily: Math.ceil(most * 0.05), weekly: Math.ceil(most * 0.35) };
}

/** The block of an index and the place within it. */
export function placeOf(layout: Layout, index: number): { block: Block; place: number } {
  let place = index;
  for (const block of ["daily", "weekly", "restart", "pmi", "scheduled"] as const) {
    if (place < layout[block]) return { block, place };
    place -= layout[block];
  }
  return { block: "instant", place };
}

/** The index of a place in a block. */
export function indexOf(layout: Layout, block: Block, place: number): number {
  let index = place;
  for (const before of ["daily", "weekly", "restart", "pmi", "scheduled"] as const) {
    if (before === block) return index;
    index += layout[before];
  }
  return index;
}
