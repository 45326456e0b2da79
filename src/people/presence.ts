/** When people were there: stretches of time, united, measured and counted. Pure; all figures of people rest on it. */

import { sortedNumbers } from "./sorted-numbers.ts";

/** Epoch seconds; the start belongs to it, the end does not. */
export interface Interval {
  start: number;
  end: number;
}

/** The same instants as intervals in order that neither overlap nor touch; those without length vanish. */
export function union(intervals: Iterable<Interval>): Interval[] {
  const sorted: Interval[] = [];
  for (const interval of intervals) if (interval.end > interval.start) sorted.push(interval);
  sortByStart(sorted);
  const united: Interval[] = [];
  let last: Interval | undefined;
  for (const { start, end } of sorted) {
    if (last !== undefined && start <= last.end) {
      if (end > last.end) last.end = end;
    } else {
      last = { start, end };
      united.push(last);
    }
  }
  return united;
}

const fewEnough = 16;

/** Nearly everybody has few, and the array's own sort makes room for many each time. */
function sortByStart(intervals: Interval[]): void {
  if (intervals.length > fewEnough) {
    intervals.sort((a, b) => a.start - b.start);
    return;
  }
  for (let index = 1; index < intervals.length; index += 1) {
    const interval = intervals[index] as Interval;
    let place = index;
    for (; place > 0 && (intervals[place - 1] as Interval).start > interval.start; place -= 1)
      intervals[place] = intervals[place - 1] as Interval;
    intervals[place] = interval;
  }
}

/** What is missing of a stretch of time, in order. `united` is a union. */
export function gapsOf(united: readonly Interval[], { start, end }: Interval): Interval[] {
  const gaps: Interval[] = [];
  let at = start;
  for (const one of united) {
    if (at >= end) break;
    if (one.start > at) gaps.push({ start: at, end: Math.min(one.start, end) });
    at = Math.max(at, one.end);
  }
  if (at < end) gaps.push({ start: at, end });
  return gaps;
}

export function lengthOf(united: readonly Interval[]): number {
  let length = 0;
  for (const { start, end } of united) length += end - start;
  return length;
}

/**
 * The most of these at one instant, and the first such instant; without one when nobody was there at any.
 * @param presences each a union, one for each person
 */
export function peakOf(presences: Iterable<readonly Interval[]>): { count: number; at?: number } {
  const edges = new Edges();
  for (const presence of presences) for (const { start, end } of presence) edges.add(start, end);
  return edges.peak();
}

/** Where intervals begin and end: enough to say how many there are at most, and cheaper to hold than they. */
export class Edges {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  add(start: number, end: number): void {
    if (end <= start) return;
    this.#starts.push(start);
    this.#ends.push(end);
  }

  peak(): { count: number; at?: number } {
    const starts = sortedNumbers(this.#starts);
    const ends = sortedNumbers(this.#ends);
    let most = 0;
    let at = 0;
    let ended = 0;
    for (let begun = 0; begun < starts.length; begun += 1) {
      const start = starts[begun] as number;
      // Who leaves at an instant is not there at it any more.
      while ((ends[ended] as number) <= start) ended += 1;
      const count = begun + 1 - ended;
      if (count <= most) continue;
      most = count;
      at = start;
    }
    return most === 0 ? { count: 0 } : { count: most, at };
  }
}
