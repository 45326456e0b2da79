/** How many people of a meeting or webinar were there from moment to moment, from when each of them was. */

import type { Source } from "../destinations/source.ts";
import { gatheringOf } from "../people/concurrency.ts";
import { isoOf } from "../people/instant.ts";
import type { Interval } from "../people/presence.ts";
import { textOf } from "../people/texts.ts";
import { readEvent } from "./event.ts";
import { numberOf } from "./stored-value.ts";

/** From this moment to the next so many people were there. */
export interface Step {
  /** Epoch seconds. */
  at: number;
  count: number;
}

export interface Curve {
  /** ISO 8601 UTC. */
  start: string;
  end: string;
  /** The peak as it is stored. */
  peak?: { count: number; at: string } | undefined;
  /** `at` as ISO 8601 UTC; the last one is the meeting's end. */
  steps: { at: string; count: number }[];
  /** Steps were left out: in each stretch the least and the most are kept. */
  isThinned: boolean;
}

/** What {@link gatheringOf} reads of a meeting and of its people, and what is told of the peak. */
const meetingFields = ["start_time", "end_time", "duration", "peak_concurrency", "peak_at"];
const presenceFields = ["first_join", "last_leave", "gaps"];
/** More are not seen in a drawing. */
const mostSteps = 600;

/**
 * Undefined where it is not known when it went on, or nobody was counted.
 * @param most so many steps or a little fewer; of more some are left out
 */
export async function readCurve(source: Source, uuid: string, most = mostSteps): Promise<Curve | undefined> {
  const { kind, document } = await readEvent(source, uuid, meetingFields);
  const people = await source.members(kind.people.name, [uuid], presenceFields);
  const gathering = gatheringOf(document, people);
  if (gathering === undefined || people.length === 0) return undefined;
  const all = stepsOf(gathering.people, gathering);
  const steps = thinned(all, most);
  const [count, at] = [numberOf(document.peak_concurrency), textOf(document.peak_at)];
  return {
    start: isoOf(gathering.start),
    end: isoOf(gathering.end),
    peak: count === undefined || at === undefined ? undefined : { count, at },
    steps: steps.map((step) => ({ at: isoOf(step.at), count: step.count })),
    isThinned: steps.length < all.length,
  };
}

/**
 * Every change of the number, in order, from the start on; at the end it is what it was before.
 * @param people each a union
 */
export function stepsOf(people: readonly (readonly Interval[])[], { start, end }: Interval): Step[] {
  const changes = new Map<number, number>([[start, 0]]);
  const change = (at: number, by: number) => changes.set(at, (changes.get(at) ?? 0) + by);
  for (const presence of people)
    for (const one of presence) {
      const [from, to] = [Math.max(start, one.start), Math.min(end, one.end)];
      if (to <= from) continue;
      change(from, 1);
      change(to, -1);
    }
  const steps: Step[] = [];
  let count = 0;
  for (const [at, by] of [...changes].sort(([a], [b]) => a - b)) {
    if (at >= end && steps.length > 0) break;
    count += by;
    if (steps.at(-1)?.count !== count) steps.push({ at, count });
  }
  steps.push({ at: end, count });
  return steps;
}

/** No more than about so many: of each stretch of time the first step, the least, the most and the last. */
export function thinned(steps: readonly Step[], most: number): Step[] {
  const [first, last] = [steps[0], steps.at(-1)];
  if (steps.length <= most || first === undefined || last === undefined) return [...steps];
  const stretches = Math.max(1, Math.floor((most - 2) / 4));
  const length = (last.at - first.at) / stretches;
  const kept = new Set<Step>([first, last]);
  let from = 0;
  for (let stretch = 1; stretch <= stretches; stretch += 1) {
    const until = first.at + stretch * length;
    let to = from;
    while (to < steps.length && (steps[to] as Step).at < until) to += 1;
    const some = steps.slice(from, to);
    from = to;
    const [one] = some;
    if (one === undefined) continue;
    kept.add(one);
    kept.add(some.at(-1) as Step);
    kept.add(some.reduce((least, step) => (step.count < least.count ? step : least), one));
    kept.add(some.reduce((greatest, step) => (step.count > greatest.count ? step : greatest), one));
  }
  return steps.filter((step) => kept.has(step));
}
