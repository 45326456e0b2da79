/** Who has which role. */

import { provenance } from "./common.ts";
import { omit, ours } from "./field.ts";
import { memberFields, memberKey } from "./member-fields.ts";
import type { Stream } from "./stream.ts";

export const roleMembers: Stream = {
  name: "role_members",
  kind: "role_member",
  description: "A user who has a role, as the list of the role's members shows it at the time of the run",
  group: "people",
  key: memberKey("role"),
  set: { of: "roles", by: "role" },
  source: "roles",
  zoom: {
    operation: "list a role's members",
    path: "/roles/{roleId}/members",
    tier: "medium",
    plan: "pro",
    list: "members",
    pageSize: 300,
    scopes: { classic: ["role:read:admin"], granular: ["role:read:list_members:admin"] },
  },
  parent: {
    stream: "roles",
    param: "roleId",
    field: "role_id",
    // Nearly everybody is a Member: the few who administer come first.
    size: "total_members",
    repeat: { role_id: "role_id", role_name: "name" },
  },
  fields: {
    role: ours("keyword", "The role's document: every account has a role 0"),
    role_id: ours("keyword", "The role's Zoom id, repeated from the role"),
    role_name: ours("keyword", "The role's name, repeated from the role"),
    ...omit(memberFields, "display_name"),
    ...provenance,
  },
};
