/** The truth about the account's groups, roles and divisions, who is in them, its tracking fields and its users. */
import { divisionNames } from "../population/divisions.ts";
import { roles } from "../population/roles.ts";
import { trackingFields } from "../population/tracking-fields.ts";
import type { World } from "../world.ts";
import type { StreamTruths } from "./stream-truth.ts";

function countGrouped(world: World): number {
  const everybody = Array.from({ length: world.account.hosts }, (_, user) => world.user(user));
  return everybody.filter(({ group }) => group !== undefined).length;
}

/** Groups themselves are counted in `truth-streams.ts`. */
export const peopleTruths: StreamTruths = {
  group_members: { plan: "pro", ofAccount: countGrouped },
  roles: { plan: "pro", ofAccount: () => roles.length },
  // Everybody has one role and is in one division.
  role_members: { plan: "pro", ofAccount: ({ account }) => account.hosts },
  divisions: { plan: "free", ofAccount: () => divisionNames.length },
  division_members: { plan: "free", ofAccount: ({ account }) => account.hosts },
  tracking_fields: { plan: "business", ofAccount: () => trackingFields.length },
  users_summary: { plan: "free", ofAccount: () => 1 },
};
