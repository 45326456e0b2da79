/** Who registered for a webinar and did not come. */

import { provenance, repeatedWebinar, repeatOfWebinar } from "./common.ts";
import { dropped, ours } from "./field.ts";
import { registrantFields } from "./registrant-fields.ts";
import type { Stream } from "./stream.ts";

export const webinarAbsentees: Stream = {
  name: "webinar_absentees",
  kind: "webinar_absentee",
  description: "Somebody who had registered for one webinar and was not there when it was held",
  group: "webinars",
  key: { field: "registrant_id" },
  set: { of: "webinars", by: "webinar" },
  time: "webinar_start_time",
  index: "one",
  source: "past",
  zoom: {
    operation: "list a past webinar's absentees",
    path: "/past_webinars/{webinarId}/absentees",
    tier: "heavy",
    plan: "pro",
    needs: "the Webinar add-on",
    list: "registrants",
    pageSize: 300,
    scopes: { classic: ["webinar:read:admin"], granular: ["webinar:read:list_absentees:admin"] },
  },
  parent: { stream: "webinars", param: "webinarId", field: "uuid", repeat: repeatOfWebinar },
  fields: {
    webinar: ours("keyword", "The uuid of the webinar that was missed"),
    ...registrantFields("webinar"),
    ...repeatedWebinar,
    ...provenance,
    ...dropped({ join_url: "whoever has it enters the webinar as this person" }),
  },
};
