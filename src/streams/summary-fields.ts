/** What the list of summaries and a summary itself both tell: which meeting or webinar it is of, and its times. */

import { group, instant, keyword, type SourceFields, text } from "./field.ts";

export const summaryFields: SourceFields = {
  uuid: keyword("meeting_uuid", "The uuid of the meeting or webinar"),
  meeting_series_id: keyword("meeting_id", "Its number"),
  topic: text("meeting_topic", "Its topic"),
  host: group("Who hosted it", {
    host_id: keyword("meeting_host_id", "The host's Zoom user id", { privacy: "id" }),
    email: keyword("meeting_host_email", "The host's e-mail", { privacy: "email" }),
  }),
  meeting_start_time: instant("meeting_start_time", "When the meeting or webinar began, UTC"),
  meeting_end_time: instant("meeting_end_time", "When the meeting or webinar ended, UTC"),
  start_time: instant("summary_start_time", "When the summing up began, UTC"),
  end_time: instant(
    ["summary_end_time", "meeting_end_time"],
    "When the summing up ended, UTC; where Zoom does not say it, when the meeting did",
  ),
  created_at: instant("summary_created_time", "When the summary was made, UTC"),
  modified_at: instant("summary_last_modified_time", "When it was last changed, UTC"),
};
