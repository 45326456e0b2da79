/** What people answered to the polls of a webinar. */

import { provenance, repeatedWebinar, repeatOfWebinar } from "./common.ts";
import { ours } from "./field.ts";
import { pollFields } from "./poll-fields.ts";
import { pollReport } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";

export const webinarPolls: Stream = {
  name: "webinar_polls",
  kind: "webinar_poll",
  description: "All that one person answered to the polls of one webinar; anonymous answers have no name",
  group: "webinars",
  key: { fingerprint: ["webinar", "name", "email", "answers"] },
  set: { of: "webinars", by: "webinar" },
  time: "webinar_start_time",
  index: "one",
  source: "past",
  zoom: {
    operation: "list a webinar's polls",
    path: "/past_webinars/{webinarId}/polls",
    tier: "medium",
    plan: "pro",
    needs: "the Webinar add-on",
    list: "questions",
    mayLackList: true,
    scopes: { classic: ["webinar:read:admin"], granular: ["webinar:read:list_past_polls:admin"] },
  },
  otherwise: [{ source: "report", zoom: pollReport("webinar") }],
  parent: {
    stream: "webinars",
    param: "webinarId",
    field: "uuid",
    unless: { has_poll: [false] },
    repeat: repeatOfWebinar,
  },
  fields: {
    webinar: ours("keyword", "The uuid of the webinar that the polls were held in"),
    ...pollFields("webinar"),
    ...repeatedWebinar,
    ...provenance,
  },
};
