/** Who belongs to which group. */

import { provenance } from "./common.ts";
import { omit, ours } from "./field.ts";
import { memberFields, memberKey } from "./member-fields.ts";
import type { Stream } from "./stream.ts";

export const groupMembers: Stream = {
  name: "group_members",
  kind: "group_member",
  description: "A user who belongs to a group, as the list of its members shows it at the time of the run",
  group: "people",
  key: memberKey("group_id"),
  set: { of: "groups", by: "group_id" },
  source: "groups",
  zoom: {
    operation: "list a group's members",
    path: "/groups/{groupId}/members",
    tier: "medium",
    plan: "pro",
    list: "members",
    pageSize: 2000,
    scopes: { classic: ["group:read:admin"], granular: ["group:read:list_members:admin"] },
  },
  parent: {
    stream: "groups",
    param: "groupId",
    field: "group_id",
    size: "total_members",
    repeat: { group_name: "name" },
  },
  fields: {
    group_id: ours("keyword", "The group"),
    group_name: ours("keyword", "The group's name, repeated from the group"),
    ...omit(memberFields, "display_name", "department"),
    ...provenance,
  },
};
