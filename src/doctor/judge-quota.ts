/** How much of the Zoom day's calls is used, as far as the store's ledger and Zoom's refusals tell. Pure. */

import type { LedgerDump } from "../destinations/source.ts";
import type { Plan } from "../endpoint.ts";
import { planLimits } from "../zoom/limits.ts";
import { bad, badFrom, type Check, good } from "./check.ts";
import type { ZoomEvidence } from "./probe-zoom.ts";

export interface QuotaFacts {
  /** What the store has on record, or why there is nothing to read. */
  ledger: Pick<LedgerDump, "runs"> | string;
  account: string;
  /** The Zoom day, UTC. */
  day: string;
  plan: Plan;
  /** Of the day's calls that a harvest uses; undefined when it does without limits. */
  dayShare: number | undefined;
}

const names = {
  light: "Light",
  medium: "Medium",
  heavy: "Heavy",
  resource_intensive: "Resource-intensive",
} as const;

/** @returns nothing when neither the store nor Zoom tells. */
export function judgeQuota(
  evidence: Pick<ZoomEvidence, "quota" | "tooMany"> | undefined,
  facts: QuotaFacts,
): Check[] {
  if (evidence?.quota !== undefined) return [badFrom("quota", evidence.quota)];
  const { ledger, account, day, plan, dayShare } = facts;
  const said: string[] = [];
  if (typeof ledger === "string") {
    if (evidence === undefined) return [];
    said.push("Zoom refuses no call", ledger);
  } else {
    const used = usedOn(day, ledger.runs, account);
    for (const { tiers, calls } of planLimits[plan].perDay) {
      const sum = tiers.reduce((total, tier) => total + (used[tier] ?? 0), 0);
      const which = tiers.map((tier) => names[tier]).join(" and ");
      const budget = Math.floor(calls * (dayShare ?? 1));
      if (dayShare !== undefined && sum >= budget) {
        return [
          bad(
            "quota",
            `this day's share of ${which} calls is used up: ${sayCount(sum)} of ${sayCount(budget)} (--day_share ${dayShare} of ${sayCount(calls)})`,
            "a harvest after midnight UTC, or a larger --day_share",
          ),
        ];
      }
      if (sum > 0 || tiers.includes("heavy")) {
        said.push(`${sayCount(sum)} of ${sayCount(calls)} ${which} calls used by this store's runs`);
      }
    }
    said.push("other apps' calls are not known");
  }
  if (evidence !== undefined && evidence.tooMany > 0) {
    said.push("Zoom refused a call as too many at once: other apps are calling too");
  }
  return [good("quota", `Zoom's day ${day}: ${said.join("; ")}`)];
}

function sayCount(count: number): string {
  return count.toLocaleString("en-US");
}

function usedOn(day: string, runs: LedgerDump["runs"], account: string): Record<string, number> {
  const used: Record<string, number> = {};
  for (const run of runs) {
    if (run.account !== undefined && run.account !== account) continue;
    for (const [tier, count] of Object.entries(run.calls[day] ?? {})) used[tier] = (used[tier] ?? 0) + count;
  }
  return used;
}
