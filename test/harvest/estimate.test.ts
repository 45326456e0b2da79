/** What a plan is said to cost, against a simulated account. */

import { beforeEach, describe, expect, test } from "vitest";
import type { Destination } from "../../src/destinations/destination.ts";
import { type Estimate, type EstimateOptions, estimate } from "../../src/harvest/estimate.ts";
import { type HarvestPlan, planHarvest } from "../../src/harvest/plan.ts";
import type { GivenOptions } from "../../src/simulator/options.ts";
import { collections } from "../../src/streams/derived.ts";
import { streams } from "../../src/streams/registry.ts";
import { selectStreams } from "../../src/streams/select.ts";
import { dayMs, type Span, spanOfDays } from "../../src/time.ts";
import { account } from "../destinations/contract-data.ts";
import { memoryHarness } from "../destinations/memory.ts";
import { at, begin, run, workFor } from "./catalogue.ts";
import { type Simulated, simulatedZoom } from "./simulated.ts";

const month = { from: "2026-10-20", to: "2026-11-19", meetings_per_day: 30, seed: 5 };
/** Its six months end on 2026-05-20. */
const year = { from: "2025-11-01", to: "2026-11-19", meetings_per_day: 4, seed: 5 };
const utc = (from: string, to = from): Span => spanOfDays(from, to, "UTC");
let store: Destination;

beforeEach(async () => {
  const harness = await memoryHarness();
  await harness.open(collections);
  store = harness.destination;
});

const rules = {
  settleAfterMs: 0,
  recheckEveryMs: 0,
  again: false,
  order: "newest",
  onlyGroups: [],
  skipHosts: [],
} as const;

async function estimateOf(
  simulated: Simulated,
  span: Span,
  more: Partial<EstimateOptions> = {},
  change: (plan: HarvestPlan) => HarvestPlan = (plan) => plan,
): Promise<Estimate> {
  const now = simulated.clock.now();
  const plan = await planHarvest(store, span, { ...rules, now });
  return estimate(simulated.zoom, store, change(plan), {
    timeZone: "UTC",
    seriesOf: "none",
    share: 1,
    dayShare: 1,
    usedToday: 0,
    now,
    findPlan: true,
    streams: streams.filter(({ group }) => group === "core"),
    source: "auto",
    rules,
    ...more,
  });
}

const listings = (asked: readonly string[]) => asked.filter((call) => call.startsWith("/metrics/meetings?"));

describe("the cost of a week", () => {
  const week = utc("2026-11-09", "2026-11-15");

  test("is a Heavy call for each meeting that Zoom counts, and the pages of both listings", async () => {
    const simulated = simulatedZoom(month);
    const truth = await simulated.truth("2026-11-09", "2026-11-15");
    expect(await estimateOf(simulated, week)).toMatchObject({
      days: 7,
      meetings: truth.meetings,
      calls: { light: 0, medium: 2, heavy: truth.meetings, resource_intensive: 2 },
      quota_days: 1,
      expired_days: 0,
      notes: [],
      refused: [],
    });
  });

  test("is found with one small call for each listing", async () => {
    const simulated = simulatedZoom(month);
    await estimateOf(simulated, week);
    expect(simulated.asked.map((call) => call.replace(/&?page_size=1&?/, ""))).toHaveLength(2);
    expect(simulated.asked.every((call) => call.includes("page_size=1"))).toBe(true);
  });

  test("is less by the meetings that are stored and read", async () => {
    const simulated = simulatedZoom(month);
    const truth = await simulated.truth("2026-11-09", "2026-11-15");
    const documents = ["settled", "settled", "listed"].map((state, index) => ({
      _id: String(index),
      account_id: account,
      start_time: "2026-11-10T09:00:00Z",
      state,
    }));
    await store.write([{ to: "meetings", documents }]);
    expect((await estimateOf(simulated, week)).meetings).toBe(truth.meetings - 2);
  });

  test("has a list of series for each host, and a look-up for about every third meeting", async () => {
    const { calls, meetings } = await estimateOf(simulatedZoom(month), week, { seriesOf: "hosts" });
    expect(calls.medium).toBeGreaterThan(15);
    expect(calls.medium).toBeLessThanOrEqual(2 + 20);
    expect(calls.light / Number(meetings)).toBeCloseTo(0.3, 1);
  });

  test("is for part of a day the part of that day's meetings", async () => {
    const simulated = simulatedZoom(month);
    const truth = await simulated.truth("2026-11-10");
    const half = { start: utc("2026-11-10").start, end: utc("2026-11-10").start + dayMs / 2 };
    expect((await estimateOf(simulated, half)).meetings).toBe(Math.round(truth.meetings / 2));
  });
});

