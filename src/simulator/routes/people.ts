/** The routes of divisions and of the account's tracking fields. */
import type { Call, Endpoint } from "../endpoint.ts";
import { refusal } from "../errors.ts";
import { opaqueId, readOpaqueId } from "../ids.ts";
import { divisionId, divisionNames, divisionOf } from "../population/divisions.ts";
import { trackingFields } from "../population/tracking-fields.ts";
import type { World } from "../world.ts";

function usersOf(world: World, division: number): number[] {
  const everybody = Array.from({ length: world.account.hosts }, (_, user) => user);
  return everybody.filter((user) => divisionOf(world.user(user)) === division);
}

function listDivisions({ world, page }: Call): Record<string, unknown> {
  const { size, offset, fields } = page({ max: 300 });
  const divisions = divisionNames.map((name, division) => ({
    division_id: divisionId(world.options.seed, division),
    division_name: name,
    division_description: division === 0 ? "" : `${name}, administered by itself`,
    is_main_division: division === 0,
    total_members: usersOf(world, division).length,
  }));
  const { next_page_token, page_size, total_records } = fields(divisions.length);
  return { next_page_token, page_size, total_records, divisions: divisions.slice(offset, offset + size) };
}

/** The documents print a text for a division that is not there, and no code. */
function listDivisionUsers({ world, params, page }: Call): Record<string, unknown> {
  const division = readOpaqueId(world.options.seed, "division", params.divisionId ?? "");
  if (division === undefined) throw refusal(404, 404, "Division not found.");
  const members = usersOf(world, division);
  const { size, offset, fields } = page({ max: 300 });
  const users = members.slice(offset, offset + size).map((user) => {
    const { id, displayName, email } = world.user(user);
    return { user_id: id, user_display_name: displayName, user_email: email };
  });
  const { next_page_token, page_size, total_records } = fields(members.length);
  return { next_page_token, page_size, total_records, users };
}

function listTrackingFields({ world }: Call): Record<string, unknown> {
  const rows = trackingFields.map(({ field, recommended, required, visible }, place) => ({
    id: opaqueId(world.options.seed, "tracking_field", place),
    field,
    recommended_values: [...recommended],
    required,
    visible,
  }));
  return { total_records: rows.length, tracking_fields: rows };
}

/** The documents of divisions name no plan. Their classic scope begins with a blank there. */
export const peopleEndpoints: readonly Endpoint[] = [
  {
    path: "/divisions",
    tier: "light",
    plan: "free",
    scopes: ["division:read:admin", "division:read:list_divisions:admin"],
    handle: listDivisions,
  },
  {
    path: "/divisions/{divisionId}/users",
    tier: "light",
    plan: "free",
    scopes: ["division:read:admin", "division:read:member:admin"],
    handle: listDivisionUsers,
  },
  {
    path: "/tracking_fields",
    tier: "medium",
    plan: "business",
    scopes: ["tracking_fields:read:admin", "tracking_field:read:list_tracking_fields:admin"],
    handle: listTrackingFields,
  },
];
