/**
 * Which stretches of time have been listed, and which are to be listed now. From the ledger's listings alone: what
 * became of the meetings is in their documents. Works with instants, never with days. Pure.
 */

import type { Listing } from "../destinations/ledger.ts";
import type { Span } from "../time.ts";

/** A stretch of a span with the latest listing that covers it; `at` is absent where there is none. */
export interface Stretch extends Span {
  at?: number;
}

/**
 * How long after its start a meeting may still go on: only a listing asked for after that shows all that began by
 * then. Zoom ends meetings after 30 hours (Zoom's support page "Time limits for Zoom accounts and meeting types").
 */
export const longestMeetingMs = 30 * 3_600_000;

/** The span cut where another listing is the latest, in order, without gaps. A listing shows nothing after its time. */
export function stretches(span: Span, listings: readonly Listing[]): Stretch[] {
  const known = listings.flatMap(({ span: listed, at }) => {
    if (listed === undefined) return [];
    const stretch = {
      start: Math.max(listed.start, span.start),
      end: Math.min(listed.end, at, span.end),
      at,
    };
    return stretch.start < stretch.end ? [stretch] : [];
  });
  const cuts = [...new Set([span.start, span.end, ...known.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  const out: Stretch[] = [];
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1];
    if (end === undefined) break;
    const ats = known.filter((one) => one.start <= start && one.end >= end).map(({ at }) => at);
    const at = ats.length === 0 ? undefined : Math.max(...ats);
    const last = out.at(-1);
    if (last !== undefined && last.at === at) last.end = end;
    else out.push({ start, end, ...(at === undefined ? {} : { at }) });
  }
  return out;
}

/** Without those from the future: they were made with a wrong clock, and prove nothing. */
export function credible(listings: readonly Listing[], now: number): Listing[] {
  return listings.filter(({ at }) => at <= now);
}

export interface DueRules {
  now: number;
  settleAfterMs: number;
  /** How long a listed stretch is not asked for again. */
  recheckEveryMs: number;
  /** Asks for everything, listed or not. */
  again?: boolean;
  /** How long what began may go on before a listing shows it. @default {@link longestMeetingMs} */
  longestMs?: number;
}

/** Whether a listing shows everything that began before `instant`, meetings still live then included. */
export function isFinal(instant: number, at: number | undefined, settleAfterMs: number): boolean {
  return at !== undefined && at >= instant + longestMeetingMs + settleAfterMs;
}

/** The stretches to list now, apart from what the documents say: never listed, or listed too early and not lately. */
export function dueStretches(span: Span, listings: readonly Listing[], rules: DueRules): Span[] {
  const { now, settleAfterMs, longestMs = longestMeetingMs } = rules;
  const past = { start: span.start, end: Math.min(span.end, Math.max(now, span.start)) };
  if (past.start >= past.end) return [];
  if (rules.again === true) return [past];
  const due: Span[] = [];
  for (const { start, end, at } of stretches(past, credible(listings, now))) {
    if (at === undefined) {
      due.push({ start, end });
      continue;
    }
    if (!mayAskAgain(at, rules)) continue;
    const from = Math.max(start, Math.min(end, at - longestMs - settleAfterMs));
    if (from < end) due.push({ start: from, end });
  }
  return due;
}

/** Whether a stretch listed then may be asked for again. */
export function mayAskAgain(
  at: number,
  { now, recheckEveryMs }: Pick<DueRules, "now" | "recheckEveryMs">,
): boolean {
  return at > now || now - at >= recheckEveryMs;
}

/** The latest listing that covers an instant. */
export function listedAt(instant: number, listings: readonly Listing[]): number | undefined {
  let latest: number | undefined;
  for (const { span, at } of listings) {
    if (span === undefined || instant < span.start || instant >= Math.min(span.end, at)) continue;
    if (latest === undefined || at > latest) latest = at;
  }
  return latest;
}

/** The parts of these stretches that lie in a span. */
export function within(stretches: readonly Span[], { start, end }: Span): Span[] {
  return stretches.flatMap((one) => {
    const part = { start: Math.max(one.start, start), end: Math.min(one.end, end) };
    return part.start < part.end ? [part] : [];
  });
}

/** From the first start to the last end; undefined for nothing. */
export function hull(spans: readonly Span[]): Span | undefined {
  if (spans.length === 0) return undefined;
  return {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
}
