import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Plan, type Tier, tiers } from "../../src/endpoint.ts";
import { QuotaUsedUp } from "../../src/errors.ts";
import { Limiter, type LimiterOptions } from "../../src/zoom/limiter.ts";
import { planLimits } from "../../src/zoom/limits.ts";
import { type ManualClock, manualClock, settle } from "../support/manual-clock.ts";
import { mostInAnyWindow } from "../support/rate-model.ts";

const business: LimiterOptions = { on: true, plan: "business", share: 0.9, dayShare: 0.5, usedToday: {} };
const never = new AbortController().signal;

function open(options: Partial<LimiterOptions> = {}, start?: string) {
  const clock = manualClock(start);
  return { clock, limiter: new Limiter(clock, { ...business, ...options }) };
}

/** Asks for so many calls at once. @returns when each went, and what refused the others. */
async function ask(
  clock: ManualClock,
  limiter: Limiter,
  tier: Tier,
  count: number,
): Promise<{ went: number[]; refused: unknown[] }> {
  const went: number[] = [];
  const refused: unknown[] = [];
  const calls = Array.from({ length: count }, () =>
    limiter.acquire(tier, never).then(
      () => went.push(clock.elapsed()),
      (reason: unknown) => refused.push(reason),
    ),
  );
  await clock.until(Promise.all(calls));
  return { went, refused };
}

describe("paces", () => {
  test.each([
    ["business", "light", 72],
    ["business", "medium", 54],
    ["business", "heavy", 36],
    ["pro", "light", 27],
    ["pro", "medium", 18],
    ["pro", "heavy", 9],
    ["free", "light", 4],
    ["free", "medium", 2],
    ["free", "heavy", 1],
  ] as const)("%s: at most the share of the %s calls goes in any second", async (plan, tier, most) => {
    const { clock, limiter } = open({ plan });
    const { went } = await ask(clock, limiter, tier, most * 3);
    expect(mostInAnyWindow(went, 1_000)).toBeLessThanOrEqual(most);
    const rate = (most * 3 - 1) / ((went.at(-1) ?? 0) / 1_000);
    expect(rate).toBeGreaterThan(planLimits[plan].perSecond[tier] * 0.9 * 0.97);
  });

  test("Resource-intensive calls use the minute's allowance at once", async () => {
    const { clock, limiter } = open();
    const { went } = await ask(clock, limiter, "resource_intensive", 40);
    expect(went.slice(0, 18).every((at) => at === 0)).toBe(true);
    expect(mostInAnyWindow(went, 60_000)).toBe(18);
    expect(went.at(-1)).toBeLessThan(125_000);
  });

  test("tiers do not wait for each other", async () => {
    const { clock, limiter } = open();
    const slow = ask(clock, limiter, "resource_intensive", 20);
    await limiter.acquire("light", never);
    expect(clock.elapsed()).toBeLessThan(100);
    await slow;
  });

  test("calls go first come, first served", async () => {
    const { clock, limiter } = open({ plan: "free" });
    const order: number[] = [];
    const calls = [1, 2, 3, 4].map((number) =>
      limiter.acquire("medium", never).then(() => order.push(number)),
    );
    await clock.until(Promise.all(calls));
    expect(order).toEqual([1, 2, 3, 4]);
  });

  test("without limits every call goes at once and is counted all the same", async () => {
    const { clock, limiter } = open({ on: false, usedToday: { heavy: 1_000_000 } });
    const { went } = await ask(clock, limiter, "heavy", 500);
    expect(went.every((at) => at === 0)).toBe(true);
    expect(limiter.total().heavy).toBe(500);
  });

  test("a plan that becomes known holds for calls that already wait", async () => {
    const { clock, limiter } = open({ plan: "pro" });
    const waiting = ask(clock, limiter, "heavy", 100);
    await settle();
    limiter.setPlan("business");
    const { went } = await waiting;
    expect(limiter.plan).toBe("business");
    expect(went.at(-1)).toBeLessThan(3_500);
  });
});

