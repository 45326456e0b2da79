/** Which versions of the client program are in use, one state for each day. */

import { provenance } from "./common.ts";
import { keyword, long, ours } from "./field.ts";
import type { Stream } from "./stream.ts";

export const clientVersions: Stream = {
  name: "client_versions",
  kind: "client_version",
  description:
    "How many clients had one version of the Zoom program on one day; Zoom tells only how it is now",
  group: "quality",
  key: { field: "client_version" },
  perAccount: true,
  history: "daily",
  source: "dashboard",
  zoom: {
    operation: "list client versions",
    path: "/metrics/client_versions",
    tier: "heavy",
    plan: "business",
    list: "client_versions",
    scopes: {
      classic: ["dashboard_home:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:client_versions:admin"],
    },
  },
  fields: {
    taken_on: ours("keyword", "The day of this state, YYYY-MM-DD"),
    client_version: keyword("client_version", "The version, with the operating system in front of it"),
    clients: long("total_count", "How many have it; Zoom does not say whether it counts users or devices", {
      unit: "clients",
    }),
    ...provenance,
  },
};
