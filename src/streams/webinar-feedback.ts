/** The thumbs up and down at the end of a webinar. */

import { provenance, repeatedWebinar, repeatOfWebinar } from "./common.ts";
import { feedbackFields } from "./feedback-fields.ts";
import { ours } from "./field.ts";
import type { Stream } from "./stream.ts";

export const webinarFeedback: Stream = {
  name: "webinar_feedback",
  kind: "webinar_feedback",
  description: "One answer to the question how the webinar went, which Zoom asks each participant at its end",
  group: "webinars",
  key: { fingerprint: ["webinar", "user_id", "email", "answered_at"] },
  set: { of: "webinars", by: "webinar" },
  time: "webinar_start_time",
  index: "one",
  source: "dashboard",
  zoom: {
    operation: "list the feedback on a webinar",
    path: "/metrics/webinars/{webinarId}/participants/satisfaction",
    tier: "heavy",
    plan: "business",
    needs: "the option Feedback to Zoom",
    list: "participants",
    pageSize: 300,
    query: { type: "past" },
    scopes: {
      classic: ["dashboard_webinars:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:post_webinar_feedback:admin"],
    },
  },
  parent: { stream: "webinars", param: "webinarId", field: "uuid", repeat: repeatOfWebinar },
  fields: {
    webinar: ours("keyword", "The uuid of the webinar that it is about"),
    ...feedbackFields("webinar"),
    ...repeatedWebinar,
    ...provenance,
  },
};
