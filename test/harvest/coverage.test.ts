import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Listing } from "../../src/destinations/ledger.ts";
import {
  dueStretches,
  hull,
  isFinal,
  listedAt,
  longestMeetingMs,
  mayAskAgain,
  stretches,
} from "../../src/harvest/coverage.ts";
import { dayMs, type Span } from "../../src/time.ts";

const hourMs = 3_600_000;
const now = Date.parse("2026-11-20T12:00:00Z");
const rules = { now, settleAfterMs: 3 * hourMs, recheckEveryMs: 6 * hourMs };
/** When everything that began before a stretch's end is final. */
const finalAfter = (end: number) => end + longestMeetingMs + rules.settleAfterMs;
const listing = (start: number, end: number, at: number): Listing => ({
  what: "meetings",
  span: { start, end },
  at,
});

/** Small numbers, so that ends meet often: hours of a few days before and after now. */
const hour = fc.integer({ min: -120, max: 60 }).map((hours) => now + hours * hourMs);
const span = fc
  .tuple(hour, fc.integer({ min: 1, max: 100 }))
  .map(([start, hours]) => ({ start, end: start + hours * hourMs }));
const made = (moment: fc.Arbitrary<number>) =>
  fc.array(
    fc.record({ span, at: moment }).map(({ span: of, at }) => listing(of.start, of.end, at)),
    { maxLength: 12 },
  );
const listings = made(hour);
const inside = ({ start, end }: Span) => fc.integer({ min: start, max: end - 1 });
const holds = ({ start, end }: Span, moment: number) => moment >= start && moment < end;

describe("the stretches of a span", () => {
  test("follow each other from its start to its end", () => {
    fc.assert(
      fc.property(span, listings, (one, all) => {
        const parts = stretches(one, all);
        expect(parts[0]?.start).toBe(one.start);
        expect(parts.at(-1)?.end).toBe(one.end);
        for (const [index, { start, end, at }] of parts.entries()) {
          expect(start).toBeLessThan(end);
          const next = parts[index + 1];
          if (next === undefined) continue;
          expect(next.start).toBe(end);
          expect(next.at).not.toBe(at);
        }
      }),
    );
  });

  test("each have the latest listing that shows them", () => {
    const cases = span.chain((one) => fc.tuple(fc.constant(one), inside(one), listings));
    fc.assert(
      fc.property(cases, ([one, moment, all]) => {
        const shown = all.filter((by) => by.span !== undefined && holds(by.span, moment) && by.at > moment);
        const latest = shown.length === 0 ? undefined : Math.max(...shown.map(({ at }) => at));
        expect(stretches(one, all).find((part) => holds(part, moment))?.at).toBe(latest);
        expect(listedAt(moment, all)).toBe(latest);
      }),
    );
  });

  test("are one without listings, and lists without a span say nothing of them", () => {
    const one = { start: 0, end: dayMs };
    expect(stretches(one, [{ what: "users", at: now }])).toEqual([one]);
  });

  test("are not shown by a listing that was asked for before them", () => {
    const one = { start: now - 2 * hourMs, end: now };
    expect(stretches(one, [listing(one.start, one.end, now - hourMs)])).toEqual([
      { start: now - 2 * hourMs, end: now - hourMs, at: now - hourMs },
      { start: now - hourMs, end: now },
    ]);
  });
});

