/** A webinar as the dashboard shows it when it is looked up. */

import { provenance } from "./common.ts";
import { ours, pick } from "./field.ts";
import type { Stream } from "./stream.ts";
import { webinars } from "./webinar.ts";

export const webinarHeader: Stream = {
  name: "webinar_header",
  kind: "webinar_header",
  description: "A webinar as the dashboard shows it on its own page: what its list says, looked up once more",
  group: "webinars",
  key: { field: "uuid" },
  set: { of: "webinars", by: "webinar" },
  time: "start_time",
  index: "one",
  source: "dashboard",
  zoom: {
    operation: "look up a webinar",
    path: "/metrics/webinars/{webinarId}",
    tier: "heavy",
    plan: "business",
    needs: "the Webinar add-on",
    query: { type: "past" },
    scopes: {
      classic: ["dashboard_webinars:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:webinar:admin"],
    },
  },
  parent: { stream: "webinars", param: "webinarId", field: "uuid" },
  fields: {
    webinar: ours("keyword", "The uuid that the webinar was looked up by"),
    ...pick(
      webinars.fields,
      ...["uuid", "webinar_series_id", "topic", "host", "start_time", "end_time", "duration"],
      ...["participant_sessions", "custom_keys", "audio_quality", "video_quality", "screen_share_quality"],
      ...["has_pstn", "has_voip", "has_3rd_party_audio", "has_video", "has_screen_share", "recording"],
      ...["has_sip", "has_archiving", "has_manual_captions", "has_automated_captions", "has_poll"],
      ...["has_survey"],
    ),
    ...provenance,
  },
};