describe("stopping", () => {
  test("a call that waits ends with the reason of its signal, and the next one goes", async () => {
    const { clock, limiter } = open({ plan: "free" });
    const stop = new AbortController();
    await limiter.acquire("heavy", never);
    const stopped = limiter.acquire("heavy", stop.signal);
    const next = limiter.acquire("heavy", never);
    await settle();
    stop.abort(new Error("enough"));
    await expect(stopped).rejects.toThrow("enough");
    await clock.until(next);
    expect(limiter.total().heavy).toBe(2);
    expect(clock.sleeping).toBe(0);
  });

  test("after the stop no call goes any more", async () => {
    const { limiter } = open();
    await expect(limiter.acquire("light", AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
    expect(limiter.total().light).toBe(0);
  });
});

describe("the daily budget", () => {
  const nearlyUsed = { heavy: 29_000, resource_intensive: 990 };

  test("counts Heavy and Resource-intensive calls together, with those of earlier runs", async () => {
    const { clock, limiter } = open({ usedToday: nearlyUsed });
    const { went, refused } = await ask(clock, limiter, "heavy", 15);
    expect(went).toHaveLength(10);
    expect(refused).toHaveLength(5);
    expect(await ask(clock, limiter, "resource_intensive", 1)).toMatchObject({ went: [] });
  });

  test("leaves Light and Medium calls of paid plans alone", async () => {
    const { clock, limiter } = open({ usedToday: { heavy: 60_000, medium: 1_000_000 } });
    expect((await ask(clock, limiter, "medium", 5)).went).toHaveLength(5);
    expect((await ask(clock, limiter, "light", 5)).went).toHaveLength(5);
  });

  test.each([
    ["light", 3_000],
    ["medium", 1_000],
    ["heavy", 500],
    ["resource_intensive", 15_000],
  ] as const)("of a free account also counts %s calls", async (tier, budget) => {
    const { clock, limiter } = open({ plan: "free", usedToday: { [tier]: budget - 1 } });
    const { went, refused } = await ask(clock, limiter, tier, 3);
    expect([went.length, refused.length]).toEqual([1, 2]);
  });

  test("is never crossed, whichever calls come at once", async () => {
    const mixed = fc.array(fc.constantFrom<Tier>("heavy", "resource_intensive"), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(mixed, fc.integer({ min: 0, max: 12 }), async (calls, left) => {
        const { clock, limiter } = open({ usedToday: { heavy: 30_000 - left } });
        const outcomes = calls.map((tier) => limiter.acquire(tier, never).catch(() => {}));
        await clock.until(Promise.all(outcomes));
        const { heavy, resource_intensive } = limiter.total();
        expect(heavy + resource_intensive).toBe(Math.min(left, calls.length));
      }),
      { numRuns: 40 },
    );
  });

  test("used up, the refusal says when Zoom's day begins again", async () => {
    const { clock, limiter } = open({ usedToday: { heavy: 30_000 } }, "2026-11-23T22:15:00Z");
    const [reason] = (await ask(clock, limiter, "heavy", 1)).refused;
    expect(reason).toBeInstanceOf(QuotaUsedUp);
    expect(reason).toMatchObject({ exitCode: 5, resetsAt: Date.parse("2026-11-24T00:00:00Z") });
    expect(String(reason)).toContain("30000 calls is used up (--day_share 0.5 of 60000)");
    expect(String(reason)).toContain("2026-11-24T00:00:00Z");
  });

  test("begins anew at midnight UTC, and the calls are counted for their own day", async () => {
    const { clock, limiter } = open({ usedToday: { heavy: 29_998 } }, "2026-11-23T23:59:59Z");
    expect((await ask(clock, limiter, "heavy", 3)).went).toHaveLength(2);
    await clock.advance(1_000);
    expect((await ask(clock, limiter, "heavy", 3)).went).toHaveLength(3);
    expect(limiter.calls).toMatchObject({ "2026-11-23": { heavy: 2 }, "2026-11-24": { heavy: 3 } });
    expect(limiter.total().heavy).toBe(5);
    expect(limiter.today()).toEqual({ used: 3, allowed: 60_000, share: 3 / 60_000 });
  });

  test("says how much of the day earlier runs and this one have used", async () => {
    const { clock, limiter } = open({ usedToday: nearlyUsed });
    await ask(clock, limiter, "heavy", 10);
    expect(limiter.today()).toEqual({ used: 30_000, allowed: 60_000, share: 0.5 });
  });

  test.each<[Plan, number]>([
    ["pro", 30_000],
    ["business", 60_000],
  ])("of %s is what Zoom publishes", (plan, calls) => {
    const { limiter } = open({ plan });
    expect(limiter.today().allowed).toBe(calls);
    expect(tiers.every((tier) => limiter.total()[tier] === 0)).toBe(true);
  });
});

test("refusals slow the tier that was refused and no other", async () => {
  const { clock, limiter } = open();
  for (let call = 0; call < 20; call += 1) {
    await clock.until(limiter.acquire("heavy", never));
    if (call % 2 === 0) limiter.refused("heavy");
    else limiter.accepted("heavy");
  }
  const from = clock.elapsed();
  const slowed = await ask(clock, limiter, "heavy", 30);
  expect((slowed.went.at(-1) ?? 0) - from).toBeGreaterThan(30_000 / 30);
  const light = await ask(clock, limiter, "light", 72);
  expect((light.went.at(-1) ?? 0) - (light.went[0] ?? 0)).toBeLessThan(1_000);
});
