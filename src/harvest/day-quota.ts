/** How many of the day's scarce calls an account's runs have used, from what they recorded. Pure. */

import type { RunRecord } from "../destinations/ledger.ts";
import type { Json } from "../document.ts";
import { isoSeconds } from "../time.ts";
import { zoomDay } from "../zoom/limiter.ts";
import { planLimits } from "../zoom/limits.ts";

export interface DayQuota {
  zoom_day: string;
  /** Heavy and Resource-intensive calls. */
  used: number;
  allowed: number;
  /** ISO 8601, UTC. */
  resets_at: string;
}

/** @param dayShare the part of the day's calls that a harvest may use */
export function quotaOf(
  { runs, facts }: { runs: readonly RunRecord[]; facts: readonly { name: string; value: Json }[] },
  now: number,
  dayShare: number,
): DayQuota {
  const day = zoomDay(now);
  let used = 0;
  for (const { calls } of runs) used += (calls[day]?.heavy ?? 0) + (calls[day]?.resource_intensive ?? 0);
  const isBusiness = facts.some(({ name, value }) => name === "plan" && value === "business");
  const allowance = planLimits[isBusiness ? "business" : "pro"].perDay.find(({ tiers }) =>
    tiers.includes("heavy"),
  );
  const midnight = Date.parse(`${day}T00:00:00Z`) + 86_400_000;
  return {
    zoom_day: day,
    used,
    allowed: Math.floor((allowance?.calls ?? 0) * dayShare),
    resets_at: isoSeconds(midnight),
  };
}