describe("meetings that are known and not read", () => {
  test("cost a Heavy call each, and no listing where all was listed", async () => {
    const simulated = simulatedZoom(month);
    const span = utc("2026-11-10");
    const found = await estimateOf(simulated, span, {}, (plan) => ({
      ...plan,
      windows: [{ span, open: 12 }],
    }));
    expect(found).toMatchObject({ meetings: 12, calls: { heavy: 12, resource_intensive: 0 } });
    expect(listings(simulated.asked)).toEqual([]);
  });
});

describe("an account whose dashboards are refused", () => {
  test.each<[string, GivenOptions]>([
    ["by its plan", { plan: "pro" }],
    ["by its features", { dashboard_feature: "off" }],
    ["for want of a scope", { scopes: "user:read:list_users:admin" }],
  ])("%s cannot tell the number of meetings: it is null, with a range and the reason", async (_, refused) => {
    const simulated = simulatedZoom({ ...month, ...refused });
    const found = await estimateOf(simulated, utc("2026-08-01", "2026-11-15"));
    expect(found.meetings).toBeNull();
    expect(found.meetings_range).toEqual({ at_least: 0, at_most: null });
    expect(found.notes.join()).toMatch(/cannot be known cheaply/);
    // The answer for the other months would be the same.
    expect(listings(simulated.asked)).toHaveLength(1);
  });
});

describe("Zoom's retention", () => {
  const span = utc("2026-04-01", "2026-07-10");

  test("is found by asking for halves: the days before it are expired, to the day", async () => {
    const simulated = simulatedZoom(year);
    const found = await estimateOf(simulated, span);
    expect(found.expired_days).toBe(30 + 19);
    const start = Math.min(...found.refused.map((one) => one.start));
    const end = Math.max(...found.refused.map((one) => one.end));
    expect({ start, end }).toEqual(utc("2026-04-01", "2026-05-19"));
    const { meetings } = await simulated.truth("2026-05-20", "2026-07-10");
    expect(Math.abs(Number(found.meetings) - meetings)).toBeLessThanOrEqual(1);
  });

  test("costs few calls, and none for the months that lie wholly before it", async () => {
    const simulated = simulatedZoom(year);
    await estimateOf(simulated, utc("2025-12-01", "2026-07-10"));
    expect(listings(simulated.asked).length).toBeLessThan(24);
    expect(listings(simulated.asked).filter((call) => /from=202[56]-(12|01|02|03)/.test(call))).toEqual([]);
  });

  test("is not asked for where it is known from before", async () => {
    const simulated = simulatedZoom(year);
    await store.noteListings([{ what: "refused", span: utc("2026-04-01", "2026-05-19"), at: 0 }]);
    const found = await estimateOf(simulated, span);
    expect(found.expired_days).toBe(49);
    expect(listings(simulated.asked).every((call) => !call.includes("from=2026-04"))).toBe(true);
    expect(listings(simulated.asked).every((call) => !call.includes("from=2026-05-0"))).toBe(true);
  });

  test("leaves the past instances of recurring series, whose number is told", async () => {
    const documents = [
      { _id: "1", account_id: account, kind: "recurring" },
      { _id: "2", account_id: account, kind: "pmi" },
      { _id: "3", account_id: account, kind: "scheduled" },
    ];
    await store.write([{ to: "series", documents }]);
    const found = await estimateOf(simulatedZoom(year), span, { seriesOf: "hosts" });
    expect(found.beyond).toEqual({ from: "2026-04-01", to: "2026-05-19", series: 2 });
    expect((await estimateOf(simulatedZoom(year), span)).beyond).toBeUndefined();
    expect(
      (await estimateOf(simulatedZoom(year), utc("2026-07-01"), { seriesOf: "hosts" })).beyond,
    ).toBeUndefined();
  });
});

