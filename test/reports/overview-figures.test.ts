/** The figures of the overview out of a real store, beside the same counted plainly from the documents. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Group } from "../../src/destinations/roll-up.ts";
import type { Source } from "../../src/destinations/source.ts";
import type { Document } from "../../src/document.ts";
import { readDayFigures } from "../../src/reports/day-figures.ts";
import { heatOf, hoursOfDay } from "../../src/reports/heat.ts";
import { readMissing, sayMissing } from "../../src/reports/missing.ts";
import { type ReportRange, readRange } from "../../src/reports/overview.ts";
import { busiestHours, readHours, readPeak } from "../../src/reports/peaks.ts";
import { readRanking } from "../../src/reports/ranking.ts";
import { rollups } from "../../src/reports/rollups.ts";
import { dayAt } from "../../src/time.ts";
import { openFilled } from "../dashboard/support.ts";
import { inventAccount } from "../destinations/rollup-store.ts";
import { makeFolder } from "../e2e/support.ts";

const timeZone = "Europe/Berlin";
// The clocks of Berlin go back on the 25th.
const account = inventAccount("2026-10-23T00:00:00Z", 8, 20);
const folder = makeFolder();
let source: Source;
let range: ReportRange;
beforeAll(async () => {
  source = await openFilled(join(folder.path, "store.duckdb"), account);
  const found = await readRange(source, { from: "2026-10-24", to: "2026-10-29", timeZone });
  if (found === undefined) throw new Error("Expected a range");
  range = found;
});
afterAll(async () => {
  await source.close();
  folder.remove();
});

const isIn = (instant: unknown) => {
  const at = Date.parse(String(instant));
  return at >= range.span.start && at < range.span.end;
};
const meetings = () => account.meetings.filter(({ start_time }) => isIn(start_time));
const people = () => account.attendance.filter(({ meeting_start_time }) => isIn(meeting_start_time));
const total = (documents: readonly Document[]) =>
  documents.reduce((sum, { attended_seconds = 0 }) => sum + Number(attended_seconds), 0);

describe("the figures of each day", () => {
  it("are those of the zone's days, also where nothing was", async () => {
    const days = await readDayFigures(source, { ...range, from: "2026-10-20" }, "meetings");
    const count = (day: string) =>
      meetings().filter(({ start_time }) => dayAt(Date.parse(String(start_time)), timeZone) === day).length;
    expect(days).toHaveLength(10);
    expect(days[0]).toEqual({ date: "2026-10-20", value: 0 });
    for (const { date, value } of days) expect(value).toBe(count(date));
  });

  it("count people once a day, and those without an identity each time", async () => {
    for (const { date, value } of await readDayFigures(source, range, "people")) {
      const those = people().filter(
        ({ meeting_start_time }) => dayAt(Date.parse(String(meeting_start_time)), timeZone) === date,
      );
      const known = those.flatMap(({ identity }) => (identity === undefined ? [] : [identity]));
      expect(value).toBe(new Set(known).size + those.length - known.length);
    }
  });

  it("add up to the hours of all", async () => {
    const days = await readDayFigures(source, range, "hours");
    expect(days.reduce((sum, { value }) => sum + value, 0)).toBe(total(meetings()));
  });
});

describe("the week", () => {
  it("has every attended second in the weekday and the hour of the zone", async () => {
    const { seconds, busiest } = heatOf(await readHours(source, range.span), timeZone);
    const hours = account.concurrency.filter(({ hour }) => isIn(hour));
    expect(seconds.flat().reduce((sum, some) => sum + some, 0)).toBe(total(hours));
    // 10 o'clock in Berlin is 8 o'clock UTC in summer and 9 o'clock in winter.
    const saturday = hours.filter(({ hour }) => hour === "2026-10-24T08:00:00Z");
    const monday = hours.filter(({ hour }) => hour === "2026-10-26T09:00:00Z");
    expect([seconds[5]?.[10], seconds[0]?.[10]]).toEqual([total(saturday), total(monday)]);
    expect(busiest?.seconds).toBe(Math.max(...seconds.flat()));
    expect(seconds[busiest?.weekday ?? 0]?.[busiest?.hour ?? 0]).toBe(busiest?.seconds);
  });

  it("has no busiest hour where nobody was in a meeting", () => {
    const heat = heatOf([], "UTC");
    expect(heat.busiest).toBeUndefined();
    expect(hoursOfDay(heat)).toHaveLength(24);
  });
});

describe("the most at once", () => {
  it("is in the meetings that went on then", async () => {
    const peak = await readPeak(source, await readHours(source, range.span), "meetings");
    const at = Date.parse(peak?.at ?? "");
    const live = account.meetings.filter(
      ({ start_time, end_time }) => Date.parse(String(start_time)) <= at && Date.parse(String(end_time)) > at,
    );
    expect(peak?.count).toBe(live.length);
    expect(peak?.meetings.map(({ uuid }) => uuid).sort()).toEqual(live.map(({ _id }) => _id).sort());
  });

  it("comes first among the busiest hours, and of two that are alike the earlier", () => {
    const hour = (key: string, meetings_peak: number, participants_peak: number): Group => ({
      key,
      count: 1,
      sum: { attended_seconds: 60 },
      max: { meetings_peak, participants_peak },
      distinct: {},
    });
    const hours = [
      hour("2026-11-02T10:00:00Z", 2, 9),
      hour("2026-11-02T09:00:00Z", 3, 4),
      hour("2026-11-02T08:00:00Z", 3, 4),
      hour("2026-11-02T07:00:00Z", 0, 0),
    ];
    const keys = (by: "meetings" | "people") =>
      busiestHours(hours, by).map(({ hour: key }) => key.slice(11, 13));
    expect(keys("meetings")).toEqual(["08", "09", "10"]);
    expect(keys("people")).toEqual(["10", "08", "09"]);
  });
});

describe("a ranking", () => {
  it("has the most first, and the others added up where everything counts once", async () => {
    const { span } = range;
    const { rows, groups, rest, none } = await readRanking(source, rollups.series, { span, most: 3 });
    const all = new Map<unknown, number>();
    for (const one of meetings())
      all.set(
        one.meeting_series_id,
        (all.get(one.meeting_series_id) ?? 0) + Number(one.attended_seconds ?? 0),
      );
    const seconds = [...all.values()].sort((a, b) => b - a);
    expect(rows.map((row) => row.attended_seconds)).toEqual(seconds.slice(0, 3));
    expect(groups).toBe(all.size);
    expect(none).toBeUndefined();
    expect(rest).toMatchObject({
      groups: all.size - 3,
      attended_seconds: total(meetings()) - seconds.slice(0, 3).reduce((a, b) => a + b),
    });
  });

  it("adds up nothing that counts under several, and says what has none", async () => {
    const { span } = range;
    const ranking = await readRanking(source, rollups.countries, { span, most: 1 });
    expect(ranking.rest).toBeUndefined();
    expect(ranking.groups).toBeGreaterThan(1);
    const without = people().filter(({ countries }) => countries === undefined);
    expect(ranking.none).toEqual({ count: without.length, attended_seconds: total(without) });
  });
});

describe("what is missing", () => {
  it("is said with what to run", async () => {
    const missing = await readMissing(source, range);
    const open = meetings().filter(({ state }) => state === "listed").length;
    expect(missing).toEqual({ open: { listed: open }, gone: 0, unknown: 0 });
    expect(sayMissing(missing, range)).toEqual([
      {
        reason: `${open} meetings are not counted (${open} listed)`,
        hint: "zoom-harvester --from 2026-10-24 --to 2026-10-29",
      },
    ]);
    expect(sayMissing({ open: {}, gone: 2, unknown: 1 }, range).map(({ hint }) => hint)).toEqual([
      "zoom-harvester --from 2026-10-24 --to 2026-10-29, for the latter with --again",
      undefined,
    ]);
  });
});
