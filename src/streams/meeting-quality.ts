/** How well audio, video and screen sharing travelled, session by session. */

import { provenance, repeatedMeeting, repeatOfMeeting } from "./common.ts";
import { ours } from "./field.ts";
import { qualityFields } from "./quality-fields.ts";
import type { Stream } from "./stream.ts";

export const meetingQuality: Stream = {
  name: "meeting_quality",
  kind: "meeting_quality",
  description:
    "The quality of one session of a meeting: what Zoom measured minute by minute, and what that comes to",
  group: "quality",
  key: "session",
  set: { of: "meetings", by: "meeting" },
  time: "meeting_start_time",
  share: "quality_share",
  weight: 8,
  source: "dashboard",
  zoom: {
    operation: "list the quality of a meeting's sessions",
    path: "/metrics/meetings/{meetingId}/participants/qos",
    tier: "heavy",
    plan: "business",
    list: "participants",
    pageSize: 10,
    query: { type: "past" },
    scopes: {
      classic: ["dashboard_meetings:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:list_meeting_participants_qos:admin"],
    },
  },
  parent: {
    stream: "meetings",
    param: "meetingId",
    field: "uuid",
    size: "participant_sessions",
    doubtful: { one_person: [true] },
    repeat: repeatOfMeeting,
  },
  fields: {
    meeting: ours("keyword", "The uuid of the meeting that the session belongs to"),
    ...qualityFields("meeting"),
    ...repeatedMeeting,
    ...provenance,
  },
};
