/** What people answered to the survey after a meeting. */

import { provenance, repeatedMeeting, repeatOfMeeting } from "./common.ts";
import { ours } from "./field.ts";
import { surveyReport } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";
import { surveyFields } from "./survey-fields.ts";

export const meetingSurveys: Stream = {
  name: "meeting_surveys",
  kind: "meeting_survey",
  description: "All that one person answered to the survey after one meeting",
  group: "details",
  key: { fingerprint: ["meeting", "survey_id", "name", "email", "answers"] },
  set: { of: "meetings", by: "meeting" },
  time: "meeting_start_time",
  index: "one",
  source: "report",
  zoom: surveyReport("meeting"),
  parent: {
    stream: "meetings",
    param: "meetingId",
    field: "uuid",
    unless: { has_survey: [false] },
    repeat: repeatOfMeeting,
  },
  fields: {
    meeting: ours("keyword", "The uuid of the meeting that the survey followed"),
    ...surveyFields("meeting"),
    ...repeatedMeeting,
    ...provenance,
  },
};
