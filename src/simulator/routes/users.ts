/** The routes of users and of what they scheduled. */
import { daySeconds, timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { invalidParameter, refusal, unknownUser } from "../errors.ts";
import { between, hash } from "../hash.ts";
import { meetingUuid, readOpaqueId } from "../ids.ts";
import { divisionId, divisionOf } from "../population/divisions.ts";
import { topics } from "../population/names.ts";
import { roleOf } from "../population/roles.ts";
import { type Definition, definitionsOf } from "../population/series.ts";
import type { User } from "../population/users.ts";
import { groupId } from "../rows/features.ts";
import type { World } from "../world.ts";

function listRow(world: World, user: User): Record<string, unknown> {
  const key = hash(world.options.seed, user.index, 150);
  const created = timeText((world.account.firstDay - between(hash(key, 1), 40, 2_000)) * daySeconds + 30_000);
  const pending = user.status === "pending";
  return {
    ...(pending ? {} : { id: user.id, pmi: user.pmi }),
    first_name: pending ? "" : user.firstName,
    last_name: pending ? "" : user.lastName,
    display_name: pending ? "" : user.displayName,
    email: user.email,
    type: user.licensed ? 2 : 1,
    timezone: user.zone,
    verified: pending ? 0 : 1,
    dept: user.department,
    created_at: pending ? timeText(world.account.today * daySeconds) : created,
    user_created_at: created,
    ...(pending ? {} : { last_login_time: timeText(world.account.lastDay * daySeconds - (key % 500_000)) }),
    ...(pending ? {} : { last_client_version: "6.2.5.2440(win)" }),
    group_ids: user.group === undefined ? [] : [groupId(world, user.group)],
    division_ids: [divisionId(world.options.seed, divisionOf(user))],
    role_id: roleOf(user.index).id,
    status: user.status,
  };
}

/** The users of one status as numbers: from the first up to, not including, the last. */
function statusRange({ account }: World, status: string): readonly [number, number] {
  if (status === "active") return [0, account.actives];
  if (status === "inactive") return [account.actives, account.hosts];
  if (status === "pending") return [account.hosts, account.users];
  throw invalidParameter("status", "Invalid field.");
}

function listUsers({ world, query, page }: Call): Record<string, unknown> {
  const [first, end] = statusRange(world, query.get("status") ?? "active");
  const { size, offset, number, fields } = page({
    max: Number(world.options.users_page_max),
    numbered: true,
  });
  const count = Math.max(0, Math.min(size, end - first - offset));
  return {
    ...fields(end - first),
    page_number: number,
    users: Array.from({ length: count }, (_, row) => listRow(world, world.user(first + offset + row))),
  };
}

/** The user that a path names by id or e-mail; throws Zoom's 404. */
export function findUser(world: World, id: string): User {
  const index = readOpaqueId(world.options.seed, "user", id);
  if (index !== undefined && index < world.account.hosts) return world.user(index);
  const [, number] = /(?:^|\.)(\d+)@example\.edu$/i.exec(id) ?? [];
  const user =
    number !== undefined && Number(number) < world.account.users ? world.user(Number(number)) : undefined;
  if (user?.listedEmail !== id.toLowerCase()) throw unknownUser(id);
  return user;
}

function getUser({ world, params }: Call): Record<string, unknown> {
  const user = findUser(world, params.userId ?? "");
  const { user_created_at, ...row } = listRow(world, user);
  return {
    ...row,
    user_created_at,
    account_id: world.account.accountId,
    account_number: 10_000_000 + (world.options.seed % 1_000_000),
    role_name: roleOf(user.index).name,
    language: "en-US",
    login_types: [101],
    use_pmi: false,
    cluster: "us04",
    job_title: "",
    location: "",
    phone_numbers: [],
    im_group_ids: [],
    personal_meeting_url: `https://example.zoom.us/j/${user.pmi}`,
  };
}

function definitionRow(world: World, definition: Definition, zone: string): Record<string, unknown> {
  const { key, number, type, start, host, day, index, series } = definition;
  const topicKey = series === undefined ? key : hash(world.options.seed, series, 83);
  return {
    uuid: meetingUuid(world.options.seed, day, index),
    id: number,
    host_id: world.user(host).id,
    topic: hash(topicKey, 84) % 60 === 0 ? "" : (topics[hash(topicKey, 85) % topics.length] ?? ""),
    type,
    ...(type === 3 ? {} : { start_time: timeText(start) }),
    duration: 60,
    timezone: zone,
    created_at: timeText(start - 86_400 * between(hash(key, 86), 1, 20)),
    join_url: `https://example.zoom.us/j/${number}`,
  };
}

function isListed({ world, query }: Call, { type, start }: Definition): boolean {
  const isComing = type !== 2 || start >= world.account.today * daySeconds;
  const from = query.get("from");
  const to = query.get("to");
  if (type === 2 && from && timeText(start).slice(0, 10) < from) return false;
  if (type === 2 && to && timeText(start).slice(0, 10) > to) return false;
  switch (query.get("type") ?? "scheduled") {
    case "scheduled":
      return true;
    case "upcoming":
    case "upcoming_meetings":
      return isComing;
    case "previous_meetings":
      return type === 2 && !isComing;
    case "live":
      return false;
    default:
      throw invalidParameter("type", "Invalid field.");
  }
}

function listUserMeetings(call: Call): Record<string, unknown> {
  const { world, params, page } = call;
  const user = findUser(world, params.userId ?? "");
  if (user.status !== "active") {
    throw refusal(
      400,
      3161,
      "Meeting hosting and scheduling capabilities are not allowed for your user account.",
    );
  }
  const listed = definitionsOf(world, user.index).filter((definition) => isListed(call, definition));
  const { size, offset, number, fields } = page({ max: 300, numbered: true });
  const rows = listed
    .slice(offset, offset + size)
    .map((definition) => definitionRow(world, definition, user.zone));
  return { ...fields(listed.length), page_number: number, meetings: rows };
}

/** Users and what they scheduled. */
export const userEndpoints: readonly Endpoint[] = [
  {
    path: "/users",
    tier: "medium",
    plan: "free",
    scopes: ["user:read:admin", "user:write:admin", "user:read:list_users:admin"],
    handle: listUsers,
  },
  {
    path: "/users/{userId}",
    tier: "light",
    plan: "free",
    scopes: ["user:read:admin", "user:write:admin", "user:read:user:admin"],
    handle: getUser,
  },
  {
    path: "/users/{userId}/meetings",
    tier: "medium",
    plan: "free",
    scopes: ["meeting:read:admin", "meeting:read:list_meetings:admin"],
    handle: listUserMeetings,
  },
];
