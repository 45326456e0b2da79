/** What each day is called, from listings and counts alone. */

import { describe, expect, test } from "vitest";
import type { Listing } from "../../src/destinations/ledger.ts";
import type { DayCount } from "../../src/destinations/reader.ts";
import { longestMeetingMs } from "../../src/harvest/coverage.ts";
import { type DayOptions, reportDays, type StoredDays } from "../../src/harvest/proof/day-states.ts";
import { type Day, dayMs, type Span, spanOfDays } from "../../src/time.ts";

const hourMs = 3_600_000;
const now = Date.parse("2026-11-20T12:00:00Z");
const settleAfterMs = 3 * hourMs;
const options: DayOptions = { timeZone: "UTC", now, settleAfterMs };
const utc = (from: Day, to = from): Span => spanOfDays(from, to, "UTC");
const listed = (span: Span, at: number): Listing => ({ what: "meetings", span, at });
const finalOf = ({ end }: Span) => end + longestMeetingMs + settleAfterMs;
const count = (date: Day, value: string, number = 1): DayCount => ({ date, value, count: number });
const nothing: StoredDays = { listings: [], refused: [], meetings: [], sessions: [] };

/** The state of one day. */
function stateOf(date: Day, stored: Partial<StoredDays>, more: Partial<DayOptions> = {}): string | undefined {
  return reportDays({ ...nothing, ...stored }, { ...options, from: date, to: date, ...more })[0]?.state;
}

describe("a day", () => {
  const date = "2026-11-16";
  const day = utc(date);
  const complete = [listed(day, finalOf(day))];

  test.each<[string, Partial<StoredDays>, string]>([
    ["never listed is never", {}, "never_listed"],
    [
      "never listed is never, also when a meeting of it is known by its uuid",
      { meetings: [count(date, "settled")] },
      "never_listed",
    ],
    [
      "listed when all had ended, with every meeting final, is complete",
      { listings: complete, meetings: [count(date, "settled", 5), count(date, "unavailable")] },
      "complete",
    ],
    ["listed when all had ended, without a meeting, is complete", { listings: complete }, "complete"],
    [
      "with meetings that were read too soon is young",
      { listings: complete, meetings: [count(date, "settled", 5), count(date, "young")] },
      "young",
    ],
    [
      "listed while meetings that began on it could still go on is young",
      { listings: [listed(day, finalOf(day) - 1)] },
      "young",
    ],
    [
      "with a known meeting that is not read is partial",
      { listings: complete, meetings: [count(date, "settled", 5), count(date, "listed")] },
      "partial",
    ],
    [
      "with a meeting that was read in part is partial",
      { listings: complete, meetings: [count(date, "partial")] },
      "partial",
    ],
    [
      "of which an hour was never listed is partial",
      { listings: [listed({ ...day, end: day.end - hourMs }, finalOf(day))] },
      "partial",
    ],
    [
      "listed before it ended is partial: what began later is not known",
      { listings: [listed(day, day.end - hourMs)] },
      "partial",
    ],
    [
      "listed in two parts is complete when both are",
      {
        listings: [
          listed({ ...day, end: day.start + hourMs }, finalOf(day)),
          listed({ ...day, start: day.start + hourMs }, finalOf(day)),
        ],
      },
      "complete",
    ],
    ["refused by Zoom before it was ever listed is expired", { refused: [listed(day, now)] }, "expired"],
    [
      "refused by Zoom after it was listed is what it was",
      { listings: complete, refused: [listed(day, now)] },
      "complete",
    ],
    [
      "listed in the future, with a wrong clock, is never",
      { listings: [listed(day, now + dayMs)] },
      "never_listed",
    ],
  ])("%s", (_, stored, state) => {
    expect(stateOf(date, stored)).toBe(state);
  });

  test("older than Zoom lists is expired when it was never listed, and complete when it was", () => {
    const old = utc("2026-05-18");
    expect(stateOf("2026-05-18", {})).toBe("expired");
    expect(stateOf("2026-05-19", {})).toBe("never_listed");
    expect(stateOf("2026-05-18", { listings: [listed(old, finalOf(old))] })).toBe("complete");
  });

  test("that goes on is young when it was listed so far, and never when it was not", () => {
    const today = "2026-11-20";
    expect(stateOf(today, {})).toBe("never_listed");
    expect(stateOf(today, { listings: [listed({ start: utc(today).start, end: now }, now)] })).toBe("young");
  });

  test("of 25 hours is complete only with its last hour", () => {
    const long = spanOfDays("2026-10-25", "2026-10-25", "Europe/Berlin");
    expect(long.end - long.start).toBe(25 * hourMs);
    const short = { ...long, end: long.start + dayMs };
    const berlin = { timeZone: "Europe/Berlin" };
    expect(stateOf("2026-10-25", { listings: [listed(long, finalOf(long))] }, berlin)).toBe("complete");
    expect(stateOf("2026-10-25", { listings: [listed(short, finalOf(long))] }, berlin)).toBe("partial");
  });

  test("of 23 hours is complete without the hour that there is not", () => {
    const short = spanOfDays("2026-03-29", "2026-03-29", "Europe/Berlin");
    expect(short.end - short.start).toBe(23 * hourMs);
    const stored = { listings: [listed(short, finalOf(short))] };
    const then = { timeZone: "Europe/Berlin", now: finalOf(short) };
    expect(stateOf("2026-03-29", stored, then)).toBe("complete");
  });

  test("is judged by the moments that were listed, also when the time zone is another one now", () => {
    const three = utc("2026-11-11", "2026-11-13");
    const stored = { ...nothing, listings: [listed(three, finalOf(three))] };
    const states = reportDays(stored, { ...options, timeZone: "America/New_York", to: "2026-11-14" });
    expect(states.map(({ date: of, state }) => [of, state])).toEqual([
      ["2026-11-10", "partial"],
      ["2026-11-11", "complete"],
      ["2026-11-12", "complete"],
      ["2026-11-13", "partial"],
      ["2026-11-14", "never_listed"],
    ]);
  });
});

