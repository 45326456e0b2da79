import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evenPace, minutePace, type Pace } from "../../src/zoom/pace.ts";
import { type Model, mostInAnyWindow, runModel, type Sent } from "../support/rate-model.ts";

/** Zoom's published limits a second: free, Pro and Business. */
const limits = [1, 2, 4, 10, 20, 30, 40, 60, 80];
const usual = { windowMs: 1_000, wayMs: [20, 70] } as const;
const share = 0.9;

const refusedPart = (calls: readonly Sent[]) =>
  calls.filter(({ refused }) => refused).length / Math.max(1, calls.length);
const acceptedPerSecond = (calls: readonly Sent[], seconds: number) =>
  calls.filter(({ refused }) => !refused).length / seconds;
const since = (ms: number, calls: readonly Sent[]) => calls.filter(({ sentAt }) => sentAt >= ms);

/** The mean over ten runs that differ in their jitter. */
function mean(model: Omit<Model, "pace" | "seed">, pace: () => Pace, of: (calls: Sent[]) => number): number {
  const seeds = Array.from({ length: 10 }, (_, index) => index + 1);
  return seeds.reduce((sum, seed) => sum + of(runModel({ ...model, pace: pace(), seed })) / seeds.length, 0);
}

describe("an even pace", () => {
  test.each(limits)("never lets a strict server of %i a second refuse, at nine tenths of it", (limit) => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0, 5, 20), (seed, lateMs) => {
        const pace = evenPace(limit * share);
        const calls = runModel({ ...usual, pace, limit, durationMs: 10_000, seed, lateMs });
        expect(calls.filter(({ refused }) => refused)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test.each(limits)("sends no more than the share of %i in any second, whatever the timers do", (limit) => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0, 1, 30, 400), (seed, lateMs) => {
        const pace = evenPace(limit * share);
        const calls = runModel({ ...usual, pace, limit, durationMs: 10_000, seed, lateMs });
        const most = mostInAnyWindow(
          calls.map(({ sentAt }) => sentAt),
          1_000,
        );
        expect(most).toBeLessThanOrEqual(Math.ceil(limit * share));
      }),
      { numRuns: 20 },
    );
  });

  test.each(limits)("uses what it may of %i a second", (limit) => {
    const calls = runModel({ ...usual, pace: evenPace(limit * share), limit, durationMs: 60_000, seed: 1 });
    expect(acceptedPerSecond(calls, 60)).toBeGreaterThan(limit * share * 0.98);
  });

  test.each([
    [20, 0.01, 0.9],
    [30, 0.01, 0.9],
    [40, 0.01, 0.9],
    [60, 0.01, 0.9],
    [80, 0.01, 0.9],
    // Six a second: one place more or less is a sixth of the limit.
    [10, 0.015, 0.88],
  ])(
    "finds a real limit of six tenths of %i within ten seconds, and uses it",
    (limit, mostRefused, leastUsed) => {
      const real = limit * 0.6;
      const model = { ...usual, limit: real, durationMs: 130_000 };
      const pace = () => evenPace(limit * share);
      expect(mean(model, pace, (calls) => refusedPart(since(10_000, calls)))).toBeLessThanOrEqual(
        mostRefused,
      );
      const used = mean(model, pace, (calls) => acceptedPerSecond(since(10_000, calls), 120) / real);
      expect(used).toBeGreaterThan(leastUsed);
    },
  );

  test.each([10, 40, 80])(
    "does not collapse when one call in a hundred of %i is refused for no reason",
    (limit) => {
      const model = { ...usual, limit, durationMs: 600_000, spurious: 0.01 };
      const kept = mean(
        model,
        () => evenPace(limit * share),
        (calls) => since(60_000, calls).length / 540 / (limit * share),
      );
      expect(kept).toBeGreaterThan(0.9);
    },
  );

  test("goes up again when another app no longer uses the account's limit", () => {
    const pace = evenPace(36);
    runModel({ ...usual, pace, limit: 20, durationMs: 30_000, seed: 3 });
    const from = 40_000;
    const later: Pace = {
      ...pace,
      waitMs: (now) => pace.waitMs(now + from),
      take: (now) => pace.take(now + from),
      accepted: (now) => pace.accepted(now + from),
      refused: (now) => pace.refused(now + from),
    };
    const calls = runModel({ ...usual, pace: later, limit: 40, durationMs: 300_000, seed: 4 });
    expect(acceptedPerSecond(since(270_000, calls), 30)).toBeGreaterThan(35);
  });

  test("gives way to a limit of a tenth in a few seconds, and never stops altogether", () => {
    const calls = runModel({ ...usual, pace: evenPace(36), limit: 4, durationMs: 40_000, seed: 5 });
    expect(refusedPart(since(15_000, calls))).toBeLessThan(0.05);
    const none = runModel({ ...usual, pace: evenPace(36), limit: 0, durationMs: 120_000, seed: 5 });
    expect(since(60_000, none).length).toBeGreaterThan(5);
    expect(since(60_000, none).length).toBeLessThan(60);
  });

  test("a call after a long rest goes at once, and the rest is not made up for", () => {
    const pace = evenPace(10);
    pace.take(0);
    expect(pace.waitMs(60_000)).toBe(0);
    pace.take(60_000);
    pace.take(60_000);
    expect(pace.waitMs(60_000)).toBeGreaterThan(60);
  });

  test("a plan that becomes known changes the pace at once", () => {
    const pace = evenPace(9);
    pace.limit(36);
    const calls = runModel({ ...usual, pace, limit: 40, durationMs: 10_000, seed: 1 });
    expect(acceptedPerSecond(calls, 10)).toBeGreaterThan(35);
    pace.limit(1);
    pace.take(20_000);
    expect(pace.waitMs(20_000)).toBeCloseTo(1_000, -2);
  });
});

