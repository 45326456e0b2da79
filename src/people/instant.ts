/** Stored instants as epoch seconds and back. */

import type { Json } from "../document.ts";
import { isoSeconds } from "../time.ts";

/** The year 1970 as counted from the 1st of March of the year 0, in days. */
const daysToEpoch = 719_468;
const daysBefore = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275] as const;

/** An instant in whole seconds, a fraction cut off; NaN for what is not one, so that many cost little. */
export function secondsOf(value: Json | undefined): number {
  if (typeof value !== "string") return Number.NaN;
  const fast = isPlain(value) ? plainSeconds(value) : Number.NaN;
  return Number.isNaN(fast) ? Math.floor(Date.parse(value) / 1_000) : fast;
}

/** Whether it has the form of {@link isoOf}; nothing is said about the digits. */
export function isPlain(text: string): boolean {
  return text.length === 20 && text.charCodeAt(19) === 90 && text.charCodeAt(10) === 84;
}

/** `2026-11-24T10:00:00Z` */
export function isoOf(seconds: number): string {
  const days = Math.floor(seconds / daySeconds);
  let day = dayTexts.get(days);
  if (day === undefined) {
    day = isoSeconds(days * daySeconds * 1_000).slice(0, 11);
    if (dayTexts.size >= mostDays) dayTexts.clear();
    dayTexts.set(days, day);
  }
  const left = seconds - days * daySeconds;
  const hour = Math.floor(left / 3_600);
  const minute = Math.floor(left / 60) % 60;
  return `${day}${twoDigits[hour]}:${twoDigits[minute]}:${twoDigits[left % 60]}Z`;
}

const daySeconds = 86_400;
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));
/** The beginnings of texts made before: most are of few days. */
const dayTexts = new Map<number, string>();
const mostDays = 1_000;

/** Several times as fast as `Date.parse`; NaN where it is not sure. */
function plainSeconds(text: string): number {
  const year = 100 * pair(text, 0) + pair(text, 2);
  const month = pair(text, 5);
  const day = pair(text, 8);
  const hour = pair(text, 11);
  const minute = pair(text, 14);
  const second = pair(text, 17);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) return Number.NaN;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return Number.NaN;
  if (!hasMarks(text)) return Number.NaN;
  // Years that begin with March: the day that leap years add is their last.
  const shifted = month > 2 ? year : year - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const days = 365 * shifted + leapDays + (daysBefore[month - 1] as number) + day - 1 - daysToEpoch;
  return daySeconds * days + 3_600 * hour + 60 * minute + second;
}

function hasMarks(text: string): boolean {
  return (
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58
  );
}

/** Two digits as a number; far below 0 when they are none. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : -1_000_000;
}
