/** A past meeting in short, from a call that every paid account may make and that no day's limit counts. */

import { provenance } from "./common.ts";
import { ours, pick } from "./field.ts";
import { meetings } from "./meeting.ts";
import { pastMeeting } from "./series.ts";
import type { Stream } from "./stream.ts";

export const meetingDetails: Stream = {
  name: "meeting_details",
  kind: "meeting_detail",
  description:
    "A past meeting looked up: its host's id, its type and what created it, which the dashboard's list does not say",
  group: "details",
  key: { field: "uuid" },
  set: { of: "meetings", by: "meeting" },
  time: "start_time",
  source: "past",
  zoom: pastMeeting,
  parent: { stream: "meetings", param: "meetingId", field: "uuid" },
  fields: {
    meeting: ours("keyword", "The uuid that the meeting was looked up by"),
    ...pick(
      meetings.fields,
      ...["uuid", "meeting_series_id", "topic", "host", "start_time", "end_time", "duration"],
      ...["participant_sessions", "total_participant_minutes", "source", "meeting_type"],
      ...["has_meeting_summary"],
    ),
    ...provenance,
  },
};
