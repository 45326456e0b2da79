/** Planning from a store in memory, which is all that it asks. */

import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Destination } from "../../src/destinations/destination.ts";
import type { JsonObject } from "../../src/document.ts";
import { longestMeetingMs } from "../../src/harvest/coverage.ts";
import {
  daysOf,
  expiringSpan,
  lookBackSpan,
  meetingListings,
  type PlanOptions,
  planHarvest,
  refusedListings,
  without,
} from "../../src/harvest/plan.ts";
import { collections } from "../../src/streams/derived.ts";
import { dayMs, isoSeconds, type Span, spanOfDays } from "../../src/time.ts";
import { account } from "../destinations/contract-data.ts";
import { memoryHarness } from "../destinations/memory.ts";

const hourMs = 3_600_000;
const now = Date.parse("2026-11-20T12:00:00Z");
const options: PlanOptions = {
  now,
  settleAfterMs: 3 * hourMs,
  recheckEveryMs: 6 * hourMs,
  again: false,
  order: "oldest",
  onlyGroups: [],
  skipHosts: [],
};
const day = (from: string, to = from): Span => spanOfDays(from, to, "UTC");
const final = (end: number) => end + longestMeetingMs + options.settleAfterMs;
let store: Destination;

beforeEach(async () => {
  const harness = await memoryHarness();
  await harness.open(collections);
  store = harness.destination;
});

async function list(span: Span, at: number, what = "meetings"): Promise<void> {
  await store.noteListings([{ what, span, at }]);
}

async function keep(uuid: string, start: string, state: string, more: JsonObject = {}): Promise<void> {
  const document = { _id: uuid, uuid, account_id: account, start_time: start, state, ...more };
  await store.write([{ to: "meetings", documents: [document] }]);
}

const plan = (span: Span, more: Partial<PlanOptions> = {}) =>
  planHarvest(store, span, { ...options, ...more });
const windowsOf = async (span: Span, more: Partial<PlanOptions> = {}) => (await plan(span, more)).windows;

describe("the plan for a span", () => {
  const ten = day("2026-11-10");

  test("of which nothing was listed asks for all of it", async () => {
    expect(await windowsOf(ten)).toEqual([{ span: ten, ask: ten, open: 0 }]);
  });

  test("in which nothing is due and nothing open has no window", async () => {
    await list(ten, final(ten.end));
    await keep("m", "2026-11-10T09:00:00Z", "settled");
    expect(await windowsOf(ten)).toEqual([]);
  });

  test("asks for one stretch around everything that is missing", async () => {
    const week = day("2026-11-08", "2026-11-14");
    await list(day("2026-11-09"), now);
    await list(day("2026-11-11", "2026-11-12"), now);
    await list(day("2026-11-14"), now);
    expect(await windowsOf(week)).toEqual([{ span: week, ask: day("2026-11-08", "2026-11-13"), open: 0 }]);
  });

  test("asks again where meetings were young, from the first to the last of them", async () => {
    await list(ten, final(ten.end));
    await keep("first", "2026-11-10T09:00:00Z", "young");
    await keep("mid", "2026-11-10T11:00:00Z", "young");
    await keep("last", "2026-11-10T15:00:00Z", "young");
    await keep("other", "2026-11-10T20:00:00Z", "settled");
    const ask = {
      start: Date.parse("2026-11-10T09:00:00Z"),
      end: Date.parse("2026-11-10T15:00:00Z") + 1,
    };
    expect(await windowsOf(ten)).toEqual([{ span: ten, ask, open: 0 }]);
  });

  test("leaves young meetings alone that were listed within --recheck_every", async () => {
    await list(ten, now - hourMs);
    await keep("young", "2026-11-10T09:00:00Z", "young");
    expect(await windowsOf(ten)).toEqual([]);
    expect(await windowsOf(ten, { recheckEveryMs: 0 })).toHaveLength(1);
    expect(await windowsOf(ten, { now: now + 5 * hourMs })).toHaveLength(1);
  });

  test("has a window without a listing where only known meetings are left", async () => {
    await list(ten, final(ten.end));
    await keep("known", "2026-11-10T09:00:00Z", "listed");
    await keep("part", "2026-11-10T10:00:00Z", "partial");
    await keep("done", "2026-11-10T11:00:00Z", "settled");
    await keep("elsewhere", "2026-11-11T11:00:00Z", "listed");
    expect(await windowsOf(ten)).toEqual([{ span: ten, open: 2 }]);
  });

  test("does not ask for what Zoom has refused to list", async () => {
    const two = day("2026-11-09", "2026-11-10");
    await list(day("2026-11-09"), now - 90 * dayMs, refusedListings);
    const planned = await plan(two);
    expect(planned.windows).toEqual([{ span: two, ask: ten, open: 0 }]);
    expect(planned.refused).toEqual([day("2026-11-09")]);
    await list(ten, now, refusedListings);
    expect(await windowsOf(two)).toEqual([]);
  });

  test("asks for what was listed without some hosts alone, unless they are left out again", async () => {
    const some = { skipHosts: ["a@example.com"] };
    await list(ten, final(ten.end), meetingListings({ onlyGroups: [], ...some }));
    expect(await windowsOf(ten)).toHaveLength(1);
    expect(await windowsOf(ten, some)).toEqual([]);
    expect(await windowsOf(ten, { skipHosts: ["b@example.com"] })).toHaveLength(1);
    await list(ten, final(ten.end));
    expect(await windowsOf(ten, { skipHosts: ["b@example.com"] })).toEqual([]);
  });

  test("is not shortened by a listing from the future", async () => {
    await list(ten, now + 1);
    expect(await windowsOf(ten)).toEqual([{ span: ten, ask: ten, open: 0 }]);
  });

  test("asks for everything past with `again`", async () => {
    await list(ten, final(ten.end));
    expect(await windowsOf(ten, { again: true })).toEqual([{ span: ten, ask: ten, open: 0 }]);
  });

  test("ends now: what is to come is never asked for", async () => {
    const today = day("2026-11-20");
    expect(await windowsOf(today)).toEqual([{ span: today, ask: { start: today.start, end: now }, open: 0 }]);
    expect(await windowsOf(day("2026-11-21"))).toEqual([]);
  });
});

