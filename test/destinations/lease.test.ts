/** Who may write, as a claim and a holder decide it: clocks that differ, processes that stand still, end or come again. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  claimLease,
  doubtAfterMs,
  type LeaseEffects,
  type LeaseStore,
  leaseMs,
  Renewal,
  renewEveryMs,
  watchMs,
} from "../../src/destinations/lease.ts";
import type { Holder, Lease } from "../../src/destinations/ledger.ts";
import { DestinationError } from "../../src/errors.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { firstHolder, neighbour, stranger } from "./contract-data.ts";

const hourMs = 3_600_000;

/** A lease that lies somewhere, and a clock by which all of it goes. */
function shared(lease?: Lease) {
  const clock = manualClock();
  const place = { lease, takes: 0 };
  return { clock, place };
}

type Shared = ReturnType<typeof shared>;

function leaseOf(holder: Holder, renewedAt: number, renewals = 7): Lease {
  return { ...holder, renewedAt, renewals };
}

/** Claims the place. @param skewMs how far this host's wall clock is ahead. */
async function claim(
  { clock, place }: Shared,
  me: Holder,
  { skewMs = 0, lockWaitMs = 0, isRunning = () => true as boolean | undefined, beforeTake = () => {} } = {},
): Promise<"taken" | DestinationError> {
  const effects: LeaseEffects = {
    now: () => clock.now() + skewMs,
    elapsed: clock.elapsed,
    sleep: clock.sleep,
    isRunning,
  };
  const store: LeaseStore = {
    look: async () => place.lease,
    take: async (seen) => {
      beforeTake();
      place.takes += 1;
      if (place.lease !== seen) return false;
      place.lease = leaseOf(me, effects.now(), 0);
      return true;
    },
  };
  const claimed = claimLease(effects, me, { lockWaitMs, where: "the store" }, store);
  return clock.until(
    claimed.then(
      () => "taken" as const,
      (error: unknown) => error as DestinationError,
    ),
  );
}

/** Lets a holder renew for ever. @param skewMs how far his wall clock is ahead. */
function keepRenewing({ clock, place }: Shared, holder: Holder, skewMs = 0): void {
  clock.after(renewEveryMs, () => {
    if (place.lease?.run !== holder.run) return;
    place.lease = leaseOf(holder, clock.now() + skewMs, place.lease.renewals + 1);
    keepRenewing({ clock, place }, holder, skewMs);
  });
}

async function measure(clock: ManualClock, work: Promise<unknown>): Promise<number> {
  const before = clock.elapsed();
  await work;
  return clock.elapsed() - before;
}

