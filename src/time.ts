/** Days, windows and spans of time: what the words `--date`, `--timezone` and `7d` mean. Pure. */

import { Temporal } from "temporal-polyfill";

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** A stretch of time, start included, end not; milliseconds since the epoch. */
export interface Span {
  start: number;
  end: number;
}

export const dayMs = 86_400_000;

/** The day as written, or undefined when there is no such day (`2026-02-30`). */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The same day of a month so many later, or the last one of it. */
export function addMonths(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

/** How many days lie between two days; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "days" }).days;
}

/** The days from one to the other, both included, in their order. */
export function daysFrom(from: Day, to: Day): Day[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
}

/** The day that an instant falls on in a time zone. */
export function dayAt(instant: number, timeZone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(instant))
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** The span of the days `from` to `to`, both included, in a time zone; a day may have 23 or 25 hours. */
export function spanOfDays(from: Day, to: Day, timeZone: string): Span {
  const at = (day: Day) => Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
  return { start: at(from), end: at(addDays(to, 1)) };
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: dayMs } as const;

/** `90s`, `45m`, `3h`, `7d` in milliseconds; undefined for anything else. */
export function parseSpan(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text.trim());
  if (match === null) return undefined;
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
}

/** Milliseconds as a person says it: `850 ms`, `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function sayDuration(ms: number): string {
  if (Math.round(ms) < 1_000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** `2026-11-24T00:00:00Z`: whole seconds, UTC. */
export function isoSeconds(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
