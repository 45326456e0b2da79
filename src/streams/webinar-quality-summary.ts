/** How well audio, video and screen sharing travelled in a webinar, person by person, as Zoom's QSS sums it up. */

import { provenance, repeatedWebinar, repeatOfWebinar } from "./common.ts";
import { ours } from "./field.ts";
import { qualitySummaryFields } from "./quality-summary-fields.ts";
import type { Stream } from "./stream.ts";

export const webinarQualitySummary: Stream = {
  name: "webinar_quality_summary",
  kind: "webinar_quality_summary",
  description:
    "The quality that one participant of a webinar had from beginning to end; webinar_quality has it by the minute",
  group: "quality",
  key: { fingerprint: ["webinar", "user_id", "id", "user_name"] },
  set: { of: "webinars", by: "webinar" },
  time: "webinar_start_time",
  index: "one",
  share: "quality_share",
  source: "qss",
  zoom: {
    operation: "list the quality summaries of a webinar",
    path: "/metrics/webinars/{webinarId}/participants/qos_summary",
    tier: "heavy",
    plan: "business",
    needs: "the Webinar add-on and a subscription to the QSS summary event",
    list: "participants",
    pageSize: 10,
    scopes: {
      classic: ["dashboard_webinars:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:list_webinar_participants_qos:admin"],
    },
  },
  parent: {
    stream: "webinars",
    param: "webinarId",
    field: "uuid",
    size: "participant_sessions",
    repeat: repeatOfWebinar,
  },
  fields: {
    webinar: ours("keyword", "The uuid of the webinar that was measured"),
    ...qualitySummaryFields("webinar"),
    ...repeatedWebinar,
    ...provenance,
  },
};
