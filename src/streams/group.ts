/** The account's groups of users, by whose ids meetings and users name them. */

import { provenance } from "./common.ts";
import { keyword, long } from "./field.ts";
import type { Stream } from "./stream.ts";

export const groups: Stream = {
  name: "groups",
  kind: "group",
  description: "A group of users of the Zoom account, as the list of groups shows it at the time of the run",
  group: "people",
  key: { field: "group_id" },
  source: "groups",
  zoom: {
    operation: "list groups",
    path: "/groups",
    tier: "medium",
    plan: "pro",
    list: "groups",
    pageSize: 300,
    scopes: { classic: ["group:read:admin"], granular: ["group:read:list_groups:admin"] },
  },
  fields: {
    group_id: keyword("id", "The group's Zoom id"),
    name: keyword("name", "The group's name"),
    total_members: long("total_members", "How many users belong to it", { unit: "users" }),
    ...provenance,
  },
};
