import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allZones, daysToAsk, halves, pieces, zonesLeft } from "../../src/harvest/window.ts";
import { addDays, type Day, dayAt, dayMs, daysBetween, type Span, spanOfDays } from "../../src/time.ts";

const every = allZones();
const zone = fc.constantFrom(...every);
/** One of each kind of zone: the extremes, halves and quarters of hours, changes of the clock on both halves of the globe. */
const some =
  "UTC Etc/GMT+12 Etc/GMT-14 Europe/Berlin America/New_York America/Los_Angeles America/St_Johns Asia/Kathmandu Asia/Tokyo Africa/Cairo Australia/Lord_Howe Pacific/Auckland America/Santiago Pacific/Chatham".split(
    " ",
  );
const hourMs = 3_600_000;
/** Moments of 2025 and 2026, those around changes of the clock more often than others. */
const changes = [
  "2025-10-26T01:00:00Z",
  "2026-03-08T07:00:00Z",
  "2026-03-29T01:00:00Z",
  "2026-04-04T15:00:00Z",
  "2026-04-23T22:00:00Z",
  "2026-10-25T01:00:00Z",
  "2026-11-01T06:00:00Z",
].map((text) => Date.parse(text));
const moment = fc.oneof(
  fc.integer({ min: Date.parse("2025-06-01T00:00:00Z"), max: Date.parse("2026-11-20T00:00:00Z") }),
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -30 * hourMs, max: 30 * hourMs }))
    .map(([change, off]) => change + off),
);
const span = fc
  .record({ at: moment, zone, days: fc.integer({ min: 0, max: 25 }) })
  .map(({ at, zone: of, days }) => spanOfDays(dayAt(at, of), addDays(dayAt(at, of), days), of));
/** A moment inside a span, its edges more often than others. */
const inside = ({ start, end }: Span) =>
  fc.oneof(fc.constantFrom(start, end - 1), fc.integer({ min: start, max: end - 1 }));

/** Zoom, reading dates in a zone of its own: the meetings that began on the days asked. */
function listing(starts: readonly number[], asked: { from: Day; to: Day }, real: string): number[] {
  return starts.filter((at) => dayAt(at, real) >= asked.from && dayAt(at, real) <= asked.to);
}

