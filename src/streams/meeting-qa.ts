/** What people asked in a meeting, and what they were answered. */

import { provenance, repeatedMeeting, repeatOfMeeting } from "./common.ts";
import { ours } from "./field.ts";
import { qaFields } from "./qa-fields.ts";
import { qaReport } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";

export const meetingQa: Stream = {
  name: "meeting_qa",
  kind: "meeting_question",
  description:
    "All that one person asked in the questions and answers of one meeting, with what was answered",
  group: "details",
  // What becomes of a question, and what only the report tells of it, names no document.
  key: { fingerprint: ["meeting", "name", "email", "questions.question"] },
  set: { of: "meetings", by: "meeting" },
  time: "meeting_start_time",
  index: "one",
  // The report alone tells when something was asked and who answered it; it is rationed, the other call is not.
  source: "report",
  zoom: qaReport("meeting"),
  otherwise: [
    {
      source: "past",
      zoom: {
        operation: "list a past meeting's questions",
        path: "/past_meetings/{meetingId}/qa",
        tier: "medium",
        plan: "pro",
        list: "questions",
        mayLackList: true,
        scopes: { classic: ["meeting:read:admin"], granular: ["meeting:read:past_qa:admin"] },
      },
    },
  ],
  parent: {
    stream: "meetings",
    param: "meetingId",
    field: "uuid",
    unless: { has_qa: [false] },
    repeat: repeatOfMeeting,
  },
  fields: {
    meeting: ours("keyword", "The uuid of the meeting in which it was asked"),
    ...qaFields("meeting"),
    ...repeatedMeeting,
    ...provenance,
  },
};