describe("a claim", () => {
  it("takes a place that nobody has, at once", async () => {
    const store = shared();
    expect(await measure(store.clock, claim(store, firstHolder))).toBe(0);
    expect(store.place.lease?.run).toBe(firstHolder.run);
  });

  it("is refused at once by a holder who renewed just now, in words that name him", async () => {
    const store = shared();
    store.place.lease = leaseOf(firstHolder, store.clock.now());
    const refused = await claim(store, stranger);
    expect(refused).toBeInstanceOf(DestinationError);
    expect((refused as DestinationError).message).toMatch(
      /the store.*process 4711 on host host-1, last seen at 2026-11-23T12:00:00Z.*Try: /,
    );
    expect(store.clock.elapsed()).toBe(0);
  });

  it("takes its own place again, whatever it looks like", async () => {
    const store = shared();
    store.place.lease = leaseOf(firstHolder, store.clock.now());
    expect(await claim(store, firstHolder)).toBe("taken");
  });

  it("takes the place of a process of the same host that has ended, at once", async () => {
    const store = shared();
    store.place.lease = leaseOf(firstHolder, store.clock.now());
    expect(await claim(store, neighbour, { isRunning: () => false })).toBe("taken");
    expect(store.clock.elapsed()).toBe(0);
  });

  it("tells a process from another one that has its number by now", async () => {
    const store = shared();
    store.place.lease = leaseOf(firstHolder, store.clock.now());
    const begins: Record<number, string> = { [firstHolder.pid]: "later" };
    const asNow = (pid: number, start: string) => begins[pid] === start;
    expect(await claim(store, neighbour, { isRunning: asNow as () => boolean })).toBe("taken");
  });

  it.each([
    ["that still runs", () => true],
    ["of which nothing is known", () => undefined],
  ])("respects a process of the same host %s", async (_, isRunning) => {
    const store = shared();
    store.place.lease = leaseOf(firstHolder, store.clock.now());
    expect(await claim(store, neighbour, { isRunning })).toBeInstanceOf(DestinationError);
  });

  it("asks nothing about the processes of another host", async () => {
    const store = shared();
    store.place.lease = leaseOf(firstHolder, store.clock.now());
    expect(await claim(store, stranger, { isRunning: () => false })).toBeInstanceOf(DestinationError);
  });

  it("watches a lease that looks old for a while, and takes it when nothing moves", async () => {
    const store = shared();
    store.place.lease = leaseOf(firstHolder, store.clock.now() - leaseMs);
    const waitedMs = await measure(store.clock, claim(store, stranger));
    expect(store.place.lease?.run).toBe(stranger.run);
    expect(waitedMs).toBeGreaterThanOrEqual(watchMs);
    expect(waitedMs).toBeLessThan(watchMs + 1_000);
  });

  it.each([
    ["behind", -hourMs],
    ["ahead", hourMs],
  ])("is refused by a holder who lives, though his clock is an hour %s", async (_, skewMs) => {
    const store = shared();
    store.place.lease = leaseOf(firstHolder, store.clock.now() + skewMs);
    keepRenewing(store, firstHolder, skewMs);
    const waited = measure(store.clock, claim(store, stranger));
    expect(await waited).toBeLessThanOrEqual(renewEveryMs + 500);
    expect(store.place.lease?.run).toBe(firstHolder.run);
  });

  it.each([
    ["behind", -hourMs],
    ["ahead", hourMs],
  ])("takes the place of a holder who has gone and whose clock was an hour %s", async (_, skewMs) => {
    const store = shared();
    store.place.lease = leaseOf(firstHolder, store.clock.now() + skewMs);
    expect(await claim(store, stranger)).toBe("taken");
    expect(store.clock.elapsed()).toBeGreaterThanOrEqual(watchMs);
  });

  it("gives a holder whom it has seen renew the full minute", async () => {
    const store = shared();
    store.place.lease = leaseOf(firstHolder, store.clock.now() - hourMs);
    store.clock.after(5_000, () => {
      store.place.lease = leaseOf(firstHolder, store.clock.now() - hourMs, 8);
    });
    expect(await claim(store, stranger, { lockWaitMs: 2 * leaseMs })).toBe("taken");
    expect(store.clock.elapsed()).toBeGreaterThanOrEqual(5_000 + leaseMs);
  });

  it("waits as long as it is allowed to, and takes the place when it is given back", async () => {
    const store = shared();
    store.place.lease = leaseOf(firstHolder, store.clock.now());
    keepRenewing(store, firstHolder);
    store.clock.after(100_000, () => {
      store.place.lease = undefined;
    });
    expect(await claim(store, stranger, { lockWaitMs: 30_000 })).toBeInstanceOf(DestinationError);
    expect(store.clock.elapsed()).toBe(30_000);
    expect(await claim(store, stranger, { lockWaitMs: 300_000 })).toBe("taken");
    expect(store.clock.elapsed()).toBe(100_000);
  });

  it("looks again when somebody was quicker", async () => {
    const store = shared();
    const beforeTake = () => {
      if (store.place.takes === 0) store.place.lease = leaseOf(firstHolder, store.clock.now());
    };
    expect(await claim(store, stranger, { beforeTake })).toBeInstanceOf(DestinationError);
    expect(store.place.lease?.run).toBe(firstHolder.run);
  });

  it("never takes the place of a holder who renews in time, whatever the two clocks say", async () => {
    const times = { skewMs: fc.integer({ min: -hourMs, max: hourMs }), lockWaitMs: fc.nat(200_000) };
    await fc.assert(
      fc.asyncProperty(fc.record({ ...times, behindMs: fc.nat(renewEveryMs) }), async (drawn) => {
        const { skewMs, lockWaitMs, behindMs } = drawn;
        const store = shared();
        store.place.lease = leaseOf(firstHolder, store.clock.now() - behindMs);
        keepRenewing(store, firstHolder);
        expect(await claim(store, stranger, { skewMs, lockWaitMs })).toBeInstanceOf(DestinationError);
        expect(store.clock.elapsed()).toBeLessThanOrEqual(Math.max(lockWaitMs, renewEveryMs) + 500);
      }),
      { numRuns: 60 },
    );
  });

  it("takes the place only of a holder who doubts by then that he still is one", async () => {
    const drawn = fc.record({
      skewMs: fc.integer({ min: -hourMs, max: hourMs }),
      frozenMs: fc.nat(2 * leaseMs),
    });
    await fc.assert(
      fc.asyncProperty(drawn, async ({ skewMs, frozenMs }) => {
        const store = shared();
        store.place.lease = leaseOf(firstHolder, store.clock.now());
        const renewal = new Renewal(store.clock);
        await store.clock.advance(frozenMs);
        const claimed = await claim(store, stranger, { skewMs, lockWaitMs: 2 * leaseMs });
        expect(claimed).toBe("taken");
        expect(renewal.isDoubtful).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a holder", () => {
  it("has no doubt while he renews, and doubts after a while without", async () => {
    const clock = manualClock();
    const renewal = new Renewal(clock);
    await clock.advance(renewEveryMs);
    expect(renewal.isDoubtful).toBe(false);
    await clock.advance(doubtAfterMs);
    expect(renewal.isDoubtful).toBe(true);
    renewal.renewed();
    expect(renewal.isDoubtful).toBe(false);
  });

  it("counts from when he asked, not from when the answer was read: he may have stood still between", async () => {
    const clock = manualClock();
    const renewal = new Renewal(clock);
    const asked = renewal.moment();
    await clock.advance(leaseMs);
    renewal.renewed(asked);
    expect(renewal.isDoubtful).toBe(true);
  });

  it.each([leaseMs, -leaseMs])("doubts when the wall clock alone has moved by %d ms", (ms) => {
    const clock = manualClock();
    const renewal = new Renewal(clock);
    clock.setWall(clock.now() + ms);
    expect(renewal.isDoubtful).toBe(true);
  });
});
