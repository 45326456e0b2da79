/** Who belongs to which division. */

import { provenance } from "./common.ts";
import { omit, ours } from "./field.ts";
import { memberFields, memberKey } from "./member-fields.ts";
import type { Stream } from "./stream.ts";

export const divisionMembers: Stream = {
  name: "division_members",
  kind: "division_member",
  description: "A user of a division, as the list of the division's users shows it at the time of the run",
  group: "people",
  key: memberKey("division_id"),
  set: { of: "divisions", by: "division_id" },
  source: "divisions",
  zoom: {
    operation: "list a division's users",
    path: "/divisions/{divisionId}/users",
    tier: "light",
    // Zoom's API reference names no plan here.
    plan: "free",
    list: "users",
    pageSize: 300,
    scopes: { classic: ["division:read:admin"], granular: ["division:read:member:admin"] },
  },
  parent: {
    stream: "divisions",
    param: "divisionId",
    field: "division_id",
    size: "total_members",
    repeat: { division_name: "name" },
  },
  fields: {
    division_id: ours("keyword", "The division"),
    division_name: ours("keyword", "The division's name, repeated from the division"),
    ...omit(memberFields, "first_name", "last_name", "department", "type"),
    ...provenance,
  },
};
