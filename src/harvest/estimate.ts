/**
 * What a plan will cost, before it begins: meetings from the listings' own totals (two cheap calls a window, which also
 * show where Zoom's retention ends), calls by tier, days of quota, time. An estimate: it is never an input.
 */

import { type Tier, tiers } from "../endpoint.ts";
import { ParametersRefused, QuotaUsedUp, StreamRefused } from "../errors.ts";
import { meetings } from "../streams/meeting.ts";
import { series } from "../streams/series.ts";
import { sessions } from "../streams/session.ts";
import type { Stream } from "../streams/stream.ts";
import { users } from "../streams/user.ts";
import { dayMs, type Span } from "../time.ts";
import type { ZoomClient } from "../zoom/client.ts";
import { planLimits } from "../zoom/limits.ts";
import { addStreams } from "./catalogue/estimate-streams.ts";
import type { WindowRules } from "./catalogue/read-windows.ts";
import { within } from "./coverage.ts";
import { daysOf, type HarvestPlan, type PlanStore } from "./plan.ts";
import { type Asked, daysToAsk, halves, spanOfAsked } from "./window.ts";
import type { HarvestOptions } from "./work.ts";

export interface Estimate {
  /** Days of the range, in the user's time zone. */
  days: number;
  /** Meetings that are to be read; null where the account cannot tell cheaply. */
  meetings: number | null;
  /** The bounds where `meetings` is null; `at_most` is null where there is none. */
  meetings_range?: { at_least: number; at_most: number | null };
  calls: Record<Tier, number>;
  /** Of the day's calls that may be used, how many days' worth. */
  quota_days: number;
  seconds: number;
  /** Days of the range that Zoom no longer lists. */
  expired_days: number;
  /** The older stretch, in which only recurring series are reached, by their instances. */
  beyond?: { from: string; to: string; series: number };
  /** What should be known, each a sentence. */
  notes: string[];
  /** Stretches that Zoom lists no more. */
  refused: Span[];
}

export interface EstimateOptions {
  timeZone: string;
  seriesOf: "all" | "hosts" | "none";
  /** `--share` and `--day_share`. */
  share: number;
  dayShare: number;
  /** Heavy and Resource-intensive calls used today. */
  usedToday: number;
  now: number;
  /** True when the plan is not given by the user but found out. */
  findPlan: boolean;
  /** What is harvested; sessions from a source that costs no Heavy call count as Medium. */
  streams: readonly Stream[];
  source: HarvestOptions["source"];
  rules: WindowRules["options"];
}

/** Zoom's page size for listings and session lists. */
const pageSize = 300;
/** Of the meetings, how many belong to a series whose kind has to be looked up; measured on simulated accounts. */
const lookUpShare = 0.3;

interface Counted {
  past: number;
  pastOne: number;
}

/** Counts by UTC days, whatever zone Zoom reads them in: what is wrong at one end is right at the other. */
export async function estimate(
  zoom: ZoomClient,
  store: PlanStore,
  plan: HarvestPlan,
  options: EstimateOptions,
): Promise<Estimate> {
  const { timeZone } = options;
  const days = daysOf(plan.span, timeZone).length;
  const calls: Record<Tier, number> = { light: 0, medium: 0, heavy: 0, resource_intensive: 0 };
  const notes: string[] = [];
  const refused: Span[] = [...plan.refused];
  let toRead = 0;
  let isKnown = true;
  // Newest first: where Zoom refuses a window the older ones are past its retention too.
  const windows = [...plan.windows].sort((a, b) => b.span.start - a.span.start);
  let oldest: number | undefined;
  for (const { span, ask, open } of windows) {
    const stored = await store.count(meetings.name, span);
    if (ask === undefined) {
      toRead += open;
      continue;
    }
    if (oldest !== undefined) {
      refused.push(ask);
      continue;
    }
    try {
      const asked = daysToAsk(ask, ["UTC"]);
      const { counted, reach } = await countWindow(zoom, asked);
      // Only accounts with dashboards get here, and those have Business limits or better.
      if (options.findPlan) zoom.limiter.setPlan("business");
      if (reach === undefined) {
        oldest = ask.end;
        refused.push(ask);
        continue;
      }
      if (reach.from > asked.from) {
        oldest = spanOfAsked(reach).start;
        if (oldest > ask.start) refused.push({ start: ask.start, end: Math.min(oldest, ask.end) });
      }
      const scale = shareOf(ask, spanOfAsked(reach));
      const listed = Math.round((counted.past + counted.pastOne) * scale);
      const settled = options.rules.again ? 0 : Math.max(0, (stored ?? 0) - open);
      toRead += Math.max(open, listed - settled);
      calls.resource_intensive +=
        Math.max(1, Math.ceil(counted.past / pageSize)) + Math.max(1, Math.ceil(counted.pastOne / pageSize));
    } catch (error) {
      if (!(error instanceof StreamRefused || error instanceof QuotaUsedUp)) throw error;
      isKnown = false;
      notes.push(`how many meetings there are cannot be known cheaply: ${error.message}`);
      break;
    }
  }
  const wants = (name: string) => options.streams.some((stream) => stream.name === name);
  if (wants(sessions.name)) calls[options.source === "past" ? "medium" : "heavy"] += toRead;
  const eachUser = !isKnown || options.streams.some(({ parent }) => parent?.stream === users.name);
  const areUsersUnknown = eachUser && (await store.find(users.name, {})).length === 0;
  const helped = toRead > 0 || !isKnown || areUsersUnknown;
  const people = helped ? await addHelpers(zoom, toRead, eachUser, options, calls) : undefined;
  // Reports list meetings of one person host by host.
  if (!isKnown) calls.heavy += windows.length * (1 + (people ?? 0));
  const expected = { span: plan.span, meetings: toRead, users: people ?? 0 };
  const rules = { options: options.rules, effects: { now: () => options.now } };
  notes.push(...(await addStreams(store, options.streams, expected, rules, calls)));
  const beyond = await addBeyond(store, plan, refused, options, calls);
  return {
    days,
    meetings: isKnown ? toRead : null,
    ...(isKnown ? {} : { meetings_range: { at_least: toRead, at_most: null } }),
    calls,
    quota_days: daysOfQuota(zoom, calls, options),
    seconds: secondsFor(zoom, calls, options),
    expired_days: countDays(refused, plan.span, timeZone),
    ...(beyond === undefined ? {} : { beyond }),
    notes,
    refused,
  };
}

