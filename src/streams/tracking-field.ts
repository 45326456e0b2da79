/** The account's tracking fields, whose values meetings carry. */

import { provenance } from "./common.ts";
import { boolean, keyword, keywords } from "./field.ts";
import type { Stream } from "./stream.ts";

export const trackingFields: Stream = {
  name: "tracking_fields",
  kind: "tracking_field",
  description: "A tracking field that the account asks its hosts for when they plan a meeting",
  group: "people",
  key: { field: "tracking_field_id" },
  source: "tracking_fields",
  zoom: {
    operation: "list tracking fields",
    path: "/tracking_fields",
    tier: "medium",
    plan: "business",
    list: "tracking_fields",
    scopes: {
      classic: ["tracking_fields:read:admin"],
      granular: ["tracking_field:read:list_tracking_fields:admin"],
    },
  },
  fields: {
    tracking_field_id: keyword("id", "The tracking field's Zoom id"),
    field: keyword("field", "Its label, by which meetings name it"),
    recommended_values: keywords("recommended_values", "The values that hosts are offered"),
    required: boolean("required", "Whether a host must give a value"),
    visible: boolean("visible", "Whether hosts see it when they plan a meeting"),
    ...provenance,
  },
};
