import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  dayAt,
  dayMs,
  daysBetween,
  isoSeconds,
  isTimeZone,
  parseDay,
  parseSpan,
  sayDuration,
  spanOfDays,
} from "../src/time.ts";

const zones = Intl.supportedValuesOf("timeZone");
const zone = fc.constantFrom(...zones);
const hourMs = 3_600_000;
/** Any instant of the years in which Zoom has existed, and some to come. */
const instant = fc.integer({
  min: Date.parse("2011-01-01T00:00:00Z"),
  max: Date.parse("2035-01-01T00:00:00Z"),
});
const day = instant.map((at) => new Date(at).toISOString().slice(0, 10));

describe("a day", () => {
  test.each(["2026-11-23", "2024-02-29", "2000-02-29"])("%s exists", (text) => {
    expect(parseDay(text)).toBe(text);
  });

  test.each([
    "2026-02-30",
    "2026-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-11-31",
    "2026-11-00",
    "26-11-01",
    "2026-1-1",
    "2026-11-23T00:00:00Z",
    " 2026-11-23",
    "yesterday",
    "",
  ])("%s does not", (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  test("is read without ever throwing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/)), (text) => {
        const read = parseDay(text);
        if (read !== undefined) expect(read).toBe(text);
      }),
    );
  });

  test("plus days and back is the same day, and the days between are counted", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -1_000, max: 1_000 }), (start, days) => {
        const end = addDays(start, days);
        expect(addDays(end, -days)).toBe(start);
        expect(daysBetween(start, end)).toBe(days);
        expect(Math.sign(end < start ? -1 : Number(end > start))).toBe(Math.sign(days));
      }),
    );
  });
});

describe("the span of days", () => {
  test("holds exactly the instants that fall on them, in every zone", () => {
    fc.assert(
      fc.property(instant, zone, fc.integer({ min: 0, max: 40 }), (at, timeZone, days) => {
        const from = dayAt(at, timeZone);
        const span = spanOfDays(from, addDays(from, days), timeZone);
        expect(span.start).toBeLessThanOrEqual(at);
        expect(span.end).toBeGreaterThan(at);
        expect(dayAt(span.start, timeZone)).toBe(from);
        expect(dayAt(span.start - 1, timeZone) < from).toBe(true);
        expect(dayAt(span.end - 1, timeZone)).toBe(addDays(from, days));
        expect(dayAt(span.end, timeZone) > addDays(from, days)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test.each(["2026-03-29", "2026-11-01"])(
    "of %s begins and ends on that day in every zone there is",
    (date) => {
      for (const timeZone of zones) {
        const { start, end } = spanOfDays(date, date, timeZone);
        expect([dayAt(start, timeZone), dayAt(end - 1, timeZone)], timeZone).toEqual([date, date]);
        expect(dayAt(start - 1, timeZone) < date && dayAt(end, timeZone) > date, timeZone).toBe(true);
      }
    },
  );

  test("meets the next day's without a gap or an overlap, also where clocks change", () => {
    fc.assert(
      fc.property(day, zone, (date, timeZone) => {
        const today = spanOfDays(date, date, timeZone);
        const tomorrow = spanOfDays(addDays(date, 1), addDays(date, 1), timeZone);
        expect(tomorrow.start).toBe(today.end);
        expect(spanOfDays(date, addDays(date, 1), timeZone)).toEqual({
          start: today.start,
          end: tomorrow.end,
        });
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["2026-03-29", "Europe/Berlin", 23],
    ["2026-10-25", "Europe/Berlin", 25],
    ["2026-03-08", "America/New_York", 23],
    ["2026-11-01", "America/New_York", 25],
    ["2026-10-04", "Australia/Lord_Howe", 23.5],
    ["2026-04-05", "Australia/Lord_Howe", 24.5],
    // Midnight does not exist on this day: clocks go from 0:00 to 1:00.
    ["2026-04-24", "Africa/Cairo", 23],
    ["2026-09-06", "America/Santiago", 23],
    ["2026-11-23", "Asia/Kathmandu", 24],
    ["2026-11-23", "UTC", 24],
  ])("%s in %s has %d hours", (date, timeZone, hours) => {
    const { start, end } = spanOfDays(date, date, timeZone);
    expect((end - start) / hourMs).toBe(hours);
  });

  test("of a day that a zone skipped is empty", () => {
    const { start, end } = spanOfDays("2011-12-30", "2011-12-30", "Pacific/Apia");
    expect(end - start).toBe(0);
  });
});

describe("a time zone", () => {
  test("of the runtime's list is known", () => {
    for (const name of [...zones, "UTC", "Etc/GMT+12"]) expect(isTimeZone(name)).toBe(true);
  });

  test.each(["Mars/Olympus", "", "Europe/Berlín", "local"])("%j is not", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});

describe("a span of time", () => {
  test.each([
    ["90s", 90_000],
    ["45m", 45 * 60_000],
    ["3h", 3 * hourMs],
    ["7d", 7 * dayMs],
    ["0s", 0],
    ["1.5h", 1.5 * hourMs],
    [" 2d ", 2 * dayMs],
  ])("%s", (text, ms) => {
    expect(parseSpan(text)).toBe(ms);
  });

  test.each(["", "7", "d", "-1d", "7 d", "7w", "1h30m", "Infinityd", "1e3s", "7D"])("%j is none", (text) => {
    expect(parseSpan(text)).toBeUndefined();
  });
});

describe("a duration is said", () => {
  test.each([
    [0, "0 ms"],
    [850, "850 ms"],
    [999.4, "999 ms"],
    [999.6, "1 s"],
    [1_000, "1 s"],
    [42_400, "42 s"],
    [59_600, "1 min"],
    [185_000, "3 min 5 s"],
    [7_800_000, "2 h 10 min"],
    [3_600_000, "1 h"],
    [3_599_600, "1 h"],
  ])("%d ms as %s", (ms, text) => {
    expect(sayDuration(ms)).toBe(text);
  });
});

test("an instant is written in whole seconds, UTC", () => {
  expect(isoSeconds(Date.parse("2026-11-23T12:34:56.789Z"))).toBe("2026-11-23T12:34:56Z");
});