describe("days of quota", () => {
  const span = utc("2026-11-10");
  /** So many Heavy calls of a Business account, of whose 60,000 a day a tenth may be used. */
  const daysFor = async (open: number, usedToday = 0) => {
    const simulated = simulatedZoom(month, { plan: "business" });
    const options = { dayShare: 0.1, usedToday, findPlan: false };
    return estimateOf(simulated, span, options, (plan) => ({ ...plan, windows: [{ span, open }] }));
  };

  test.each([
    [0, 0, 0],
    [1, 0, 1],
    [6_000, 0, 1],
    [6_001, 0, 2],
    [12_000, 0, 2],
    [12_001, 0, 3],
    [5_000, 1_000, 1],
    [5_001, 1_000, 2],
    [100, 9_000, 2],
  ])("%i calls, with %i used today of 6,000, take %i", async (needed, used, days) => {
    expect((await daysFor(needed, used)).quota_days).toBe(days);
  });

  test("take their nights: a second day adds one to the time", async () => {
    const [one, two] = [await daysFor(6_000), await daysFor(6_001)];
    expect(one.seconds).toBe(6_000 / 40);
    expect(two.seconds - one.seconds).toBeGreaterThanOrEqual(86_400);
  });
});

describe("what is foreseen with --again", () => {
  const twoDays = {
    from: "2026-11-09",
    to: "2026-11-10",
    timeZone: "UTC",
    span: utc("2026-11-09", "2026-11-10"),
  };
  const names = "core,quality,-webinar_quality,-webinar_quality_summary";

  test("is what a whole store costs when it is read again", async () => {
    await begin({});
    const { simulated, harness } = at;
    store = harness.destination;
    const first = await run(names, { days: twoDays });
    const { options } = workFor(names, { days: twoDays });
    const again = { ...rules, again: true };
    const now = simulated.clock.now();
    const plan = await planHarvest(store, twoDays.span, { ...again, now });
    const given = { timeZone: "UTC", seriesOf: "none", share: 1, dayShare: 1, usedToday: 0, now } as const;
    const more = { findPlan: true, streams: options.streams, source: "auto", rules: again } as const;
    const { meetings, calls } = await estimate(simulated.zoom, store, plan, { ...given, ...more });
    expect(meetings).toBe(first.tally.stored.meetings);
    const before = heavyCalls(simulated.asked);
    await run(names, { days: twoDays, again: true });
    const made = heavyCalls(simulated.asked) - before;
    expect(calls.heavy).toBeGreaterThan(made / 2);
    expect(calls.heavy).toBeLessThan(made * 2);
  });
});

test("what is asked user by user is foreseen for an account whose users nobody has listed", async () => {
  const simulated = simulatedZoom(month);
  const { wanted, parents } = selectStreams(["recordings", "-archive_files", "-recording_registrants"]);
  const { calls } = await estimateOf(
    simulated,
    utc("2026-11-10"),
    { streams: [...parents, ...wanted] },
    (plan) => ({ ...plan, windows: [] }),
  );
  const truth = await simulated.truth("2026-11-10");
  expect(calls.medium).toBe(2 + truth.by_stream.active_users);
  expect(calls.heavy).toBe(0);
});

/** Calls of one meeting's people and of their quality. */
const heavyCalls = (asked: readonly string[]): number =>
  asked.filter((call) => /^\/metrics\/|^\/report\//.test(call) && !call.startsWith("/metrics/meetings?"))
    .length;
