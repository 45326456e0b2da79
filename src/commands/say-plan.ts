/** What a harvest is about to do, for a person: before a long one begins, and as the command `plan`. */

import type { Config } from "../config.ts";
import { mayAskAgain } from "../harvest/coverage.ts";
import { type Estimate, type EstimateOptions, estimate } from "../harvest/estimate.ts";
import { expiringSpan, type HarvestPlan, refusedListings, without } from "../harvest/plan.ts";
import type { Work } from "../harvest/work.ts";
import { dayAt, dayMs, type Span, sayDuration } from "../time.ts";
import type { ZoomClient } from "../zoom/client.ts";
import { harvestOptions } from "./harvest-options.ts";

/** The fact that tells which range was counted last, and when. */
const saidFact = "plan_said";

/** A run over more days than that is worth two calls a month to know what it costs. */
const longMs = 8 * dayMs;

/**
 * Says what a long run will cost when it begins for the first time, and what Zoom is about to forget.
 * @returns the plan without what Zoom turned out to list no more.
 */
export async function sayPlan(work: Work, plan: HarvestPlan, config: Config): Promise<HarvestPlan> {
  const { log } = work.effects;
  const now = work.effects.now();
  const open = plan.windows.reduce((sum, window) => sum + window.open, 0);
  if (open > 0) log.info(`going on: ${open.toLocaleString("en-US")} meetings are known and not read yet`);
  warnOfExpiry(work, plan, now);
  const isFresh = plan.windows.every(({ ask }) => ask !== undefined) && open === 0;
  const askedMs = plan.windows.reduce(
    (sum, { ask }) => sum + (ask === undefined ? 0 : ask.end - ask.start),
    0,
  );
  if (!isFresh || askedMs <= longMs || config.days === undefined) return plan;
  // A run that was cut off before its first listing ended has said it lately.
  const said = (await work.destination.recall(saidFact)) as { span?: Span; at?: number } | undefined;
  const isSame = said?.span?.start === plan.span.start && said.span.end === plan.span.end;
  if (isSame && !mayAskAgain(said?.at ?? 0, { now, recheckEveryMs: config.recheckEveryMs })) return plan;
  log.info("counting the meetings of each month; Zoom allows few such calls a minute");
  const options = estimateOptions(config, work.zoom, config.days.timeZone, now);
  const found = await estimate(work.zoom, work.destination, plan, options);
  // The estimate has found the plan out before the harvest could, which would have kept it.
  if (options.findPlan && work.zoom.limiter.plan === "business")
    await work.destination.remember("plan", "business");
  for (const line of planLines(found)) log.info(line);
  await work.destination.remember(saidFact, { span: { ...plan.span }, at: now });
  const refused = found.refused.map((span) => ({ what: refusedListings, span, at: now }));
  if (refused.length > 0) await work.destination.noteListings(refused);
  const windows = plan.windows.flatMap(({ ask, ...window }) => {
    const [left] = ask === undefined ? [] : without(ask, found.refused);
    return left === undefined ? [] : [{ ...window, ask: left }];
  });
  return { ...plan, windows, refused: found.refused };
}

export function estimateOptions(
  config: Config,
  zoom: ZoomClient,
  timeZone: string,
  now: number,
): EstimateOptions {
  const { share, dayShare, limits } = config;
  const { streams, source, seriesOf, ...rules } = harvestOptions(config, "plan", "");
  return {
    streams,
    source,
    rules,
    timeZone,
    seriesOf,
    share: limits ? share : 1,
    dayShare: limits ? dayShare : 1,
    usedToday: zoom.limiter.today().used,
    now,
    findPlan: config.plan === "auto",
  };
}

function warnOfExpiry({ effects }: Work, { windows }: HarvestPlan, now: number): void {
  const expiring = expiringSpan(now);
  const hit = windows.find(
    ({ ask }) => ask !== undefined && ask.start < expiring.end && ask.end > expiring.start,
  );
  if (hit === undefined) return;
  effects.log.warn(
    `Zoom lists meetings for six months: those until ${dayAt(expiring.end - 1, "UTC")} are about to be forgotten, and come first`,
  );
}

const number = (value: number) => value.toLocaleString("en-US");

/** The plan in a few lines. */
export function planLines(plan: Estimate): string[] {
  const { days, calls, expired_days, quota_days, seconds, beyond } = plan;
  const range = plan.meetings_range;
  const meetings =
    plan.meetings === null
      ? `at least ${number(range?.at_least ?? 0)} meetings to read, perhaps many more`
      : `${number(plan.meetings)} meetings to read`;
  const perTier = Object.entries(calls)
    .filter(([, count]) => count > 0)
    .map(([tier, count]) => `${number(count)} ${tier.replace("_", "-")}`);
  const lines = [`${number(days)} days, ${meetings}`];
  if (perTier.length > 0) {
    const quota = quota_days <= 1 ? "within one day's quota" : `${quota_days} days of quota`;
    lines.push(`about ${perTier.join(", ")} calls: ${quota}, some ${sayDuration(seconds * 1_000)}`);
  } else lines[0] = `${number(days)} days, and nothing to do`;
  if (expired_days > 0)
    lines.push(`${number(expired_days)} days are past Zoom's retention: it no longer lists their meetings`);
  if (beyond !== undefined) {
    lines.push(
      `from ${beyond.from} to ${beyond.to} only recurring series are reached, by their past instances (15 months; participants for one year); ${number(beyond.series)} are known so far, those of every host are listed then, and each meeting found costs two Heavy calls more`,
    );
  }
  return [...lines, ...plan.notes];
}
