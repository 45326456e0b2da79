/** Participant sessions: one document for each time that somebody entered and left one meeting. */

import { provenance, repeatedMeeting } from "./common.ts";
import { ours } from "./field.ts";
import { participantFields } from "./participant-fields.ts";
import { meetingReport, pastParticipants } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";

export const sessions: Stream = {
  name: "sessions",
  kind: "session",
  description:
    "A session is one participant entering and leaving one meeting once. A person can have many: sessions are not people. Waiting-room and breakout-room rows are sessions too; waiting is not attendance",
  group: "core",
  key: "session",
  set: { of: "meetings", by: "meeting" },
  time: "meeting_start_time",
  source: "dashboard",
  zoom: {
    operation: "list a meeting's participants",
    path: "/metrics/meetings/{meetingId}/participants",
    tier: "heavy",
    plan: "business",
    list: "participants",
    pageSize: 300,
    query: { include_fields: "registrant_id" },
    scopes: {
      classic: ["dashboard_meetings:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:list_meeting_participants:admin"],
    },
  },
  otherwise: [
    { source: "report", zoom: meetingReport },
    { source: "past", zoom: pastParticipants },
  ],
  fields: {
    meeting: ours("keyword", "The uuid of the meeting that the session belongs to"),
    ...participantFields("meeting"),
    ...repeatedMeeting,
    ...provenance,
  },
};
