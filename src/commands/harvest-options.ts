/** What the engine is to do, from the settings: the streams in their order, and how they are read. */

import type { Config } from "../config.ts";
import type { Collection } from "../document.ts";
import { isHosted } from "../harvest/catalogue/parents.ts";
import type { HarvestOptions } from "../harvest/work.ts";
import { collectionsWith } from "../streams/derived.ts";
import { streams } from "../streams/registry.ts";
import { prioritise, selectStreams } from "../streams/select.ts";
import { series } from "../streams/series.ts";
import type { Stream } from "../streams/stream.ts";
import { users } from "../streams/user.ts";

/** @throws ConfigurationError for a stream that is none. */
export function harvestOptions(config: Config, run: string, version: string): HarvestOptions {
  const chosen = chooseStreams(config);
  const wantsSeries = chosen.some(({ name }) => name === series.name);
  return {
    run,
    version,
    account: config.accountId,
    streams: chosen,
    source: config.source,
    whenQuotaEnds: config.whenQuotaEnds,
    dayShares: config.limits ? { quality_share: config.dayShare * config.qualityShare } : {},
    ...(config.days === undefined ? {} : { days: config.days }),
    ...(config.looksBack ? { lookBackMs: config.lookBackMs } : {}),
    meetings: config.meetings,
    series: config.series,
    seriesOf: wantsSeries ? config.seriesOf : "none",
    onlyGroups: config.onlyGroups,
    skipHosts: config.skipHosts,
    without: config.without,
    settleAfterMs: config.settleAfterMs,
    recheckEveryMs: config.recheckEveryMs,
    order: config.order,
    again: config.again,
    findPlan: config.plan === "auto",
    ...(config.plan === "auto" ? {} : { plan: config.plan }),
    // Under the limiter enough that slow answers do not keep it waiting; without it no more than pays off.
    concurrency: config.limits ? 48 : 12,
  };
}

/** The streams that are wanted and those that they are found through, in the order in which they spend the day's calls. */
function chooseStreams({ streams: names, priority }: Config): Stream[] {
  const { wanted, parents } = selectStreams(names);
  // Users are read for the sake of others without being stored.
  const needed = parents.filter(({ name }) => name !== users.name);
  return prioritise([...needed, ...wanted], priority);
}

/** Tables and indices of the core, and of what is computed from it, are always there: others refer to them. */
export function collectionsFor(chosen: readonly Stream[]): Collection[] {
  return collectionsWith(new Set(chosen.map(({ name }) => name)));
}

/** Of the chosen streams those that have no hosts, where the user leaves hosts out. */
export function ofEverybody(config: Config): string[] {
  if (config.onlyGroups.length + config.skipHosts.length === 0) return [];
  const chosen = chooseStreams(config);
  const hasHosts = (stream: Stream): boolean => {
    const parent = streams.find(({ name }) => name === stream.parent?.stream);
    return isHosted(stream) || (parent !== undefined && hasHosts(parent));
  };
  return chosen.filter((stream) => stream.group !== "core" && !hasHosts(stream)).map(({ name }) => name);
}
