/** Who shared the screen in a webinar or recorded it, and when. */

import { provenance, repeatedWebinar, repeatOfWebinar } from "./common.ts";
import { ours } from "./field.ts";
import { sharingFields } from "./sharing-fields.ts";
import type { Stream } from "./stream.ts";

export const webinarSharing: Stream = {
  name: "webinar_sharing",
  kind: "webinar_sharing",
  description: "All that one participant of one webinar shared or recorded, with the times",
  group: "webinars",
  key: { fingerprint: ["webinar", "user_id", "id", "user_name"] },
  set: { of: "webinars", by: "webinar" },
  time: "webinar_start_time",
  index: "one",
  source: "dashboard",
  zoom: {
    operation: "list what was shared in a webinar",
    path: "/metrics/webinars/{webinarId}/participants/sharing",
    tier: "heavy",
    plan: "business",
    needs: "the Webinar add-on",
    list: "participants",
    pageSize: 300,
    query: { type: "past" },
    scopes: {
      classic: ["dashboard_webinars:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:webinar_sharing:admin"],
    },
  },
  parent: {
    stream: "webinars",
    param: "webinarId",
    field: "uuid",
    unlessAll: { has_screen_share: false, recording: false },
    repeat: repeatOfWebinar,
  },
  fields: {
    webinar: ours("keyword", "The uuid of the webinar in which it was shared"),
    ...sharingFields("webinar"),
    ...repeatedWebinar,
    ...provenance,
  },
};