describe("the days that are reported", () => {
  const stored: StoredDays = {
    ...nothing,
    listings: [listed(utc("2026-11-15", "2026-11-16"), now)],
    meetings: [
      count("2026-11-15", "settled", 7),
      count("2026-11-15", "listed", 2),
      count("2026-11-15", "partial", 1),
      { value: "settled", count: 4 },
    ],
    sessions: [{ date: "2026-11-15", count: 30 }, { count: 9 }],
  };

  test("reach from the first that is known to yesterday", () => {
    expect(reportDays(stored, options).map(({ date }) => date)).toEqual([
      "2026-11-15",
      "2026-11-16",
      "2026-11-17",
      "2026-11-18",
      "2026-11-19",
    ]);
  });

  test("have their meetings, their sessions and what is still to be read", () => {
    expect(reportDays(stored, options)[0]).toEqual({
      date: "2026-11-15",
      state: "partial",
      meetings: 10,
      sessions: 30,
      partial: 3,
    });
  });

  test("begin with a meeting that is known before anything was listed", () => {
    const earlier = { ...stored, meetings: [count("2026-11-12", "expired")] };
    expect(reportDays(earlier, options)[0]).toMatchObject({
      date: "2026-11-12",
      state: "never_listed",
      meetings: 1,
    });
  });

  test("go on to today when it was listed", () => {
    const today = { ...nothing, listings: [listed(utc("2026-11-19", "2026-11-20"), now)] };
    expect(reportDays(today, options).at(-1)?.date).toBe("2026-11-20");
  });

  test("are those asked for, and none in an empty store", () => {
    const asked = { ...options, from: "2026-11-01", to: "2026-11-03" };
    expect(reportDays(nothing, asked)).toHaveLength(3);
    expect(reportDays(nothing, options)).toEqual([]);
  });
});
