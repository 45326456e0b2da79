/** In which windows a stream's stretch of time is asked for. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wholeDays, windowsOf } from "../../src/harvest/catalogue/stream-windows.ts";
import { signIns } from "../../src/streams/sign-in.ts";
import type { Stream } from "../../src/streams/stream.ts";
import { addMonths, dayAt, dayMs, daysBetween, type Span, spanOfDays } from "../../src/time.ts";

type Asks = NonNullable<NonNullable<Stream["zoom"]["window"]>["asks"]>;

function streamOf(days: number, asks: Asks, about?: Stream["days"]): Stream {
  const window = { days, months: 6, asks };
  return { ...signIns, zoom: { ...signIns.zoom, window }, ...(about === undefined ? {} : { days: about }) };
}

const start = Date.parse("2026-01-01T00:00:00Z");
const span = fc
  .tuple(fc.integer({ min: 0, max: 200 * 24 }), fc.integer({ min: 1, max: 120 * 24 }))
  .map(
    ([hour, hours]): Span => ({ start: start + hour * 3_600_000, end: start + (hour + hours) * 3_600_000 }),
  );
const order = fc.constantFrom("newest", "oldest" as const);
const monthOf = (instant: number) => dayAt(instant, "UTC").slice(0, 7);

describe("windows", () => {
  test("cover the span without gaps or overlaps, in the order that is wanted", () => {
    const kinds = [
      streamOf(30, "days"),
      streamOf(7, "instants"),
      streamOf(31, "months", "rows"),
      streamOf(1, "days", "calls"),
    ];
    fc.assert(
      fc.property(span, order, fc.constantFrom(...kinds), (asked, wanted, stream) => {
        const windows = windowsOf(stream, asked, wanted);
        const inTime = wanted === "oldest" ? windows : windows.toReversed();
        const whole = wholeDays(stream, asked);
        expect(inTime[0]?.start).toBe(whole.start);
        expect(inTime.at(-1)?.end).toBe(whole.end);
        for (const [index, { end }] of inTime.slice(0, -1).entries())
          expect(end).toBe(inTime[index + 1]?.start);
      }),
    );
  });

  test("of months never reach over the end of a month", () => {
    fc.assert(
      fc.property(span, (asked) => {
        for (const one of windowsOf(streamOf(31, "months", "rows"), asked, "oldest"))
          expect(monthOf(one.start)).toBe(monthOf(one.end - 1));
      }),
    );
  });

  test("of what Zoom adds up are single days of UTC", () => {
    fc.assert(
      fc.property(span, (asked) => {
        for (const one of windowsOf(streamOf(1, "days", "calls"), asked, "newest")) {
          expect(one.end - one.start).toBe(dayMs);
          expect(one).toEqual(spanOfDays(dayAt(one.start, "UTC"), dayAt(one.start, "UTC"), "UTC"));
        }
      }),
    );
  });

  test("of UTC are as long as Zoom allows: whole days, or a month", () => {
    const inUtc = (days: number) => {
      const { window, ...zoom } = streamOf(days, "instants").zoom;
      return { ...signIns, zoom: { ...zoom, window: { ...window, days, zone: "UTC" as const } } };
    };
    fc.assert(
      fc.property(span, order, fc.constantFrom(7, 30), (asked, wanted, days) => {
        for (const { start: from, end } of windowsOf(inUtc(days), asked, wanted)) {
          const touched = daysBetween(dayAt(from, "UTC"), dayAt(end - 1, "UTC")) + 1;
          const isWithin =
            days === 7 ? touched <= 7 : dayAt(end - 1, "UTC") < addMonths(dayAt(from, "UTC"), 1);
          expect(isWithin).toBe(true);
        }
      }),
    );
    const march = spanOfDays("2026-03-01", "2026-03-31", "UTC");
    expect(windowsOf(inUtc(30), march, "newest")).toEqual([march]);
    expect(windowsOf(inUtc(7), march, "newest")).toHaveLength(5);
  });
});
