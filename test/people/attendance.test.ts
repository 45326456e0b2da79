import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/document.ts";
import { attendanceOf, presenceOf } from "../../src/people/attendance.ts";
import { attendance } from "../../src/streams/attendance.ts";
import type { AttendanceCase, PersonExpected } from "./attendance-case.ts";
import { identityCases } from "./identity-cases.ts";
import { moodle, peerCases } from "./peer-cases.ts";
import { presenceCases } from "./presence-cases.ts";
import { spanCases } from "./span-cases.ts";

const cases = [...presenceCases, ...identityCases, ...spanCases, ...peerCases];

const start = Date.parse("2026-03-03T10:00:00Z") / 1_000;
const at = (minutes: number) => new Date((start + minutes * 60) * 1_000).toISOString().replace(".000Z", "Z");

function run({ lasts = 60, meeting, sessions }: AttendanceCase) {
  const whole: JsonObject = {
    start_time: at(0),
    ...(lasts === null ? {} : { end_time: at(lasts) }),
    ...meeting,
  };
  const rows = sessions.map(({ at: [join, leave], ...row }) => ({
    status: "in_meeting",
    ...(join === null ? {} : { join_time: at(join) }),
    ...(leave === null ? {} : { leave_time: at(leave) }),
    ...row,
  }));
  return attendanceOf(whole, rows);
}

function expectedFields(expected: PersonExpected): JsonObject {
  const { person, attended, sessions, from, to, gaps, waited, share, fields } = expected;
  return {
    person,
    attended_seconds: Math.round(attended * 60),
    ...(sessions === undefined ? {} : { sessions }),
    ...(from === undefined ? {} : { first_join: at(from) }),
    ...(to === undefined ? {} : { last_leave: at(to) }),
    ...(waited === undefined ? {} : { waited_seconds: waited * 60 }),
    ...(share === undefined ? {} : { share }),
    ...(gaps === undefined
      ? {}
      : {
          gaps: gaps.map(([left, back]) => ({
            start: at(left),
            end: at(back),
            seconds: Math.round((back - left) * 60),
          })),
        }),
    ...fields,
  };
}

describe("the people of a meeting", () => {
  test.each(cases)("are right for $what", (given) => {
    const { people, totals } = run(given);
    expect(people.map(({ person }) => person)).toEqual(given.people.map(({ person }) => person));
    for (const [place, expected] of given.people.entries()) {
      expect(people[place]).toMatchObject(expectedFields(expected));
      for (const field of expected.without ?? []) expect(people[place]).not.toHaveProperty(field);
    }
    expect(totals).toEqual({
      unique_people: given.people.length,
      peak_concurrency: given.peak,
      ...(given.peak === 0
        ? {}
        : { peak_at: given.peakAt === undefined ? expect.any(String) : at(given.peakAt) }),
      attended_seconds: Math.round(given.people.reduce((sum, { attended }) => sum + attended * 60, 0)),
    });
  });

  test.each(cases)("are the same in whatever order the rows come, for $what", (given) => {
    expect(run({ ...given, sessions: given.sessions.toReversed() })).toEqual(run(given));
  });

  test("get the points that moodle-mod_zoom gives them", () => {
    const { people } = run(moodle.given);
    const points = people.map(({ person, share }) => [
      person,
      Math.round(Number(share) * moodle.maximum * 10) / 10,
    ]);
    expect(Object.fromEntries(points)).toEqual(moodle.points);
  });

  test("have only fields that are declared, and none that is empty", () => {
    for (const given of cases)
      for (const person of run(given).people)
        for (const [field, value] of Object.entries(person)) {
          expect(attendance.fields).toHaveProperty(field);
          expect(value === null || value === undefined || value === "").toBe(false);
          if (Array.isArray(value)) expect(value).not.toHaveLength(0);
        }
  });

  test("have no times in a meeting of which nothing says when it was", () => {
    const { people, totals } = attendanceOf({}, [{ user_name: "Ann" }, { user_name: "Ben", id: "u1" }]);
    expect(people.map(({ person }) => person)).toEqual(["account:u1", "name:ann"]);
    expect(Object.keys(people[0] ?? {}).filter((field) => /seconds|join|leave|share/.test(field))).toEqual(
      [],
    );
    expect(totals).toEqual({ unique_people: 2, peak_concurrency: 0, attended_seconds: 0 });
    expect(presenceOf(people[0] ?? {})).toEqual([]);
  });
});
