/**
 * Who may write: one harvester at a time. The holder renews his lease every few seconds. Another takes it over at
 * once when the holder's process on the same host has ended, and after a minute without renewal otherwise; clocks of
 * two hosts may differ, so a lease that looks old is watched for a while before it counts as old.
 */

import type { Effects } from "../effects.ts";
import { DestinationError } from "../errors.ts";
import { isoSeconds } from "../time.ts";
import type { Holder, Lease } from "./ledger.ts";

/** How often a holder renews. */
export const renewEveryMs = 4_000;
/** A lease that was not renewed for so long is free. */
export const leaseMs = 60_000;
/** How long a lease that looks old is watched: a holder that lives renews it twice meanwhile. */
export const watchMs = 12_000;
/** After so long without a renewal of his own a holder asks whether he still is one before he writes: before anybody can have taken his place. */
export const doubtAfterMs = 8_000;
const pollMs = 500;

export interface LeaseEffects extends Pick<Effects, "now" | "elapsed"> {
  sleep(ms: number): Promise<void>;
  /** Whether a process of this host is there that began then; undefined where that cannot be known. */
  isRunning(pid: number, processStart: string): boolean | undefined;
  log?: { warn(message: string): void };
}

/** The stored lease as a claim needs it. */
export interface LeaseStore {
  /** The lease now; undefined when nobody holds one. */
  look(): Promise<Lease | undefined>;
  /** Takes the place of the lease that was seen, in one step. @returns false when it has changed since. */
  take(seen: Lease | undefined): Promise<boolean>;
}

/**
 * Takes the lease, waiting up to `lockWaitMs` for a holder to end.
 * @throws DestinationError that names the holder.
 */
export async function claimLease(
  effects: LeaseEffects,
  me: Holder,
  { lockWaitMs, where }: { lockWaitMs: number; where: string },
  store: LeaseStore,
): Promise<void> {
  const startedAt = effects.elapsed();
  const watch = new LeaseWatch(effects, me);
  let hasSaid = false;
  for (;;) {
    const seen = await store.look();
    const verdict = watch.judge(seen);
    if (verdict === "free") {
      if (await store.take(seen)) return;
      continue;
    }
    const waitedMs = effects.elapsed() - startedAt;
    if (waitedMs >= lockWaitMs && verdict === "held") throw heldElsewhere(where, seen as Lease);
    if (!hasSaid && seen !== undefined) {
      hasSaid = true;
      effects.log?.warn(`waiting for process ${seen.pid} on host ${seen.host}, which holds ${where}`);
    }
    await effects.sleep(pollMs);
  }
}

/** Looks at one lease again and again. */
export class LeaseWatch {
  readonly #effects: LeaseEffects;
  readonly #me: Holder;
  #seen: { run: string; renewals: number; at: number; isAlive: boolean } | undefined;

  constructor(effects: LeaseEffects, me: Holder) {
    this.#effects = effects;
    this.#me = me;
  }

  /** `watched`: it looks old, and is worth waiting a little longer for than the user allows. */
  judge(lease: Lease | undefined): "free" | "watched" | "held" {
    if (lease === undefined || lease.run === this.#me.run) return "free";
    const { isRunning, now, elapsed } = this.#effects;
    if (lease.hostId === this.#me.hostId && isRunning(lease.pid, lease.processStart) === false) return "free";
    const { run, renewals } = lease;
    if (this.#seen?.run !== run || this.#seen.renewals !== renewals) {
      this.#seen = { run, renewals, at: elapsed(), isAlive: this.#seen?.run === run };
    }
    const unchangedMs = elapsed() - this.#seen.at;
    // A time to come says as little as one long past: the two clocks differ. Who was seen to renew has the full time.
    const looksOld = !this.#seen.isAlive && Math.abs(now() - lease.renewedAt) >= leaseMs;
    if (unchangedMs >= leaseMs || (looksOld && unchangedMs >= watchMs)) return "free";
    return looksOld ? "watched" : "held";
  }
}

/** What a harvester is told whose store another one holds. */
export function heldElsewhere(where: string, { pid, host, renewedAt }: Lease): DestinationError {
  return new DestinationError({
    operation: "open the store",
    subject: where,
    reason: `it is held by another harvester: process ${pid} on host ${host}, last seen at ${isoSeconds(renewedAt)}`,
    hint: "wait for it, or end it; a longer --lock_wait waits by itself. One that does not answer loses its hold after a minute",
  });
}

/** Another harvester has taken over while this one did not answer: nothing of this one is stored any more. */
export class LeaseLost extends DestinationError {
  constructor(where: string, by: Lease | undefined) {
    super({
      operation: "store documents",
      subject: where,
      reason: `this harvester did not answer for a while, and ${by === undefined ? "its hold was ended" : `process ${by.pid} on host ${by.host} took over`}`,
      hint: "the same command again once that one has ended; what was not confirmed is not stored",
    });
  }
}

/** A moment by two clocks: one of them may stand still while the host sleeps, the other may be set. */
export interface Moment {
  elapsed: number;
  now: number;
}

/** Keeps in mind when a lease was renewed last. */
export class Renewal {
  readonly #effects: Pick<Effects, "now" | "elapsed">;
  #last: Moment;

  /** Begins before the lease is taken. */
  constructor(effects: Pick<Effects, "now" | "elapsed">) {
    this.#effects = effects;
    this.#last = this.moment();
  }

  moment(): Moment {
    const { elapsed, now } = this.#effects;
    return { elapsed: elapsed(), now: now() };
  }

  /** @param asked when the renewal was asked for: the process may have stood still until the answer came. */
  renewed(asked: Moment = this.moment()): void {
    this.#last = asked;
  }

  get isDoubtful(): boolean {
    const { elapsed, now } = this.moment();
    return elapsed - this.#last.elapsed > doubtAfterMs || Math.abs(now - this.#last.now) > doubtAfterMs;
  }
}
