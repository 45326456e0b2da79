import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Gathering, type HourRow, HourSweep, presentAt } from "../../src/people/concurrency.ts";
import { isoOf } from "../../src/people/instant.ts";
import { lengthOf, union } from "../../src/people/presence.ts";

const hour = 3_600;
const from = Date.parse("2026-03-02T22:00:00Z") / 1_000;

function sweep(gatherings: Gathering[], hours: number): HourRow[] {
  const hourSweep = new HourSweep(from, from + hours * hour);
  return [...gatherings.flatMap((gathering) => hourSweep.add(gathering)), ...hourSweep.end()];
}

const at = (minutes: number) => from + minutes * 60;
const stay = (start: number, end: number) => [{ start: at(start), end: at(end) }];

/** Ten-minute steps keep a count at every step quick, and make ends meet. */
const step = 600;
const gathering = fc
  .record({
    start: fc.integer({ min: -20, max: 40 }),
    length: fc.integer({ min: 0, max: 20 }),
    people: fc.array(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 8 })), { maxLength: 3 }),
      { maxLength: 5 },
    ),
  })
  .map(({ start, length, people }): Gathering => {
    const begin = from + start * step;
    const end = begin + length * step;
    const clip = (steps: number) => Math.min(begin + steps * step, end);
    return {
      start: begin,
      end,
      people: people.map((stays) =>
        union(stays.map(([join, lasts]) => ({ start: clip(join), end: clip(join + lasts) }))),
      ),
    };
  });
const gatherings = fc.array(gathering, { maxLength: 12 }).map((all) => all.sort((a, b) => a.start - b.start));

/** The row of an hour by asking at each step who is there. */
function naive(all: Gathering[], start: number): HourRow {
  const steps = Array.from({ length: hour / step }, (_, place) => start + place * step);
  const meetings = steps.map((now) => all.filter((one) => one.start <= now && now < one.end).length);
  const people = steps.map((now) => all.reduce((sum, one) => sum + presentAt(one.people, now), 0));
  const peak = (counts: number[], name: string) => {
    const most = Math.max(...counts);
    return {
      [name]: most,
      ...(most === 0 ? {} : { [`${name}_at`]: isoOf(steps[counts.indexOf(most)] ?? 0) }),
    };
  };
  return {
    hour: isoOf(start),
    meetings: all.filter((one) => one.end > one.start && one.start < start + hour && one.end > start).length,
    ...peak(meetings, "meetings_peak"),
    ...peak(people, "participants_peak"),
    attended_seconds: people.reduce((sum, count) => sum + count * step, 0),
  } as HourRow;
}

describe("the hours of an account", () => {
  test("show meetings and people at their peak, and when", () => {
    const rows = sweep(
      [
        { start: at(-30), end: at(70), people: [stay(-30, 70), stay(0, 10)] },
        { start: at(50), end: at(100), people: [stay(55, 65), stay(60, 100)] },
      ],
      2,
    );
    expect(rows).toEqual([
      {
        hour: "2026-03-02T22:00:00Z",
        meetings: 2,
        meetings_peak: 2,
        meetings_peak_at: "2026-03-02T22:50:00Z",
        participants_peak: 2,
        participants_peak_at: "2026-03-02T22:00:00Z",
        attended_seconds: 75 * 60,
      },
      {
        hour: "2026-03-02T23:00:00Z",
        meetings: 2,
        meetings_peak: 2,
        meetings_peak_at: "2026-03-02T23:00:00Z",
        participants_peak: 3,
        participants_peak_at: "2026-03-02T23:00:00Z",
        attended_seconds: 55 * 60,
      },
    ]);
  });

  test("are all there, also those without anything", () => {
    const rows = sweep([{ start: at(130), end: at(140), people: [] }], 4);
    expect(rows.map(({ hour: text, meetings }) => [text, meetings])).toEqual([
      ["2026-03-02T22:00:00Z", 0],
      ["2026-03-02T23:00:00Z", 0],
      ["2026-03-03T00:00:00Z", 1],
      ["2026-03-03T01:00:00Z", 0],
    ]);
    expect(rows[0]).toEqual({
      hour: "2026-03-02T22:00:00Z",
      meetings: 0,
      meetings_peak: 0,
      participants_peak: 0,
      attended_seconds: 0,
    });
  });

  test("come as soon as nothing can change them", () => {
    const hours = new HourSweep(from, from + 3 * hour);
    expect(hours.add({ start: at(0), end: at(90), people: [] })).toEqual([]);
    expect(hours.add({ start: at(59), end: at(90), people: [] })).toEqual([]);
    expect(hours.add({ start: at(60), end: at(90), people: [] })).toHaveLength(1);
    expect(hours.add({ start: at(200), end: at(210), people: [] })).toHaveLength(2);
    expect(hours.end()).toEqual([]);
  });

  test("count a meeting of several hours in each, and one that ends with the hour in that hour only", () => {
    const rows = sweep(
      [
        { start: at(0), end: at(60), people: [stay(0, 60)] },
        { start: at(0), end: at(170), people: [] },
        { start: at(60), end: at(60), people: [stay(60, 60)] },
      ],
      3,
    );
    expect(rows.map(({ meetings }) => meetings)).toEqual([2, 1, 1]);
    expect(rows.map(({ attended_seconds }) => attended_seconds)).toEqual([hour, 0, 0]);
  });

  test("are those that a count at every instant finds", () => {
    fc.assert(
      fc.property(gatherings, fc.integer({ min: 1, max: 8 }), (all, hours) => {
        const expected = Array.from({ length: hours }, (_, place) => naive(all, from + place * hour));
        expect(sweep(all, hours)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  test("hold all the time that people spent, and no more", () => {
    fc.assert(
      fc.property(gatherings, (all) => {
        const hourSweep = new HourSweep(from - 24 * hour, from + 48 * hour);
        const rows = [...all.flatMap((one) => hourSweep.add(one)), ...hourSweep.end()];
        const spent = all.reduce(
          (sum, { people }) => sum + people.reduce((one, presence) => one + lengthOf(presence), 0),
          0,
        );
        expect(rows.reduce((sum, { attended_seconds }) => sum + attended_seconds, 0)).toBe(spent);
      }),
    );
  });

  test("refuse meetings out of order and hours that are not full", () => {
    const hours = new HourSweep(from, from + hour);
    hours.add({ start: at(10), end: at(20), people: [] });
    expect(() => hours.add({ start: at(9), end: at(20), people: [] })).toThrow("in the order of their start");
    expect(() => new HourSweep(from + 1, from + hour)).toThrow("full hours");
  });
});
