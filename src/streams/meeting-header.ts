/** A meeting as the dashboard shows it when it is looked up. */

import { provenance, typeByPeople } from "./common.ts";
import { ours, pick } from "./field.ts";
import { meetings } from "./meeting.ts";
import { dashboardMeeting } from "./series.ts";
import type { Stream } from "./stream.ts";

export const meetingHeader: Stream = {
  name: "meeting_header",
  kind: "meeting_header",
  description:
    "A meeting as the dashboard shows it on its own page: what its list says, with the summary and the people in rooms",
  group: "details",
  key: { field: "uuid" },
  set: { of: "meetings", by: "meeting" },
  time: "start_time",
  source: "dashboard",
  zoom: dashboardMeeting,
  parent: { stream: "meetings", param: "meetingId", field: "uuid", queryBy: typeByPeople },
  fields: {
    meeting: ours("keyword", "The uuid that the meeting was looked up by"),
    ...pick(
      meetings.fields,
      ...["uuid", "meeting_series_id", "topic", "host", "start_time", "end_time", "duration"],
      ...["participant_sessions", "in_room_participants", "avg_jointime_cost", "custom_keys"],
      ...["has_pstn", "has_voip", "has_3rd_party_audio", "has_video", "has_screen_share", "recording"],
      ...["has_sip", "has_archiving", "has_manual_captions", "has_automated_captions", "has_poll", "has_qa"],
      ...["has_survey", "has_external_participant", "has_meeting_summary"],
    ),
    ...provenance,
  },
};
