/** Who took part in a meeting: one document for each person, computed from the sessions by `src/people/`. */

import { attendanceFields } from "./attendance-fields.ts";
import type { Derived } from "./derived.ts";

export const attendance: Derived = {
  name: "attendance",
  kind: "attendance",
  description:
    "One document for each person in a meeting: how long in all, overlapping devices counted once, waiting rooms not at all. Computed from the meeting's sessions whenever these change",
  from: "sessions",
  set: { of: "meetings", by: "meeting" },
  time: "meeting_start_time",
  fields: attendanceFields("meeting"),
};
