/** The routes of what hosts prepared for a webinar: its panel, and the sources of its registrants. */
import type { Call, Endpoint } from "../endpoint.ts";
import { panelistRow, panelOf, trackingSourceRows } from "../rows/webinar-details.ts";
import { findWebinarsOfNumber } from "./registrants.ts";

type Row = Record<string, unknown>;

/** A series has the panel of its last webinar. */
function listPanelists(call: Call): Row {
  const { world } = call;
  const webinars = findWebinarsOfNumber(call);
  const last = webinars.at(-1) ?? webinars[0];
  const panelists = panelOf(last).map((place) => panelistRow(world, last, place));
  return { total_records: panelists.length, panelists };
}

/** `total_records` counts registrations in the documents, not rows. */
function listTrackingSources(call: Call): Row {
  const sources = trackingSourceRows(call.world, findWebinarsOfNumber(call));
  const total_records = sources.reduce((sum, { registration_count: count }) => sum + Number(count), 0);
  return { total_records, tracking_sources: sources };
}

/** What hosts prepared. */
export const webinarDetailEndpoints: readonly Endpoint[] = [
  {
    path: "/webinars/{webinarId}/panelists",
    tier: "medium",
    plan: "pro",
    addon: "webinar",
    scopes: ["webinar:read:admin", "webinar:read:list_panelists:admin"],
    handle: listPanelists,
  },
  {
    path: "/webinars/{webinarId}/tracking_sources",
    tier: "medium",
    plan: "pro",
    addon: "webinar",
    scopes: ["webinar:read:admin", "webinar:read:list_tracking_sources:admin"],
    handle: listTrackingSources,
  },
];
