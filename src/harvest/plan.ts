/**
 * plan: which windows are to be listed and which known meetings are to be read, from the ledger and from the
 * documents' states. What Zoom has already refused to list is left out.
 */

import { hash } from "node:crypto";
import type { Listing } from "../destinations/ledger.ts";
import type { Reader } from "../destinations/reader.ts";
import type { Document } from "../document.ts";
import { meetings } from "../streams/meeting.ts";
import { dayAt, dayMs, type Span, spanOfDays } from "../time.ts";
import { credible, type DueRules, dueStretches, hull, mayAskAgain, stretches } from "./coverage.ts";
import { sessionSources } from "./sets.ts";
import { pieces } from "./window.ts";

/** What the ledger calls the stretches that Zoom refused to list: they are past its retention. */
export const refusedListings = "refused";

/** States of meetings whose sessions are still to be read. */
export const openStates = ["listed", "partial"] as const;

/** A part of the days asked for, of at most a month. */
export interface PlannedWindow {
  span: Span;
  /** What is to be listed; absent when the listings at hand are enough. */
  ask?: Span;
  /** Meetings known from an earlier listing whose sessions are still to be read. */
  open: number;
}

export interface HarvestPlan {
  span: Span;
  windows: PlannedWindow[];
  /** Stretches that Zoom does not list any more, as far as known. */
  refused: Span[];
  listings: Listing[];
}

/** What planning reads of a store. */
export interface PlanStore extends Pick<Reader, "find" | "read" | "count"> {
  listings(what: string): Promise<Listing[]>;
}

export interface PlanOptions extends Omit<DueRules, "again"> {
  again: boolean;
  order: "newest" | "oldest";
  /** As the user gave them. @default none */
  onlyGroups?: readonly string[];
  skipHosts?: readonly string[];
  /** Whether sessions are wanted, not the meetings alone. @default true */
  readsSessions?: boolean;
}

/**
 * What the ledger calls the listings of a run: one that leaves hosts out has seen everything and stored a part, so its
 * listings count only for runs that leave out the same.
 */
export function listingsOf(
  name: string,
  { onlyGroups = [], skipHosts = [] }: Pick<PlanOptions, "onlyGroups" | "skipHosts">,
): string {
  if (onlyGroups.length === 0 && skipHosts.length === 0) return name;
  const left = JSON.stringify([[...onlyGroups].sort(), [...skipHosts].sort()]);
  return `${name} ${hash("sha256", left, "base64url").slice(0, 16)}`;
}

/** {@link listingsOf} meetings. */
export function meetingListings(options: Pick<PlanOptions, "onlyGroups" | "skipHosts">): string {
  return listingsOf(meetings.name, options);
}

/** The listings that count for a run: those of everything, and its own. */
export async function countedListings(
  store: Pick<PlanStore, "listings">,
  options: Pick<PlanOptions, "onlyGroups" | "skipHosts">,
  name: string = meetings.name,
): Promise<Listing[]> {
  const whole = await store.listings(name);
  const own = listingsOf(name, options);
  return own === name ? whole : [...whole, ...(await store.listings(own))];
}

/** What is to be done for a span. Asks Zoom nothing. */
export async function planHarvest(store: PlanStore, span: Span, options: PlanOptions): Promise<HarvestPlan> {
  const { again, order, readsSessions = true } = options;
  const rules: DueRules = options;
  const listings = credible(await countedListings(store, options), rules.now);
  const refused = spansOf(await store.listings(refusedListings));
  const windows: PlannedWindow[] = [];
  for (const piece of expiringFirst(pieces(span, order), rules.now)) {
    const young = again ? undefined : await youngStretch(store, piece, listings, rules);
    const due = dueStretches(piece, listings, rules).flatMap((one) => without(one, refused));
    const ask = hull(young === undefined ? due : [...due, young]);
    const open = readsSessions ? (await findOpen(store, piece)).length : 0;
    if (ask !== undefined || open > 0)
      windows.push({ span: piece, ...(ask === undefined ? {} : { ask }), open });
  }
  return { span, windows, refused, listings };
}

/** Meetings of a span whose sessions are still to be read, or to be read from a richer source. */
export async function findOpen(
  store: Pick<Reader, "find">,
  span: Span,
  order: "newest" | "oldest" = "newest",
): Promise<string[]> {
  const unread = await store.find(meetings.name, { span, is: { state: openStates } }, order);
  const lean = await store.find(meetings.name, { span, is: { sessions_wanted: sessionSources } }, order);
  return [...new Set([...unread, ...lean])];
}

/**
 * The days that a run without dates is about: yesterday, and the days before it within the look-back, as far back as
 * anything was ever listed.
 */
export function lookBackSpan(yesterday: Span, lookBackMs: number, listings: readonly Listing[]): Span {
  const first = Math.min(...spansOf(listings).map(({ start }) => start), yesterday.start);
  return {
    start: Math.min(yesterday.start, Math.max(yesterday.end - lookBackMs, first)),
    end: yesterday.end,
  };
}

/** Where meetings are that were young when they were read, if they may be asked for again. */
async function youngStretch(
  reader: PlanStore,
  piece: Span,
  listings: readonly Listing[],
  rules: DueRules,
): Promise<Span | undefined> {
  const young = await reader.find(meetings.name, { span: piece, is: { state: ["young"] } });
  const ends = [young[0], young.at(-1)].filter((id) => id !== undefined);
  if (ends.length === 0) return undefined;
  const starts = (await reader.read(meetings.name, ends)).map(startOf);
  const reach = { start: Math.min(...starts), end: Math.max(...starts) + 1 };
  const isDue = stretches(reach, listings).some(({ at }) => at === undefined || mayAskAgain(at, rules));
  return isDue ? reach : undefined;
}

function startOf({ start_time }: Document): number {
  return Date.parse(String(start_time));
}

function spansOf(listings: readonly Listing[]): Span[] {
  return listings.flatMap(({ span }) => (span === undefined ? [] : [span]));
}

/** A span less others. */
export function without(span: Span, others: readonly Span[]): Span[] {
  let left = [span];
  for (const { start, end } of others) {
    left = left.flatMap((one) => [
      { start: one.start, end: Math.min(one.end, start) },
      { start: Math.max(one.start, end), end: one.end },
    ]);
    left = left.filter((one) => one.start < one.end);
  }
  return left;
}

/** How long Zoom lists past meetings. Source: Zoom's API reference, "the last six months". */
const listedMonths = 6;
/** Meetings that Zoom will have forgotten so soon come first. */
const expiringDays = 7;

/** The stretch that Zoom is about to forget, as far as this host's clock tells. */
export function expiringSpan(now: number): Span {
  const [year = 0, month = 1, day = 1] = dayAt(now, "UTC").split("-").map(Number);
  const start = Date.UTC(year, month - 1 - listedMonths, Math.min(day, 28));
  return { start: start - dayMs, end: start + expiringDays * dayMs };
}

function expiringFirst(windows: Span[], now: number): Span[] {
  const expiring = expiringSpan(now);
  const isExpiring = ({ start, end }: Span) => start < expiring.end && end > expiring.start;
  return [...windows.filter(isExpiring), ...windows.filter((one) => !isExpiring(one))];
}

/** The days that a span touches, in a time zone. */
export function daysOf(span: Span, timeZone: string): string[] {
  const days: string[] = [];
  for (let at = span.start; at < span.end; ) {
    const day = dayAt(at, timeZone);
    days.push(day);
    at = spanOfDays(day, day, timeZone).end;
  }
  return days;
}
