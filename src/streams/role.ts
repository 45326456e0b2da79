/** The account's roles: what its administrators may do depends on theirs. */

import { provenance } from "./common.ts";
import { keyword, long, text } from "./field.ts";
import type { Stream } from "./stream.ts";

export const roles: Stream = {
  name: "roles",
  kind: "role",
  description: "A role that users of the account can have, such as Owner, Admin and Member",
  group: "people",
  key: { field: "role_id" },
  perAccount: true,
  source: "roles",
  zoom: {
    operation: "list roles",
    path: "/roles",
    tier: "medium",
    plan: "pro",
    list: "roles",
    scopes: { classic: ["role:read:admin"], granular: ["role:read:list_roles:admin"] },
  },
  fields: {
    role_id: keyword("id", "The role's Zoom id, by which users name it; 0 is the owner's"),
    name: keyword("name", "The role's name"),
    description: text("description", "What the role is for, in the words of who made it"),
    type: keyword("type", "The kind of role, such as common"),
    total_members: long("total_members", "How many users have it", { unit: "users" }),
    ...provenance,
  },
};
