/** Who shared the screen in a meeting or recorded it, and when. */

import { provenance, repeatedMeeting, repeatOfMeeting } from "./common.ts";
import { ours } from "./field.ts";
import { sharingFields } from "./sharing-fields.ts";
import type { Stream } from "./stream.ts";

export const meetingSharing: Stream = {
  name: "meeting_sharing",
  kind: "meeting_sharing",
  description: "All that one participant of one meeting shared or recorded, with the times",
  group: "details",
  key: { fingerprint: ["meeting", "user_id", "id", "user_name"] },
  set: { of: "meetings", by: "meeting" },
  time: "meeting_start_time",
  source: "dashboard",
  zoom: {
    operation: "list what was shared in a meeting",
    path: "/metrics/meetings/{meetingId}/participants/sharing",
    tier: "heavy",
    plan: "business",
    list: "participants",
    pageSize: 300,
    query: { type: "past" },
    scopes: {
      classic: ["dashboard_meetings:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:meeting_sharing:admin"],
    },
  },
  // One of the two is not enough: a meeting without screen sharing may have been recorded.
  parent: {
    stream: "meetings",
    param: "meetingId",
    field: "uuid",
    doubtful: { one_person: [true] },
    unlessAll: { has_screen_share: false, recording: false },
    repeat: repeatOfMeeting,
  },
  fields: {
    meeting: ours("keyword", "The uuid of the meeting in which it was shared"),
    ...sharingFields("meeting"),
    ...repeatedMeeting,
    ...provenance,
  },
};
