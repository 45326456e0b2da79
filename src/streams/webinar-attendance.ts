/** Who took part in a webinar: one document for each person, computed from the sessions by `src/people/`. */

import { attendanceFields } from "./attendance-fields.ts";
import type { Derived } from "./derived.ts";

export const webinarAttendance: Derived = {
  name: "webinar_attendance",
  kind: "webinar_attendance",
  description:
    "One document for each person in a webinar, host, panellists and attendees: how long in all, overlapping devices counted once, waiting rooms not at all. Computed from the webinar's sessions whenever these change, by the rules of `attendance`",
  from: "webinar_sessions",
  set: { of: "webinars", by: "webinar" },
  time: "webinar_start_time",
  fields: attendanceFields("webinar"),
};
