/** Routes about the account as a whole: roles, counts of users, coming meetings, sign-ins. */
import { daySeconds, dayText, timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { refusal } from "../errors.ts";
import { hash } from "../hash.ts";
import { meetingUuid } from "../ids.ts";
import { topics } from "../population/names.ts";
import { roleOf, roles } from "../population/roles.ts";
import { definitionsOf } from "../population/series.ts";
import { countSignIns, type SignIn, signInAt } from "../population/sign-ins.ts";
import type { User } from "../population/users.ts";
import { groupFilter } from "../rows/features.ts";
import { daysOf, readWindow } from "../window.ts";
import type { World } from "../world.ts";

function usersOfRole({ account }: World, id: string): number[] {
  return Array.from({ length: account.hosts }, (_, user) => user).filter((user) => roleOf(user).id === id);
}

function listRoles({ world }: Call): Record<string, unknown> {
  const rows = roles.map((role) => ({
    ...role,
    type: "common",
    total_members: usersOfRole(world, role.id).length,
  }));
  return { total_records: rows.length, roles: rows };
}

function listRoleMembers({ world, params, page }: Call): Record<string, unknown> {
  const role = roles.find(({ id }) => id === params.roleId);
  if (role === undefined) throw refusal(400, 1034, `Role does not exist: ${params.roleId}.`);
  const users = usersOfRole(world, role.id);
  const { size, offset, number, fields } = page({ max: 300, numbered: true });
  const member = ({ id, email, firstName, lastName, department, licensed }: User) => ({
    id,
    email,
    first_name: firstName,
    last_name: lastName,
    department,
    type: licensed ? 2 : 1,
  });
  const members = users.slice(offset, offset + size).map((user) => member(world.user(user)));
  return { ...fields(users.length), page_number: number, members };
}

function summarizeUsers({ world }: Call): Record<string, unknown> {
  const { users, hosts } = world.account;
  let licensed = 0;
  for (let user = 0; user < hosts; user++) if (world.user(user).licensed) licensed++;
  return {
    licensed_users_count: licensed,
    basic_users_count: hosts - licensed,
    on_prem_users_count: 0,
    room_users_count: 0,
    pending_users_count: users - hosts,
    join_only_users_count: 0,
    // Whoever has not accepted the invitation is no part of the sum that the documents describe.
    total_users_count: hosts,
  };
}

function listUpcoming({ world, query, page }: Call): Record<string, unknown> {
  const window = readWindow(world, query, false);
  const inGroup = groupFilter(world, query.get("group_id")) ?? (() => true);
  const { size, offset, fields } = page({ max: 300 });
  const now = world.account.today * daySeconds;
  const events: Record<string, unknown>[] = [];
  for (let host = 0; host < world.account.actives && query.get("type") !== "webinar"; host++) {
    if (!inGroup(host)) continue;
    const { id, displayName, department } = world.user(host);
    for (const { type, start, key, day, index } of definitionsOf(world, host)) {
      if (type !== 2 || start < Math.max(now, window.from) || start > window.to) continue;
      events.push({
        id: meetingUuid(world.options.seed, day, index),
        topic: topics[hash(key, 85) % topics.length],
        host_id: id,
        host_name: displayName,
        dept: department,
        start_time: timeText(start),
      });
    }
  }
  const { next_page_token, page_size } = fields(events.length);
  const rows = events.slice(offset, offset + size);
  return { from: window.fromText, to: window.toText, next_page_token, page_size, upcoming_events: rows };
}

/**
 * Sign-ins, latest day first. A month at most and six months back, as the documents say; they state no largest page,
 * and no default of `from` and `to`.
 */
function listActivities({ world, query, page }: Call): Record<string, unknown> {
  const dates = new URLSearchParams(query);
  const lastDay = dayText(world.account.lastDay);
  for (const name of ["from", "to"]) if (!dates.get(name)) dates.set(name, lastDay);
  const window = readWindow(world, dates, false);
  const { size, offset, fields } = page({});
  const rows: Record<string, unknown>[] = [];
  let total = 0;
  for (const day of daysOf(window)) {
    const count = countSignIns(world.account, day);
    for (let place = Math.max(0, offset - total); place < count && rows.length < size; place++) {
      rows.push(activityRow(world, signInAt(world.options.seed, day, place)));
    }
    total += count;
  }
  const { next_page_token, page_size } = fields(total);
  const ends = { from: timeText(window.from), to: timeText(window.to) };
  return { ...ends, next_page_token, page_size, activity_logs: rows };
}

function activityRow(world: World, { user, time, signsIn, key }: SignIn): Record<string, unknown> {
  return {
    email: world.user(user).email,
    time: timeText(time),
    type: signsIn ? "Sign in" : "Sign out",
    ip_address: `192.0.2.${key % 256}`,
    client_type: key % 3 === 0 ? "Browser" : "Mac",
    version: key % 3 === 0 ? "" : "6.2.5.2440",
  };
}

/** The account as a whole. */
export const accountEndpoints: readonly Endpoint[] = [
  {
    path: "/report/activities",
    tier: "heavy",
    plan: "pro",
    scopes: ["report:read:admin", "report:read:user_activities:admin"],
    handle: listActivities,
  },
  {
    path: "/report/upcoming_events",
    tier: "heavy",
    plan: "pro",
    scopes: ["report:read:admin", "report:read:upcoming_meetings_webinars:admin"],
    handle: listUpcoming,
  },
  {
    path: "/roles",
    tier: "medium",
    plan: "pro",
    scopes: ["role:read:admin", "role:write:admin", "role:read:list_roles:admin"],
    handle: listRoles,
  },
  {
    path: "/roles/{roleId}/members",
    tier: "medium",
    plan: "pro",
    scopes: ["role:read:admin", "role:write:admin", "role:read:list_members:admin"],
    handle: listRoleMembers,
  },
  {
    path: "/users/summary",
    tier: "medium",
    plan: "free",
    scopes: ["user:read:admin", "user:write:admin", "user:read:summary:admin"],
    handle: summarizeUsers,
  },
];
