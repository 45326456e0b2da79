/** By which links people came to register for a webinar. */

import { provenance, repeatedWebinarNumber, repeatOfWebinarNumber } from "./common.ts";
import { dropped, keyword, long, text } from "./field.ts";
import type { Stream } from "./stream.ts";

export const webinarTrackingSources: Stream = {
  name: "webinar_tracking_sources",
  kind: "webinar_tracking_source",
  description: "A link to the registration for a webinar's number, with how many came by it",
  group: "webinars",
  key: { field: "source_id" },
  source: "tracking_sources",
  zoom: {
    operation: "list a webinar's tracking sources",
    path: "/webinars/{webinarId}/tracking_sources",
    tier: "medium",
    plan: "pro",
    needs: "the Webinar add-on",
    list: "tracking_sources",
    // Zoom's API reference: the number of registrations.
    countsOthers: true,
    scopes: { classic: ["webinar:read:admin"], granular: ["webinar:read:list_tracking_sources:admin"] },
  },
  parent: {
    stream: "webinars",
    param: "webinarId",
    field: "webinar_series_id",
    once: true,
    repeat: repeatOfWebinarNumber,
  },
  fields: {
    source_id: keyword("id", "The link's Zoom id"),
    source_name: text("source_name", "Where the link was published, as the host named it"),
    registration_count: long("registration_count", "How many registered by it", { unit: "registrations" }),
    visitor_count: long("visitor_count", "How many opened the form by it", { unit: "visitors" }),
    ...repeatedWebinarNumber,
    ...provenance,
    ...dropped({ tracking_url: "it leads to the registration" }),
  },
};
