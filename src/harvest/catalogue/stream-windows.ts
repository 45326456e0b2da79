/** plan: the windows in which a stream of a stretch of time is listed, as its declaration says. Pure. */

import type { Stream } from "../../streams/stream.ts";
import { addDays, type Day, dayAt, dayMs, type Span, spanOfDays } from "../../time.ts";
import { pieces } from "../window.ts";
import type { HarvestOptions } from "../work.ts";

/** A span in windows that may each be asked in one listing, in this order; of what is about days, in whole ones. */
export function windowsOf(stream: Stream, span: Span, order: HarvestOptions["order"]): Span[] {
  const whole = wholeDays(stream, span);
  if (stream.zoom.window?.asks !== "months") return pieces(whole, order, daysAtOnce(stream));
  const out: Span[] = [];
  for (let { start } = whole; start < whole.end; ) {
    const end = Math.min(whole.end, nextMonth(start));
    out.push({ start, end });
    start = end;
  }
  return order === "newest" ? out.reverse() : out;
}

/** The span itself, or, for a stream about days, all days that it touches: Zoom does not say in which zone they are days. */
export function wholeDays({ days }: Stream, span: Span): Span {
  if (days === undefined) return span;
  return spanOfDays(dayAt(span.start, "UTC"), dayAt(span.end - 1, "UTC"), "UTC");
}

/** The longest window in days; one more on each side is asked where Zoom does not say in which zone it reads days. */
function daysAtOnce({ zoom: { window }, days: about }: Stream): number {
  const { days = 30, zone, asks } = window ?? {};
  if (about !== undefined) return days;
  if (asks === "instants") return Math.max(1, days - 1);
  return Math.max(1, zone === undefined ? days - 4 : days - 2);
}

function nextMonth(instant: number): number {
  const first: Day = `${dayAt(instant, "UTC").slice(0, 7)}-01`;
  const next: Day = `${addDays(first, 31).slice(0, 7)}-01`;
  return spanOfDays(next, next, "UTC").start;
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
