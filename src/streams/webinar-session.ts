/** Sessions of webinars: one document for each time that somebody entered and left one. */

import { provenance, repeatedWebinar, repeatOfWebinar } from "./common.ts";
import { omit, ours } from "./field.ts";
import { participantFields } from "./participant-fields.ts";
import { pastWebinarParticipants, webinarReport } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";

export const webinarSessions: Stream = {
  name: "webinar_sessions",
  kind: "webinar_session",
  description: "A session is one participant entering and leaving one webinar once: sessions are not people",
  group: "webinars",
  key: "session",
  set: { of: "webinars", by: "webinar" },
  time: "webinar_start_time",
  source: "dashboard",
  zoom: {
    operation: "list a webinar's participants",
    path: "/metrics/webinars/{webinarId}/participants",
    tier: "heavy",
    plan: "business",
    needs: "the Webinar add-on",
    list: "participants",
    pageSize: 300,
    query: { type: "past", include_fields: "registrant_id" },
    scopes: {
      classic: ["dashboard_webinars:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:list_webinar_participants:admin"],
    },
  },
  otherwise: [
    { source: "report", zoom: webinarReport },
    { source: "past", zoom: pastWebinarParticipants },
  ],
  parent: {
    stream: "webinars",
    param: "webinarId",
    field: "uuid",
    size: "participant_sessions",
    repeat: repeatOfWebinar,
  },
  fields: {
    webinar: ours("keyword", "The uuid of the webinar that the session belongs to"),
    ...omit(
      participantFields("webinar"),
      ...["camera", "group_id", "in_room_participants", "aic_disclaimer", "total_jointime_cost"],
    ),
    ...repeatedWebinar,
    ...provenance,
  },
};
