/** plan: the windows in which a stream of a stretch of time is listed, as its declaration says. Pure. */

import type { Stream } from "../../streams/stream.ts";
import { addDays, addMonths, type Day, dayAt, dayMs, type Span, spanOfDays } from "../../time.ts";
import { pieces } from "../window.ts";
import type { HarvestOptions } from "../work.ts";

/** A span in windows that may each be asked in one listing, in this order; of what is about days, in whole ones. */
export function windowsOf(stream: Stream, span: Span, order: HarvestOptions["order"]): Span[] {
  const whole = wholeDays(stream, span);
  const next = nextOf(stream);
  if (next === undefined) return pieces(whole, order, daysAtOnce(stream));
  const out: Span[] = [];
  for (let { start } = whole; start < whole.end; ) {
    const end = Math.min(whole.end, next(dayAt(start, "UTC")));
    out.push({ start, end });
    start = end;
  }
  return order === "newest" ? out.reverse() : out;
}

/** Where the window ends that begins on a day, if it is one of whole days of UTC that Zoom's limit is told in. */
function nextOf({ zoom: { window } }: Stream): ((day: Day) => number) | undefined {
  const { days = 30, zone, asks } = window ?? {};
  if (asks === "months") return (day) => startOf(firstOfNext(day));
  if (zone !== "UTC") return undefined;
  // Zoom says "a month" of thirty days: from a day to the one before the same day of the next month.
  return (day) => startOf(days === 30 ? addMonths(day, 1) : addDays(day, days));
}

/** The span itself, or, for a stream about days, all days that it touches: Zoom does not say in which zone they are days. */
export function wholeDays({ days }: Stream, span: Span): Span {
  if (days === undefined) return span;
  return spanOfDays(dayAt(span.start, "UTC"), dayAt(span.end - 1, "UTC"), "UTC");
}

/** The longest window in days; one more on each side is asked where Zoom does not say in which zone it reads days. */
function daysAtOnce({ zoom: { window }, days: about }: Stream): number {
  const { days = 30 } = window ?? {};
  // With the neighbours asked for, too, no longer than the shortest month.
  return about !== undefined ? days : Math.max(1, days - 4);
}

const startOf = (day: Day): number => spanOfDays(day, day, "UTC").start;

function firstOfNext(day: Day): Day {
  return addMonths(`${day.slice(0, 7)}-01`, 1);
}

/** How long after its end a day may still go on in some zone: only after that what Zoom says of it is whole. */
const zonesMs = 14 * 3_600_000;

/** How long what a stream lists goes on. */
export function longestMsOf({ longestMs, days }: Stream): number {
  return longestMs ?? (days === undefined ? 0 : zonesMs);
}

/** Whether a window is so long over that Zoom's refusal means its retention: what is older is refused, too. */
export function isLongOver({ end }: Span, now: number): boolean {
  return end < now - dayMs;
}
