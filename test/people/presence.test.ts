import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoOf, secondsOf } from "../../src/people/instant.ts";
import { gapsOf, type Interval, lengthOf, peakOf, union } from "../../src/people/presence.ts";

/** Few seconds, so that ends meet often. */
const interval = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 12 }))
  .map(([start, length]) => ({ start, end: start + length }));
const intervals = fc.array(interval, { maxLength: 90 });
const holds = (all: readonly Interval[], at: number) => all.some(({ start, end }) => start <= at && at < end);
const seconds = Array.from({ length: 45 }, (_, at) => at);

describe("a union", () => {
  test("holds the same seconds, in order, with nothing that touches", () => {
    fc.assert(
      fc.property(intervals, (all) => {
        const united = union(all);
        for (const at of seconds) expect(holds(united, at)).toBe(holds(all, at));
        for (const [place, { start, end }] of united.entries()) {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThan(united[place - 1]?.end ?? -1);
        }
      }),
    );
  });

  test("and its gaps fill a stretch", () => {
    fc.assert(
      fc.property(intervals, interval, (all, stretch) => {
        const united = union(all);
        const gaps = gapsOf(united, stretch);
        for (const at of seconds) expect(holds(gaps, at)).toBe(holds([stretch], at) && !holds(united, at));
        expect(union(gaps)).toEqual(gaps);
      }),
    );
  });

  test("leaves what it was given as it was", () => {
    const given = [
      { start: 5, end: 9 },
      { start: 0, end: 6 },
    ];
    expect(union(given)).toEqual([{ start: 0, end: 9 }]);
    expect(given).toEqual([
      { start: 5, end: 9 },
      { start: 0, end: 6 },
    ]);
  });
});

describe("a peak", () => {
  test("is what a count at every second finds, at the first of them", () => {
    fc.assert(
      fc.property(fc.array(intervals.map(union), { maxLength: 70 }), (presences) => {
        const counts = seconds.map((at) => presences.filter((presence) => holds(presence, at)).length);
        const count = Math.max(...counts);
        expect(peakOf(presences)).toEqual(count === 0 ? { count } : { count, at: counts.indexOf(count) });
      }),
    );
  });

  test("does not count who leaves as another comes", () => {
    const presences = [[{ start: 0, end: 10 }], [{ start: 10, end: 20 }], [{ start: 5, end: 5 }]];
    expect(peakOf(presences)).toEqual({ count: 1, at: 0 });
    expect(lengthOf(presences.flat())).toBe(20);
  });
});

describe("an instant", () => {
  test("is read as the calendar has it, and written back", () => {
    const range = { min: Date.parse("1970-01-01T00:00:00Z"), max: Date.parse("2400-03-02T00:00:00Z") };
    fc.assert(
      fc.property(fc.integer(range), (ms) => {
        const text = `${new Date(ms).toISOString().slice(0, 19)}Z`;
        expect(secondsOf(text)).toBe(Date.parse(text) / 1_000);
        expect(isoOf(Math.floor(ms / 1_000))).toBe(text);
      }),
    );
  });

  test.each([
    ["2026-03-02T10:00:00.750Z", "2026-03-02T10:00:00Z"],
    ["2026-03-02T10:00:00+01:00", "2026-03-02T09:00:00Z"],
    ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"],
  ])("%s is %s", (text, expected) => {
    expect(isoOf(secondsOf(text))).toBe(expected);
  });

  test.each([
    "",
    "now",
    "2026-03-02T1x:00:00Z",
    "2026-13-02T10:00:00Z",
    "2026x03-02T10:00:00Z",
    5,
    null,
    undefined,
  ])("%s is none", (value) => {
    expect(secondsOf(value)).toBeNaN();
  });
});
