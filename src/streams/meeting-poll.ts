/** What people answered to the polls of a meeting. */

import { provenance, repeatedMeeting, repeatOfMeeting } from "./common.ts";
import { ours } from "./field.ts";
import { pollFields } from "./poll-fields.ts";
import { pollReport } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";

export const meetingPolls: Stream = {
  name: "meeting_polls",
  kind: "meeting_poll",
  description: "All that one person answered to the polls of one meeting; anonymous answers have no name",
  group: "details",
  key: { fingerprint: ["meeting", "name", "email", "answers"] },
  set: { of: "meetings", by: "meeting" },
  time: "meeting_start_time",
  source: "past",
  zoom: {
    operation: "list a meeting's polls",
    path: "/past_meetings/{meetingId}/polls",
    tier: "medium",
    plan: "pro",
    list: "questions",
    mayLackList: true,
    scopes: { classic: ["meeting:read:admin"], granular: ["meeting:read:list_poll_results:admin"] },
  },
  otherwise: [{ source: "report", zoom: pollReport("meeting") }],
  parent: {
    stream: "meetings",
    param: "meetingId",
    field: "uuid",
    unless: { has_poll: [false] },
    repeat: repeatOfMeeting,
  },
  fields: {
    meeting: ours("keyword", "The uuid of the meeting that the polls were held in"),
    ...pollFields("meeting"),
    ...repeatedMeeting,
    ...provenance,
  },
};
