/** The routes of groups and their members. */
import type { Call, Endpoint } from "../endpoint.ts";
import { refusal } from "../errors.ts";
import { readOpaqueId } from "../ids.ts";
import { groupNames } from "../population/names.ts";
import { groupId } from "../rows/features.ts";
import type { World } from "../world.ts";

const members = new WeakMap<World, number[][]>();

function membersOf(world: World): number[][] {
  const known = members.get(world);
  if (known !== undefined) return known;
  const lists: number[][] = groupNames.map(() => []);
  for (let user = 0; user < world.account.hosts; user++) {
    const { group } = world.user(user);
    if (group !== undefined) lists[group]?.push(user);
  }
  members.set(world, lists);
  return lists;
}

function groupObject(world: World, group: number): Record<string, unknown> {
  return {
    id: groupId(world, group),
    name: groupNames[group],
    total_members: membersOf(world)[group]?.length ?? 0,
  };
}

function findGroup({ world, params }: Call): number {
  const id = params.groupId ?? "";
  const group = readOpaqueId(world.options.seed, "group", id);
  if (group === undefined) throw refusal(404, 4130, `A group with this ${id} does not exist.`);
  return group;
}

function listGroups({ world, page }: Call): Record<string, unknown> {
  const { size, offset, fields } = page({ max: 300 });
  const { next_page_token, total_records } = fields(groupNames.length);
  const groups = groupNames.map((_, group) => groupObject(world, group)).slice(offset, offset + size);
  return { total_records, next_page_token, groups };
}

function listMembers(call: Call): Record<string, unknown> {
  const { world, page } = call;
  const users = membersOf(world)[findGroup(call)] ?? [];
  const { size, offset, number, fields } = page({ max: 2_000, numbered: true });
  const rows = users.slice(offset, offset + size).map((index) => {
    const { id, email, firstName, lastName, licensed } = world.user(index);
    return { id, email, first_name: firstName, last_name: lastName, type: licensed ? 2 : 1 };
  });
  return { ...fields(users.length), page_number: number, members: rows };
}

const scopes = ["group:read:admin", "group:write:admin"];

/** Groups. */
export const groupEndpoints: readonly Endpoint[] = [
  {
    path: "/groups",
    tier: "medium",
    plan: "pro",
    scopes: [...scopes, "group:read:list_groups:admin"],
    handle: listGroups,
  },
  {
    path: "/groups/{groupId}",
    tier: "light",
    plan: "pro",
    scopes: [...scopes, "group:read:group:admin"],
    handle: (call) => groupObject(call.world, findGroup(call)),
  },
  {
    path: "/groups/{groupId}/members",
    tier: "medium",
    plan: "pro",
    scopes: [...scopes, "group:read:list_members:admin"],
    handle: listMembers,
  },
];