describe("the windows of a long span", () => {
  const long = day("2026-08-01", "2026-11-19");

  test("come in the order asked for, and together are the span", async () => {
    const oldest = await windowsOf(long);
    const newest = await windowsOf(long, { order: "newest" });
    expect(oldest.length).toBeGreaterThan(3);
    expect(newest).toEqual([...oldest].reverse());
    expect(
      without(
        long,
        oldest.map(({ span }) => span),
      ),
    ).toEqual([]);
  });

  test.each(["newest", "oldest"] as const)(
    "begin with what Zoom is about to forget, %s first",
    async (order) => {
      const year = day("2026-03-01", "2026-11-19");
      const expiring = expiringSpan(now);
      const windows = await windowsOf(year, { order });
      const hits = windows.map(({ span }) => span.start < expiring.end && span.end > expiring.start);
      expect(hits.filter(Boolean).length).toBeGreaterThan(0);
      expect(hits.lastIndexOf(true)).toBe(hits.filter(Boolean).length - 1);
      const rest = windows.filter((_, index) => !hits[index]).map(({ span }) => span.start);
      expect(rest).toEqual([...rest].sort((a, b) => (order === "oldest" ? a - b : b - a)));
    },
  );
});

describe("what Zoom is about to forget", () => {
  test("is a week that begins a day before the last of six months", () => {
    const { start, end } = expiringSpan(now);
    expect([isoSeconds(start), isoSeconds(end)]).toEqual(["2026-05-19T00:00:00Z", "2026-05-27T00:00:00Z"]);
  });

  test("has a start also where the month of six months ago is shorter", () => {
    const { start } = expiringSpan(Date.parse("2026-08-31T12:00:00Z"));
    expect(isoSeconds(start)).toBe("2026-02-27T00:00:00Z");
  });
});

describe("the days that a run without dates is about", () => {
  const yesterday = day("2026-11-19");
  const week = 7 * dayMs;

  test("are yesterday alone in an empty store", () => {
    expect(lookBackSpan(yesterday, week, [])).toEqual(yesterday);
  });

  test("reach back to the first day that was ever listed", () => {
    const listings = [{ what: "meetings", span: day("2026-11-17"), at: now }];
    expect(lookBackSpan(yesterday, week, listings)).toEqual(day("2026-11-17", "2026-11-19"));
  });

  test("reach no further than the look-back", () => {
    const listings = [{ what: "meetings", span: day("2026-01-01"), at: now }];
    expect(lookBackSpan(yesterday, week, listings)).toEqual(day("2026-11-13", "2026-11-19"));
  });

  test("hold yesterday also with no look-back, and when only later days were listed", () => {
    const listings = [{ what: "meetings", span: day("2026-11-20"), at: now }];
    expect(lookBackSpan(yesterday, week, listings)).toEqual(yesterday);
    expect(lookBackSpan(yesterday, 0, [{ what: "meetings", span: day("2026-01-01"), at: now }])).toEqual(
      yesterday,
    );
  });
});

describe("a span without others", () => {
  const point = fc.integer({ min: 0, max: 40 });
  const span = fc
    .tuple(point, fc.integer({ min: 1, max: 20 }))
    .map(([start, length]) => ({ start, end: start + length }));
  const holds = (spans: readonly Span[], moment: number) =>
    spans.some(({ start, end }) => moment >= start && moment < end);

  test("has each moment that is in it and in none of them, and no other", () => {
    fc.assert(
      fc.property(span, fc.array(span, { maxLength: 6 }), point, (one, others, moment) => {
        const left = without(one, others);
        expect(holds(left, moment)).toBe(holds([one], moment) && !holds(others, moment));
        expect(left.every(({ start, end }) => start < end)).toBe(true);
      }),
    );
  });

  test("comes in order, without overlaps", () => {
    fc.assert(
      fc.property(span, fc.array(span, { maxLength: 6 }), (one, others) => {
        const left = without(one, others);
        for (const [index, { end }] of left.entries())
          expect(end).toBeLessThanOrEqual(left[index + 1]?.start ?? end);
      }),
    );
  });
});

test("the days of a span are those it touches, however long they are", () => {
  expect(daysOf(spanOfDays("2026-10-24", "2026-10-26", "Europe/Berlin"), "Europe/Berlin")).toEqual([
    "2026-10-24",
    "2026-10-25",
    "2026-10-26",
  ]);
  expect(daysOf(spanOfDays("2026-03-29", "2026-03-29", "Europe/Berlin"), "UTC")).toEqual([
    "2026-03-28",
    "2026-03-29",
  ]);
  expect(daysOf({ start: 5, end: 5 }, "UTC")).toEqual([]);
});
