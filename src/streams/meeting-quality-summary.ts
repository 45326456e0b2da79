/** How well audio, video and screen sharing travelled in a meeting, person by person, as Zoom's QSS sums it up. */

import { provenance, repeatedMeeting, repeatOfMeeting } from "./common.ts";
import { ours } from "./field.ts";
import { qualitySummaryFields } from "./quality-summary-fields.ts";
import type { Stream } from "./stream.ts";

export const meetingQualitySummary: Stream = {
  name: "meeting_quality_summary",
  kind: "meeting_quality_summary",
  description:
    "The quality that one participant of a meeting had from beginning to end; meeting_quality has it by the minute",
  group: "quality",
  key: { fingerprint: ["meeting", "user_id", "id", "user_name"] },
  set: { of: "meetings", by: "meeting" },
  time: "meeting_start_time",
  share: "quality_share",
  source: "qss",
  zoom: {
    operation: "list the quality summaries of a meeting",
    path: "/metrics/meetings/{meetingId}/participants/qos_summary",
    tier: "heavy",
    plan: "business",
    needs: "a subscription to the QSS summary event",
    list: "participants",
    pageSize: 10,
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
    repeat: repeatOfMeeting,
  },
  fields: {
    meeting: ours("keyword", "The uuid of the meeting that was measured"),
    ...qualitySummaryFields("meeting"),
    ...repeatedMeeting,
    ...provenance,
  },
};
