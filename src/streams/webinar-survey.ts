/** What people answered to the survey after a webinar. */

import { provenance, repeatedWebinar, repeatOfWebinar } from "./common.ts";
import { ours } from "./field.ts";
import { surveyReport } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";
import { surveyFields } from "./survey-fields.ts";

export const webinarSurveys: Stream = {
  name: "webinar_surveys",
  kind: "webinar_survey",
  description: "All that one person answered to the survey after one webinar",
  group: "webinars",
  key: { fingerprint: ["webinar", "survey_id", "name", "email", "answers"] },
  set: { of: "webinars", by: "webinar" },
  time: "webinar_start_time",
  index: "one",
  source: "report",
  zoom: surveyReport("webinar"),
  parent: {
    stream: "webinars",
    param: "webinarId",
    field: "uuid",
    unless: { has_survey: [false] },
    repeat: repeatOfWebinar,
  },
  fields: {
    webinar: ours("keyword", "The uuid of the webinar that the survey followed"),
    ...surveyFields("webinar"),
    ...repeatedWebinar,
    ...provenance,
  },
};