describe("what is due", () => {
  const isDue = (due: readonly Span[], moment: number) => due.some((one) => holds(one, moment));
  const cases = span.chain((one) => fc.tuple(fc.constant(one), inside(one), listings));

  test("is every past moment that was never listed, and nothing to come", () => {
    fc.assert(
      fc.property(cases, ([one, moment, all]) => {
        const due = dueStretches(one, all, rules);
        for (const { start, end } of due) {
          expect(start).toBeGreaterThanOrEqual(one.start);
          expect(end).toBeLessThanOrEqual(Math.min(one.end, now));
        }
        const past = all.filter(({ at }) => at <= now);
        if (moment < now && listedAt(moment, past) === undefined) expect(isDue(due, moment)).toBe(true);
      }),
    );
  });

  test("is no moment that was listed lately, nor one that was listed when all was final", () => {
    fc.assert(
      fc.property(cases, ([one, moment, all]) => {
        const at = listedAt(moment, all);
        if (at === undefined || at > now) return;
        const isLately = now - at < rules.recheckEveryMs;
        if (isLately || isFinal(moment + 1, at, rules.settleAfterMs))
          expect(isDue(dueStretches(one, all, rules), moment)).toBe(false);
      }),
    );
  });

  test("is the part of a listed day in which meetings may still have gone on then", () => {
    const day = { start: now - 3 * dayMs, end: now - 2 * dayMs };
    const at = day.end + 12 * hourMs;
    expect(dueStretches(day, [listing(day.start, day.end, at)], rules)).toEqual([
      { start: at - longestMeetingMs - rules.settleAfterMs, end: day.end },
    ]);
  });

  test("is nothing of a day that was listed when all that began on it had ended and settled", () => {
    const day = { start: now - 5 * dayMs, end: now - 4 * dayMs };
    const asked = (at: number) => dueStretches(day, [listing(day.start, day.end, at)], rules);
    expect(asked(finalAfter(day.end))).toEqual([]);
    expect(asked(finalAfter(day.end) - 1)).toHaveLength(1);
  });

  test("waits for --recheck_every after the last listing", () => {
    const day = { start: now - dayMs, end: now };
    const asked = (at: number) => dueStretches(day, [listing(day.start, day.end, at)], rules);
    // What began after the listing is due all the same.
    expect(asked(now - 1)).toEqual([{ start: now - 1, end: now }]);
    expect(asked(now - rules.recheckEveryMs).at(0)?.start).toBe(day.start);
  });

  test("is everything past with `again`, listed or not", () => {
    fc.assert(
      fc.property(span, listings, (one, all) => {
        const due = dueStretches(one, all, { ...rules, again: true });
        expect(due).toEqual(one.start < now ? [{ start: one.start, end: Math.min(one.end, now) }] : []);
      }),
    );
  });

  test("does not change with a listing from the future, made with a wrong clock: it proves nothing", () => {
    const future = made(fc.integer({ min: 1, max: 100 * 24 }).map((hours) => now + hours * hourMs));
    fc.assert(
      fc.property(span, made(hour.filter((at) => at <= now)), future, (one, all, wrong) => {
        expect(dueStretches(one, [...wrong, ...all], rules)).toEqual(dueStretches(one, all, rules));
      }),
    );
  });
});

test("a stretch may be asked again after --recheck_every, and at once when its listing is from the future", () => {
  const every = { now, recheckEveryMs: 6 * hourMs };
  expect(mayAskAgain(now - 6 * hourMs, every)).toBe(true);
  expect(mayAskAgain(now - 6 * hourMs + 1, every)).toBe(false);
  expect(mayAskAgain(now, every)).toBe(false);
  expect(mayAskAgain(now + 1, every)).toBe(true);
});

test("nothing listed is final, and a listing is so 30 hours and the settle time later", () => {
  expect(isFinal(now, undefined, 0)).toBe(false);
  expect(isFinal(now, now + longestMeetingMs - 1, 0)).toBe(false);
  expect(isFinal(now, now + longestMeetingMs, 0)).toBe(true);
  expect(isFinal(now, now + longestMeetingMs, 1)).toBe(false);
});

test("the hull of spans reaches from the first start to the last end, and there is none of nothing", () => {
  expect(hull([])).toBeUndefined();
  fc.assert(
    fc.property(fc.array(span, { minLength: 1 }), (spans) => {
      const around = hull(spans) ?? { start: 0, end: 0 };
      expect(spans.every(({ start, end }) => start >= around.start && end <= around.end)).toBe(true);
      expect(spans.some(({ start }) => start === around.start)).toBe(true);
      expect(spans.some(({ end }) => end === around.end)).toBe(true);
    }),
  );
});
