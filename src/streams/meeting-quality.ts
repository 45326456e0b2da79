/** How well audio, video and screen sharing travelled, session by session. */

import { provenance, repeatedMeeting, repeatOfMeeting } from "./common.ts";
import { columns, computedObject, keyword, keywords, omit, ours } from "./field.ts";
import { measuredMinute, summarised } from "./measured-minute.ts";
import { participantFields } from "./participant-fields.ts";
import { minutesOf, summarise } from "./quality.ts";
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
    ...omit(
      participantFields("meeting"),
      ...["registrant_id", "customer_key", "role", "status", "breakout_room", "leave_reason"],
      ...["audio_quality", "video_quality", "screen_share_quality", "microphone", "speaker", "camera"],
      ...["sip_uri", "from_sip_uri", "audio_call", "in_room_participants", "aic_disclaimer"],
      ...["internal_user", "failover"],
    ),
    health: keyword("health", "Zoom's verdict: Good, Warning or Critical"),
    issue_list: keywords("issue_list", "What Zoom found wrong"),
    audio: computedObject("Audio in both directions", summarised, (row) =>
      summarise(minutesOf(row, "audio")),
    ),
    video: computedObject("Video in both directions", summarised, (row) =>
      summarise(minutesOf(row, "video")),
    ),
    share: computedObject("Screen sharing in both directions", summarised, (row) =>
      summarise(minutesOf(row, "share")),
    ),
    minutes: columns(
      "user_qos",
      "What Zoom measured, about once a minute: lists of the same length, one place for each time",
      measuredMinute,
    ),
    ...repeatedMeeting,
    ...provenance,
  },
};