describe("the days to ask", () => {
  test("hold every meeting of the span, whichever zone Zoom reads dates in", () => {
    const wanted = span.filter(({ start, end }) => end > start);
    const cases = wanted.chain((one) => fc.tuple(fc.constant(one), inside(one), zone));
    fc.assert(
      fc.property(cases, ([one, start, real]) => {
        expect(listing([start], daysToAsk(one, every), real)).toEqual([start]);
      }),
      { numRuns: 40 },
    );
  });

  test("are at most a day more on each side than the span's own in UTC", () => {
    fc.assert(
      fc.property(
        span.filter(({ start, end }) => end > start),
        (one) => {
          const { from, to } = daysToAsk(one, every);
          expect(daysBetween(from, dayAt(one.start, "UTC"))).toBeLessThanOrEqual(1);
          expect(daysBetween(dayAt(one.end - 1, "UTC"), to)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("are the day itself once the zone is known", () => {
    const day = spanOfDays("2026-11-01", "2026-11-01", "America/New_York");
    expect(daysToAsk(day, ["America/New_York"])).toEqual({ from: "2026-11-01", to: "2026-11-01" });
    expect(daysToAsk(day, ["UTC"])).toEqual({ from: "2026-11-01", to: "2026-11-02" });
    expect(daysToAsk(day, every)).toEqual({ from: "2026-10-31", to: "2026-11-02" });
  });

  test("of no zone at all are a bug", () => {
    expect(() => daysToAsk({ start: 0, end: dayMs }, [])).toThrow(TypeError);
  });
});

describe("learning", () => {
  test("never rules out the zone that Zoom really reads, and no later meeting is missed", () => {
    const history = fc.array(fc.tuple(moment, fc.array(fc.integer({ min: -3, max: 4 }), { maxLength: 30 })), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...some),
        history,
        fc.integer({ min: 0, max: dayMs - 1 }),
        (real, runs, within) => {
          let zones = some;
          for (const [at, offsets] of runs) {
            const one = spanOfDays(dayAt(at, "Europe/Berlin"), dayAt(at, "Europe/Berlin"), "Europe/Berlin");
            const starts = offsets.map(
              (days, index) => one.start + days * (dayMs / 2) + ((within * index) % dayMs),
            );
            const asked = daysToAsk(one, zones);
            const rows = listing(starts, asked, real);
            const wanted = starts.filter((start) => start >= one.start && start < one.end);
            expect(rows).toEqual(expect.arrayContaining(wanted));
            if (rows.length > 0) zones = zonesLeft(zones, asked, Math.min(...rows), Math.max(...rows));
            expect(zones).toContain(real);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test("meetings around the clock leave only zones that read dates alike", () => {
    const one = spanOfDays("2026-10-05", "2026-10-05", "UTC");
    const asked = daysToAsk(one, every);
    const starts = Array.from({ length: 5 * 48 }, (_, half) => one.start - 2 * dayMs + (half * hourMs) / 2);
    const rows = listing(starts, asked, "UTC");
    const left = zonesLeft(every, asked, Math.min(...rows), Math.max(...rows));
    expect(left).toContain("UTC");
    expect(left).not.toContain("Europe/Berlin");
    expect(left).not.toContain("America/New_York");
    expect(daysToAsk(one, left)).toEqual({ from: "2026-10-05", to: "2026-10-05" });
  });

  test("rows that fit no zone leave none: what was learnt is to be forgotten", () => {
    const asked = { from: "2026-10-05", to: "2026-10-05" };
    const outside = Date.parse("2026-10-08T12:00:00Z");
    expect(zonesLeft(every, asked, outside, outside)).toEqual([]);
    const noonBefore = Date.parse("2026-10-04T12:00:00Z");
    expect(zonesLeft(["UTC", "Europe/Berlin"], asked, noonBefore, noonBefore)).toEqual([]);
  });

  test("an account whose zone changed is noticed before a meeting is missed for good", () => {
    // Berlin was learnt; then Zoom reads New York's days: some row of a busy day gives it away.
    const one = spanOfDays("2026-10-05", "2026-10-05", "Europe/Berlin");
    const asked = daysToAsk(one, ["Europe/Berlin"]);
    const starts = Array.from({ length: 144 }, (_, half) => one.start - dayMs + (half * hourMs) / 2);
    const rows = listing(starts, asked, "America/New_York");
    expect(zonesLeft(["Europe/Berlin"], asked, Math.min(...rows), Math.max(...rows))).toEqual([]);
  });
});

describe("pieces of a long span", () => {
  const long = fc
    .tuple(moment, fc.integer({ min: 1, max: 400 * dayMs }))
    .map(([start, length]) => ({ start, end: start + length }));

  test("follow each other without a gap or an overlap", () => {
    fc.assert(
      fc.property(long, (one) => {
        const parts = pieces(one);
        expect(parts[0]?.start).toBe(one.start);
        expect(parts.at(-1)?.end).toBe(one.end);
        for (const [index, { start, end }] of parts.entries()) {
          expect(end).toBeGreaterThan(start);
          if (index > 0) expect(start).toBe(parts[index - 1]?.end);
        }
      }),
    );
  });

  test("stay below the shortest month that Zoom lists at once, also when asked a day wider", () => {
    fc.assert(
      fc.property(long, (one) => {
        for (const piece of pieces(one)) {
          const { from, to } = daysToAsk(piece, every);
          expect(daysBetween(from, to) + 1).toBeLessThanOrEqual(30);
        }
      }),
      { numRuns: 5 },
    );
  });
});

test("halves of a window hold each of its days once, and a day has none", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), (days) => {
      const asked = { from: "2026-02-10", to: addDays("2026-02-10", days) };
      const parts = halves(asked);
      if (days === 0) {
        expect(parts).toBeUndefined();
        return;
      }
      const [first, second] = parts ?? [];
      expect(first?.from).toBe(asked.from);
      expect(second?.to).toBe(asked.to);
      expect(addDays(first?.to ?? "", 1)).toBe(second?.from);
      expect((first?.to ?? "") >= asked.from && (second?.from ?? "") <= asked.to).toBe(true);
    }),
  );
});
