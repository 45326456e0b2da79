/**
 * Zoom's rate limits as data. They belong to the account and are shared by all its apps.
 * Source: Zoom's "Rate limits" page (developers.zoom.us/docs/api/rate-limits), same figures in 2021 and 2026.
 */

import type { Plan, Tier } from "../endpoint.ts";

export interface PlanLimits {
  /** Calls a second for the three tiers that have such a limit. */
  perSecond: Record<Exclude<Tier, "resource_intensive">, number>;
  /** Resource-intensive calls in any minute; they may all come at once. */
  perMinute: number;
  /** Calls a Zoom day (UTC), for groups of tiers that share an allowance. */
  perDay: { tiers: readonly Tier[]; calls: number }[];
}

export const planLimits: Record<Plan, PlanLimits> = {
  free: {
    perSecond: { light: 4, medium: 2, heavy: 1 },
    perMinute: 10,
    perDay: [
      { tiers: ["light"], calls: 6_000 },
      { tiers: ["medium"], calls: 2_000 },
      { tiers: ["heavy"], calls: 1_000 },
      { tiers: ["resource_intensive"], calls: 30_000 },
    ],
  },
  pro: {
    perSecond: { light: 30, medium: 20, heavy: 10 },
    perMinute: 10,
    perDay: [{ tiers: ["heavy", "resource_intensive"], calls: 30_000 }],
  },
  business: {
    perSecond: { light: 80, medium: 60, heavy: 40 },
    perMinute: 20,
    perDay: [{ tiers: ["heavy", "resource_intensive"], calls: 60_000 }],
  },
};
