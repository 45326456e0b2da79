/** How complete each day is, from the ledger's listings and the counts of the documents' states. Pure. */

import type { Listing } from "../../destinations/ledger.ts";
import type { DayCount } from "../../destinations/reader.ts";
import { addDays, type Day, dayAt, type Span, spanOfDays } from "../../time.ts";
import { credible, isFinal, stretches } from "../coverage.ts";
import { expiringSpan } from "../plan.ts";

/**
 * `complete`: listed when nothing could be missing any more, and everything read and final · `young`: listed and read,
 * too soon to be final · `partial`: sessions are still to be read, or a part of the day was never listed · `never_listed`: never
 * listed · `expired`: never listed, and Zoom lists it no more.
 */
export type DayState = "complete" | "young" | "partial" | "never_listed" | "expired";

export interface DayReport {
  date: Day;
  state: DayState;
  meetings: number;
  sessions: number;
  /** Meetings whose sessions are still to be read. */
  partial: number;
}

export interface DayOptions {
  /** The first and the last day; without, from the first that is known to yesterday. */
  from?: Day | undefined;
  to?: Day | undefined;
  timeZone: string;
  now: number;
  settleAfterMs: number;
}

export interface StoredDays {
  listings: readonly Listing[];
  /** Stretches that Zoom refused to list. */
  refused: readonly Listing[];
  /** Meetings by state. */
  meetings: readonly DayCount[];
  sessions: readonly DayCount[];
}

/** From the first to the last day that is in one of the states; undefined where none is. @param days in their order */
export function spanInStates(
  days: readonly Pick<DayReport, "date" | "state">[],
  states: readonly DayState[],
): { from: Day; to: Day } | undefined {
  const hit = days.filter(({ state }) => states.includes(state));
  const [first, last] = [hit[0], hit.at(-1)];
  return first === undefined || last === undefined ? undefined : { from: first.date, to: last.date };
}

/** Every day between the ends, in order. */
export function reportDays(stored: StoredDays, options: DayOptions): DayReport[] {
  const { timeZone, now } = options;
  const listed = stored.listings.flatMap(({ span }) => (span === undefined ? [] : [span]));
  const refused = stored.refused.flatMap(({ span }) => (span === undefined ? [] : [span]));
  const known = [
    ...stored.meetings.flatMap(({ date }) => (date === undefined ? [] : [date])),
    ...[...listed, ...refused].flatMap(({ start, end }) => [
      dayAt(start, timeZone),
      dayAt(end - 1, timeZone),
    ]),
  ].sort();
  const yesterday = addDays(dayAt(now, timeZone), -1);
  const [first] = known;
  const from = options.from ?? first;
  const to = options.to ?? [yesterday, known.at(-1) ?? ""].sort().at(-1);
  if (from === undefined || to === undefined) return [];
  const meetings = byDay(stored.meetings);
  const sessions = byDay(stored.sessions);
  const days: DayReport[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const span = spanOfDays(date, date, timeZone);
    const states = meetings.get(date) ?? new Map<string, number>();
    days.push({
      date,
      state: stateOf(span, states, stored, options),
      meetings: sum(states),
      sessions: sum(sessions.get(date) ?? new Map()),
      partial: (states.get("listed") ?? 0) + (states.get("partial") ?? 0),
    });
  }
  return days;
}

function stateOf(
  span: Span,
  states: ReadonlyMap<string, number>,
  { listings, refused }: StoredDays,
  { now, settleAfterMs }: DayOptions,
): DayState {
  const wanted = { start: span.start, end: Math.min(span.end, Math.max(now, span.start + 1)) };
  const parts = stretches(wanted, credible(listings, now));
  const never = parts.filter(({ at }) => at === undefined);
  const isExpired = refused.some(
    ({ span: gone }) => gone !== undefined && gone.start < span.end && gone.end > span.start,
  );
  if (never.length === parts.length) {
    return isExpired || span.end <= expiringSpan(now).start ? "expired" : "never_listed";
  }
  const unread = (states.get("listed") ?? 0) + (states.get("partial") ?? 0);
  if (unread > 0 || (never.length > 0 && wanted.end === span.end)) return "partial";
  const isListedForGood =
    parts.every(({ end, at }) => isFinal(end, at, settleAfterMs)) && wanted.end === span.end;
  return isListedForGood && !states.has("young") ? "complete" : "young";
}

function byDay(counts: readonly DayCount[]): Map<Day, Map<string, number>> {
  const days = new Map<Day, Map<string, number>>();
  for (const { date, value = "", count } of counts) {
    if (date === undefined) continue;
    const values = days.get(date) ?? new Map<string, number>();
    values.set(value, (values.get(value) ?? 0) + count);
    days.set(date, values);
  }
  return days;
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
