/** Who registered for a webinar, whether the host let them in or not. */

import { provenance, repeatedWebinarNumber, repeatOfWebinarNumber } from "./common.ts";
import { dropped } from "./field.ts";
import { registrantFields, registrantStatuses } from "./registrant-fields.ts";
import type { Stream } from "./stream.ts";

export const webinarRegistrants: Stream = {
  name: "webinar_registrants",
  kind: "webinar_registrant",
  description:
    "One registration for what is held under one webinar's number: a single webinar, or all of a series",
  group: "webinars",
  key: { field: "registrant_id" },
  variants: registrantStatuses,
  source: "registrants",
  zoom: {
    operation: "list a webinar's registrants",
    path: "/webinars/{webinarId}/registrants",
    tier: "medium",
    plan: "pro",
    needs: "the Webinar add-on",
    list: "registrants",
    pageSize: 300,
    scopes: { classic: ["webinar:read:admin"], granular: ["webinar:read:list_registrants:admin"] },
  },
  parent: {
    stream: "webinars",
    param: "webinarId",
    field: "webinar_series_id",
    once: true,
    repeat: repeatOfWebinarNumber,
  },
  fields: {
    ...registrantFields("webinar"),
    ...repeatedWebinarNumber,
    ...provenance,
    ...dropped({ join_url: "whoever has it enters the webinar as this person" }),
  },
};
