/** How well audio, video and screen sharing travelled in webinars, session by session. */

import { provenance, repeatedWebinar, repeatOfWebinar } from "./common.ts";
import { omit, ours } from "./field.ts";
import { qualityFields } from "./quality-fields.ts";
import type { Stream } from "./stream.ts";

export const webinarQuality: Stream = {
  name: "webinar_quality",
  kind: "webinar_quality",
  description:
    "The quality of one session of a webinar: what Zoom measured minute by minute, and what that comes to",
  group: "quality",
  key: "session",
  set: { of: "webinars", by: "webinar" },
  time: "webinar_start_time",
  index: "one",
  share: "quality_share",
  weight: 8,
  source: "dashboard",
  zoom: {
    operation: "list the quality of a webinar's sessions",
    path: "/metrics/webinars/{webinarId}/participants/qos",
    tier: "heavy",
    plan: "business",
    needs: "the Webinar add-on",
    list: "participants",
    pageSize: 10,
    query: { type: "past" },
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
    webinar: ours("keyword", "The uuid of the webinar that the session belongs to"),
    ...omit(qualityFields("webinar"), "total_jointime_cost"),
    ...repeatedWebinar,
    ...provenance,
  },
};
