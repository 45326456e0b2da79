/** The thumbs up and down at the end of a meeting. */

import { provenance, repeatedMeeting, repeatOfMeeting, typeByPeople } from "./common.ts";
import { feedbackFields } from "./feedback-fields.ts";
import { ours } from "./field.ts";
import type { Stream } from "./stream.ts";

export const meetingFeedback: Stream = {
  name: "meeting_feedback",
  kind: "meeting_feedback",
  description: "One answer to the question how the meeting went, which Zoom asks each participant at its end",
  group: "details",
  key: { fingerprint: ["meeting", "user_id", "email", "answered_at"] },
  set: { of: "meetings", by: "meeting" },
  time: "meeting_start_time",
  index: "one",
  source: "dashboard",
  zoom: {
    operation: "list the feedback on a meeting",
    path: "/metrics/meetings/{meetingId}/participants/satisfaction",
    tier: "heavy",
    plan: "business",
    needs: "the option Feedback to Zoom",
    list: "participants",
    pageSize: 300,
    scopes: {
      classic: ["dashboard_meetings:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:post_meeting_feedback:admin"],
    },
  },
  parent: {
    stream: "meetings",
    param: "meetingId",
    field: "uuid",
    queryBy: typeByPeople,
    repeat: repeatOfMeeting,
  },
  fields: {
    meeting: ours("keyword", "The uuid of the meeting that it is about"),
    ...feedbackFields("meeting"),
    ...repeatedMeeting,
    ...provenance,
  },
};