/** The totals of a window, or of the part of it that Zoom still lists; no reach when it lists none of it. */
async function countWindow(zoom: ZoomClient, asked: Asked): Promise<{ counted: Counted; reach?: Asked }> {
  try {
    return { counted: await askTotals(zoom, asked), reach: asked };
  } catch (error) {
    if (!(error instanceof ParametersRefused)) throw error;
  }
  const parts = halves(asked);
  if (parts === undefined) return { counted: { past: 0, pastOne: 0 } };
  const [older, newer] = parts;
  const last = await countWindow(zoom, newer);
  if (last.reach === undefined || last.reach.from > newer.from) return last;
  const first = await countWindow(zoom, older);
  return {
    counted: {
      past: last.counted.past + first.counted.past,
      pastOne: last.counted.pastOne + first.counted.pastOne,
    },
    reach: { from: first.reach?.from ?? newer.from, to: asked.to },
  };
}

async function askTotals(zoom: ZoomClient, asked: Asked): Promise<Counted> {
  const ask = async (type: string) => {
    const query = { ...meetings.zoom.query, type, ...asked, page_size: "1" };
    const { total_records } = await zoom.get({ endpoint: meetings.zoom, query });
    return typeof total_records === "number" ? total_records : 0;
  };
  const past = await ask("past");
  return { past, pastOne: await ask("pastOne") };
}

/** How much of the days that were asked lies in the stretch that is wanted. */
function shareOf(wanted: Span, asked: Span): number {
  const common = Math.min(wanted.end, asked.end) - Math.max(wanted.start, asked.start);
  return Math.min(1, Math.max(0, common / (asked.end - asked.start)));
}

/** User lists, series of hosts, kinds of series. @returns how many users there are, where Zoom says it. */
async function addHelpers(
  zoom: ZoomClient,
  toRead: number,
  eachUser: boolean,
  { seriesOf }: EstimateOptions,
  calls: Record<Tier, number>,
): Promise<number | undefined> {
  calls.medium += 2;
  if (seriesOf === "none" && !eachUser) return undefined;
  const listsSeries = seriesOf !== "none" && toRead > 0;
  if (listsSeries) calls.light += Math.round(toRead * lookUpShare);
  try {
    const query = { status: "active", page_size: "1" };
    const { total_records } = await zoom.get({ endpoint: users.zoom, query });
    const hosts = typeof total_records === "number" ? total_records : toRead;
    if (listsSeries) calls.medium += seriesOf === "all" ? hosts : Math.min(hosts, toRead);
    return hosts;
  } catch (error) {
    if (!(error instanceof StreamRefused || error instanceof QuotaUsedUp)) throw error;
    return undefined;
  }
}

async function addBeyond(
  store: PlanStore,
  { span }: HarvestPlan,
  refused: readonly Span[],
  { timeZone, seriesOf }: EstimateOptions,
  calls: Record<Tier, number>,
): Promise<Estimate["beyond"]> {
  const inside = refused.filter(({ start, end }) => start < span.end && end > span.start);
  if (inside.length === 0 || seriesOf === "none") return undefined;
  const known = (await store.find(series.name, { is: { kind: ["recurring", "pmi"] } })).length;
  calls.medium += known;
  const days = inside.flatMap((one) => daysOf(one, timeZone)).sort();
  return { from: days[0] ?? "", to: days.at(-1) ?? "", series: known };
}

/** How many days the spans touch inside another one. */
export function countDays(spans: readonly Span[], inside: Span, timeZone: string): number {
  return new Set(within(spans, inside).flatMap((part) => daysOf(part, timeZone))).size;
}

function daysOfQuota(
  zoom: ZoomClient,
  { heavy, resource_intensive }: Record<Tier, number>,
  { dayShare, usedToday }: EstimateOptions,
): number {
  const perDay =
    planLimits[zoom.limiter.plan].perDay.find(({ tiers: group }) => group.includes("heavy"))?.calls ?? 1;
  const budget = Math.max(1, Math.floor(perDay * dayShare));
  const needed = heavy + resource_intensive;
  if (needed === 0) return 0;
  const leftToday = Math.max(0, budget - usedToday);
  return needed <= leftToday ? 1 : 1 + Math.ceil((needed - leftToday) / budget);
}

function secondsFor(zoom: ZoomClient, calls: Record<Tier, number>, options: EstimateOptions): number {
  const { perSecond, perMinute } = planLimits[zoom.limiter.plan];
  const { share } = options;
  const each = tiers.map((tier) => {
    if (tier !== "resource_intensive") return calls[tier] / (perSecond[tier] * share);
    return Math.max(0, (calls[tier] / (perMinute * share) - 1) * 60);
  });
  const waiting = Math.max(0, daysOfQuota(zoom, calls, options) - 1) * (dayMs / 1_000);
  return Math.ceil(Math.max(...each) + waiting);
}