describe("a minute's pace", () => {
  const minute = { windowMs: 60_000, wayMs: [20, 70] } as const;

  test.each([9, 18])("lets %i calls go at once, and the next after the minute", (perMinute) => {
    const pace = minutePace(perMinute);
    for (let call = 0; call < perMinute; call += 1) {
      expect(pace.waitMs(0)).toBe(0);
      pace.take(0);
    }
    expect(pace.waitMs(0)).toBeGreaterThanOrEqual(60_000);
    expect(pace.waitMs(61_000)).toBe(0);
  });

  test("never lets more than its number go in any 60 seconds, however the calls come", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 30, maxLength: 120 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), gaps, (perMinute, pauses) => {
        const pace = minutePace(perMinute);
        const sent: number[] = [];
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          now += pace.waitMs(now);
          pace.take(now);
          sent.push(now);
        }
        expect(mostInAnyWindow(sent, 60_000)).toBeLessThanOrEqual(perMinute);
      }),
    );
  });

  test("no strict server refuses it, with jitter on the way", () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(10, 20), (seed, limit) => {
        const pace = minutePace(limit * share);
        const calls = runModel({ ...minute, pace, limit, durationMs: 600_000, seed });
        expect(calls.filter(({ refused }) => refused)).toEqual([]);
        expect(calls.length).toBeGreaterThanOrEqual(limit * share * 9);
      }),
      { numRuns: 30 },
    );
  });

  test("one burst is enough to learn what another app leaves", () => {
    const calls = runModel({ ...minute, pace: minutePace(18), limit: 12, durationMs: 600_000, seed: 1 });
    expect(refusedPart(since(60_000, calls))).toBeLessThan(0.06);
    expect(acceptedPerSecond(since(60_000, calls), 540)).toBeGreaterThan((12 / 60) * 0.9);
  });

  test("an odd refusal costs at most half, and time gives it back", () => {
    const pace = minutePace(18);
    pace.take(0);
    pace.refused(100);
    expect(pace.waitMs(100)).toBe(5_000);
    const free = (from: number) => {
      let calls = 0;
      while (pace.waitMs(from) === 0) {
        pace.take(from);
        calls += 1;
      }
      return calls;
    };
    expect(free(70_000)).toBe(9);
    let regained = 0;
    for (let at = 140_000; at < 2_000_000; at += 61_000) regained = free(at);
    expect(regained).toBe(18);
  });

  test("does not collapse when one call in a hundred is refused for no reason", () => {
    const model = { ...minute, limit: 20, durationMs: 4 * 3_600_000, spurious: 0.01 };
    const kept = mean(
      model,
      () => minutePace(18),
      (calls) => calls.length / (4 * 60) / 18,
    );
    expect(kept).toBeGreaterThan(0.8);
  });
});
