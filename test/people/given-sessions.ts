/** Meetings and sessions as Zoom might give them, for properties: few of everything, so that things meet often. */

import fc from "fast-check";
import type { JsonObject } from "../../src/document.ts";
import { isoOf } from "../../src/people/instant.ts";

export const meetingStart = Date.parse("2026-03-03T23:59:00Z") / 1_000;
export const meetingSeconds = 120;

export const meeting: JsonObject = {
  start_time: isoOf(meetingStart),
  end_time: isoOf(meetingStart + meetingSeconds),
};

const second = fc.integer({ min: -20, max: meetingSeconds + 20 }).map((at) => isoOf(meetingStart + at));
const some = <Value>(...values: Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

export const session: fc.Arbitrary<JsonObject> = fc
  .record({
    join_time: fc.option(second, { nil: undefined, freq: 10 }),
    leave_time: fc.option(second, { nil: undefined, freq: 10 }),
    id: some("u1", "u2"),
    registrant_id: some("r1", "r2"),
    email: some("a@example.com", "A@example.com ", "b@example.com"),
    participant_uuid: some("p1", "p2", "p3"),
    user_id: some("1", "2"),
    user_name: some("Ann", "ann", "Ben", "Iphone"),
    device: some("Phone", "Windows", "Zoom Rooms"),
    country: some("DE", "US"),
    role: some("host", "attendee"),
    internal_user: some(true, false),
    status: fc.constantFrom("in_meeting", "in_meeting", "in_meeting", "in_waiting_room"),
  })
  .map(
    (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as JsonObject,
  );

export const sessions = fc.array(session, { maxLength: 14 });
