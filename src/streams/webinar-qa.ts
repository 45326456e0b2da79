/** What people asked in a webinar, and what they were answered. */

import { provenance, repeatedWebinar, repeatOfWebinar } from "./common.ts";
import { ours } from "./field.ts";
import { qaFields } from "./qa-fields.ts";
import { qaReport } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";

export const webinarQa: Stream = {
  name: "webinar_qa",
  kind: "webinar_question",
  description:
    "All that one person asked in the questions and answers of one webinar, with what was answered",
  group: "webinars",
  // What becomes of a question, and what only the report tells of it, names no document.
  key: { fingerprint: ["webinar", "name", "email", "questions.question"] },
  set: { of: "webinars", by: "webinar" },
  time: "webinar_start_time",
  index: "one",
  // The report alone tells when something was asked and who answered it; it is rationed, the other call is not.
  source: "report",
  zoom: qaReport("webinar"),
  otherwise: [
    {
      source: "past",
      zoom: {
        operation: "list a past webinar's questions",
        path: "/past_webinars/{webinarId}/qa",
        tier: "medium",
        plan: "pro",
        needs: "the Webinar add-on",
        list: "questions",
        mayLackList: true,
        scopes: { classic: ["webinar:read:admin"], granular: ["webinar:read:past_qa:admin"] },
      },
    },
  ],
  parent: {
    stream: "webinars",
    param: "webinarId",
    field: "uuid",
    repeat: repeatOfWebinar,
  },
  fields: {
    webinar: ours("keyword", "The uuid of the webinar in which it was asked"),
    ...qaFields("webinar"),
    ...repeatedWebinar,
    ...provenance,
  },
};
