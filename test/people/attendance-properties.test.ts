import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/document.ts";
import { attendanceOf, presenceOf } from "../../src/people/attendance.ts";
import { isoOf, secondsOf } from "../../src/people/instant.ts";
import { lengthOf, peakOf, union } from "../../src/people/presence.ts";
import { meeting, meetingSeconds, meetingStart, sessions } from "./given-sessions.ts";

const meetingEnd = meetingStart + meetingSeconds;

/** The same people by the rules read literally: whoever shares a key with a group joins it, until nothing changes. */
function groupsOf(rows: readonly JsonObject[]): JsonObject[][] {
  const keysOf = ({ id, registrant_id, email, participant_uuid, user_name, user_id }: JsonObject) => {
    const strong = Object.entries({
      id,
      registrant_id,
      email: typeof email === "string" ? email.trim().toLowerCase() : undefined,
      participant_uuid,
    }).filter(([, value]) => value !== undefined);
    if (strong.length > 0) return strong.map(([field, value]) => `${field} ${value}`);
    return [user_name === undefined ? `number ${user_id}` : `name ${String(user_name).toLowerCase()}`];
  };
  let groups = rows.map((row) => ({ keys: new Set(keysOf(row)), rows: [row] }));
  for (;;) {
    const joined: typeof groups = [];
    for (const group of groups) {
      const other = joined.find(({ keys }) => [...group.keys].some((key) => keys.has(key)));
      if (other === undefined) joined.push(group);
      else {
        other.rows.push(...group.rows);
        other.keys = new Set([...other.keys, ...group.keys]);
      }
    }
    if (joined.length === groups.length) return joined.map((group) => group.rows);
    groups = joined;
  }
}

const isIn = (row: JsonObject, at: number) => {
  const join = row.join_time === undefined ? meetingStart : secondsOf(row.join_time);
  const leave = row.leave_time === undefined ? meetingEnd : secondsOf(row.leave_time);
  return join <= at && at < leave;
};

/** Each second of the meeting, and who of the groups is in it. */
function curveOf(groups: JsonObject[][]): number[] {
  return Array.from({ length: meetingSeconds }, (_, second) => {
    const at = meetingStart + second;
    return groups.filter((rows) => rows.some((row) => isIn(row, at))).length;
  });
}

const present = (rows: readonly JsonObject[]) => rows.filter(({ status }) => status !== "in_waiting_room");

describe("the people of any meeting", () => {
  test("are those of a reading of the rules second by second", () => {
    fc.assert(
      fc.property(sessions, (rows) => {
        const groups = groupsOf(rows)
          .map(present)
          .filter((group) => group.length > 0);
        const curve = curveOf(groups);
        const count = Math.max(...curve);
        const { people, totals } = attendanceOf(meeting, rows);
        expect(people.map((person) => Number(person.sessions)).sort()).toEqual(
          groups.map((group) => group.length).sort(),
        );
        expect(totals).toEqual({
          unique_people: groups.length,
          peak_concurrency: count,
          ...(count === 0 ? {} : { peak_at: isoOf(meetingStart + curve.indexOf(count)) }),
          attended_seconds: curve.reduce((sum, there) => sum + there, 0),
        });
      }),
      { numRuns: 400 },
    );
  });

  test("are never there for longer than the meeting lasts, and their figures agree", () => {
    fc.assert(
      fc.property(sessions, (rows) => {
        const { people, totals } = attendanceOf(meeting, rows);
        let sum = 0;
        for (const person of people) {
          const { attended_seconds, late_seconds, early_seconds, gap_seconds, share, waited_seconds } =
            person;
          const attended = Number(attended_seconds);
          sum += attended;
          expect(attended).toBeGreaterThanOrEqual(0);
          expect(Number(late_seconds) + Number(early_seconds) + attended + Number(gap_seconds)).toBe(
            meetingSeconds,
          );
          expect(share).toBeCloseTo(attended / meetingSeconds, 4);
          expect(Number(waited_seconds ?? 0)).toBeLessThanOrEqual(meetingSeconds);
        }
        expect(totals.attended_seconds).toBe(sum);
        expect(new Set(people.map(({ person }) => person)).size).toBe(people.length);
      }),
    );
  });

  test("do not depend on the order of the rows", () => {
    const shuffled = sessions.chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([rows, others]) => {
        expect(attendanceOf(meeting, others)).toEqual(attendanceOf(meeting, rows));
      }),
      { numRuns: 400 },
    );
  });

  test("are the same after a session is cut in two, but for the number of sessions", () => {
    fc.assert(
      fc.property(sessions, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (rows, which, where) => {
        const row = rows[which % Math.max(1, rows.length)];
        if (row === undefined) return;
        const join = row.join_time === undefined ? meetingStart : secondsOf(row.join_time);
        const leave = row.leave_time === undefined ? meetingEnd : secondsOf(row.leave_time);
        fc.pre(leave > join);
        const cut = isoOf(Math.round(join + where * (leave - join)));
        const cutRows = [
          ...rows.filter((one) => one !== row),
          { ...row, leave_time: cut },
          { ...row, join_time: cut },
        ];
        const [whole, parts] = [attendanceOf(meeting, rows), attendanceOf(meeting, cutRows)];
        const others = ({ sessions: _, ...person }: JsonObject) => person;
        expect(parts.people.map(others)).toEqual(whole.people.map(others));
        expect(parts.totals).toEqual(whole.totals);
      }),
      { numRuns: 400 },
    );
  });

  test("can be found again from what is stored of them: when they were there, and the peak", () => {
    fc.assert(
      fc.property(sessions, (rows) => {
        const { people, totals } = attendanceOf(meeting, rows);
        const presences = people.map(presenceOf);
        for (const [place, presence] of presences.entries()) {
          expect(union(presence)).toEqual(presence);
          expect(lengthOf(presence)).toBe(people[place]?.attended_seconds);
        }
        const { count, at } = peakOf(presences);
        expect(count).toBe(totals.peak_concurrency);
        expect(at === undefined ? undefined : isoOf(at)).toBe(totals.peak_at);
      }),
    );
  });

  test("are counted without a meeting's end or start, too", () => {
    const parts = fc.constantFrom({}, { start_time: meeting.start_time }, { end_time: meeting.end_time });
    fc.assert(
      fc.property(parts, sessions, (part, rows) => {
        const { people, totals } = attendanceOf(part as JsonObject, rows);
        expect(people).toEqual(attendanceOf(part as JsonObject, rows.toReversed()).people);
        expect(totals.unique_people).toBe(people.length);
        for (const { attended_seconds, share } of people) {
          expect(Number(attended_seconds ?? 0)).toBeGreaterThanOrEqual(0);
          expect(Number(share ?? 0)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
