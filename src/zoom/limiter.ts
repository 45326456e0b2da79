/**
 * Decides when a call may go: a pace per tier, a budget per Zoom day. Every attempt pays, also a retry. The
 * limits belong to the whole account, so only a share of them is used, and refusals lower it further.
 */

import type { Effects } from "../effects.ts";
import { isRationed, type Plan, type Tier, tiers } from "../endpoint.ts";
import { QuotaUsedUp } from "../errors.ts";
import { dayMs, isoSeconds } from "../time.ts";
import { planLimits } from "./limits.ts";
import { evenPace, minutePace, type Pace } from "./pace.ts";

export interface LimiterOptions {
  /** False: no pacing and no budget of ours. */
  on: boolean;
  plan: Plan;
  /** Of each tier's rate. @default 0.9 */
  share: number;
  /** Of the day's allowance. @default 0.5 */
  dayShare: number;
  /** Calls that earlier runs made on the Zoom day that begins this run, per tier. */
  usedToday: Partial<Record<Tier, number>>;
}

interface Waiter {
  go: () => void;
  refuse: (reason: unknown) => void;
  signal: AbortSignal;
}

/** The Zoom day (UTC date) of an instant. */
export function zoomDay(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

export class Limiter {
  readonly #effects: Pick<Effects, "now" | "elapsed" | "sleep">;
  readonly #options: LimiterOptions;
  readonly #paces: Record<Tier, Pace>;
  readonly #queues: Record<Tier, Waiter[]>;
  readonly #pumping = new Set<Tier>();
  /** Calls made by this run, per Zoom day and tier. */
  readonly calls: Record<string, Record<Tier, number>> = {};
  readonly #startDay: string;
  #plan: Plan;
  #usedUp: QuotaUsedUp | undefined;

  constructor(effects: Pick<Effects, "now" | "elapsed" | "sleep">, options: LimiterOptions) {
    this.#effects = effects;
    this.#options = options;
    this.#plan = options.plan;
    this.#startDay = zoomDay(effects.now());
    const { perSecond, perMinute } = planLimits[options.plan];
    this.#paces = {
      light: evenPace(perSecond.light * options.share),
      medium: evenPace(perSecond.medium * options.share),
      heavy: evenPace(perSecond.heavy * options.share),
      resource_intensive: minutePace(perMinute * options.share),
    };
    this.#queues = { light: [], medium: [], heavy: [], resource_intensive: [] };
  }

  get plan(): Plan {
    return this.#plan;
  }

  /** The plan became known: its limits are used from now on. */
  setPlan(plan: Plan): void {
    this.#plan = plan;
    const { perSecond, perMinute } = planLimits[plan];
    for (const tier of tiers) {
      const limit = tier === "resource_intensive" ? perMinute : perSecond[tier];
      this.#paces[tier].limit(limit * this.#options.share);
    }
  }

  /**
   * Resolves when a call of this tier may go, first come, first served; the call then counts.
   * @throws QuotaUsedUp when our share of the day is used; the signal's reason when it fires first.
   */
  async acquire(tier: Tier, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.#options.on) return this.#count(tier);
    await new Promise<void>((go, refuse) => {
      this.#queues[tier].push({ go, refuse, signal });
      if (!this.#pumping.has(tier)) void this.#pump(tier);
    });
  }

  accepted(tier: Tier): void {
    if (!this.#options.on) return;
    this.#paces[tier].accepted(this.#effects.elapsed());
  }

  refused(tier: Tier): void {
    this.#paces[tier].refused(this.#effects.elapsed());
  }

  /** Zoom has said that the day's shared calls are used up: none of them goes before the reset. */
  usedUp(error: QuotaUsedUp): void {
    this.#usedUp = error;
  }

  /** Calls of this run per tier, all days together. */
  total(): Record<Tier, number> {
    const sum = { light: 0, medium: 0, heavy: 0, resource_intensive: 0 };
    for (const day of Object.values(this.calls)) for (const tier of tiers) sum[tier] += day[tier];
    return sum;
  }

  /** What the day's scarcest shared allowance is and how much of it this account's runs have used. */
  today(): { used: number; allowed: number; share: number } {
    const shared = planLimits[this.#plan].perDay.find((allowance) => allowance.tiers.includes("heavy"));
    if (shared === undefined) return { used: 0, allowed: 0, share: 0 };
    const used = this.#usedToday(shared.tiers);
    return { used, allowed: shared.calls, share: used / shared.calls };
  }

  async #pump(tier: Tier): Promise<void> {
    this.#pumping.add(tier);
    const queue = this.#queues[tier];
    for (let waiter = queue[0]; waiter !== undefined; waiter = queue[0]) {
      try {
        waiter.signal.throwIfAborted();
        this.#checkBudget(tier);
        const waitMs = this.#paces[tier].waitMs(this.#effects.elapsed());
        if (waitMs > 0) {
          await this.#effects.sleep(waitMs, waiter.signal);
          continue;
        }
        this.#paces[tier].take(this.#effects.elapsed());
        // Counted here, not by the caller: the next one is weighed against the budget at once.
        this.#count(tier);
        queue.shift();
        waiter.go();
      } catch (reason) {
        queue.shift();
        waiter.refuse(waiter.signal.aborted ? waiter.signal.reason : reason);
      }
    }
    this.#pumping.delete(tier);
  }

  #count(tier: Tier): void {
    const day = zoomDay(this.#effects.now());
    this.calls[day] ??= { light: 0, medium: 0, heavy: 0, resource_intensive: 0 };
    this.calls[day][tier] += 1;
  }

  #usedToday(group: readonly Tier[]): number {
    const today = zoomDay(this.#effects.now());
    const before = today === this.#startDay ? this.#options.usedToday : {};
    const mine = this.calls[today];
    return group.reduce((sum, tier) => sum + (mine?.[tier] ?? 0) + (before[tier] ?? 0), 0);
  }

  #checkBudget(tier: Tier): void {
    if (isRationed(tier) && this.#usedUp !== undefined && this.#effects.now() < this.#usedUp.resetsAt)
      throw this.#usedUp;
    for (const { tiers: group, calls } of planLimits[this.#plan].perDay) {
      if (!group.includes(tier)) continue;
      const budget = Math.floor(calls * this.#options.dayShare);
      if (this.#usedToday(group) < budget) continue;
      const resetsAt = (Math.floor(this.#effects.now() / dayMs) + 1) * dayMs;
      throw new QuotaUsedUp(
        {
          operation: "call Zoom",
          subject: group.join(" and "),
          reason:
            `this day's share of ${budget} calls is used up (--day_share ${this.#options.dayShare} of ` +
            `${calls}); Zoom's day begins again at ${isoSeconds(resetsAt)}`,
          hint: "the same command after that, or a larger --day_share",
        },
        resetsAt,
      );
    }
  }
}
