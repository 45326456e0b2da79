/**
 * Which days to ask Zoom for, so that no meeting of the wanted span is missed. Zoom does not say in which time
 * zone it reads `from` and `to`; so a span is asked as the days it touches in every zone still possible, rows
 * are filtered by their own start time, and each listing's rows rule zones out. Pure.
 */

import { addDays, type Day, dayAt, dayMs, daysBetween, type Span, spanOfDays } from "../time.ts";

/** Calendar days as Zoom is asked for them, both included. */
export interface Asked {
  from: Day;
  to: Day;
}

/** The name under which the zones still possible are remembered for the account. */
export const zonesFact = "window_zones";

/** Every zone that Zoom might read dates in: nothing is known yet. */
export function allZones(): string[] {
  return ["UTC", "Etc/GMT+12", "Etc/GMT-14", ...Intl.supportedValuesOf("timeZone")];
}

/** The days that cover the span in each of the zones; with {@link allZones} a day is asked with its neighbours. */
export function daysToAsk(span: Span, zones: readonly string[]): Asked {
  let from: Day | undefined;
  let to: Day | undefined;
  for (const zone of zones) {
    const first = dayAt(span.start, zone);
    const last = dayAt(span.end - 1, zone);
    if (from === undefined || first < from) from = first;
    if (to === undefined || last > to) to = last;
  }
  if (from === undefined || to === undefined) throw new TypeError("Expected at least one zone, got none");
  return { from, to };
}

/**
 * The zones in which rows from `earliest` to `latest` (their start times) can be an answer to what was asked.
 * None left means that the account's zone has changed, or that an earlier lesson was wrong.
 */
export function zonesLeft(
  zones: readonly string[],
  asked: Asked,
  earliest: number,
  latest: number,
): string[] {
  return zones.filter((zone) => dayAt(earliest, zone) >= asked.from && dayAt(latest, zone) <= asked.to);
}

/** Zoom lists at most a month at once; with a day more on each side this stays below the shortest usable one. */
const mostDays = 26;

/** A long span in pieces that may each be asked in one listing, the newest or the oldest first. */
export function pieces(span: Span, order: "newest" | "oldest" = "oldest", days: number = mostDays): Span[] {
  const step = days * dayMs;
  const out: Span[] = [];
  for (let start = span.start; start < span.end; start += step) {
    out.push({ start, end: Math.min(span.end, start + step) });
  }
  return order === "newest" ? out.reverse() : out;
}

/** Days of Zoom's as a stretch of time; in which zone they are days is not certain, so UTC. */
export function spanOfAsked({ from, to }: Asked): Span {
  return spanOfDays(from, to, "UTC");
}

/** A window that Zoom refused in two halves, in UTC days; undefined for a single day. */
export function halves(asked: Asked): [Asked, Asked] | undefined {
  const days = daysBetween(asked.from, asked.to);
  if (days < 1) return undefined;
  const middle = addDays(asked.from, Math.floor(days / 2));
  return [
    { from: asked.from, to: middle },
    { from: addDays(middle, 1), to: asked.to },
  ];
}
