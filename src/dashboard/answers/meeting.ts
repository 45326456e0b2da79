/** One meeting or webinar: what it was, what Zoom said of it, and how many were there from moment to moment. */

import { type Curve, readCurve } from "../../reports/meeting-curve.ts";
import { type OneMeeting, readMeeting } from "../../reports/one-meeting.ts";
import type { Answer } from "../answer.ts";

export type { Curve } from "../../reports/meeting-curve.ts";
export type { OneMeeting } from "../../reports/one-meeting.ts";

export const meetingAnswer: Answer<OneMeeting> = {
  name: "meeting",
  read: ({ source }, query) => readMeeting(source, query.key("uuid")),
};

/** Null where nothing is known to draw it from. */
export const meetingCurveAnswer: Answer<Curve | null> = {
  name: "meeting-curve",
  read: async ({ source }, query) => (await readCurve(source, query.key("uuid"))) ?? null,
  table: async ({ source }, query) => {
    const curve = await readCurve(source, query.key("uuid"), Number.POSITIVE_INFINITY);
    return { columns: ["at", "people"], rows: curve?.steps.map(({ at, count }) => [at, count]) ?? [] };
  },
};
