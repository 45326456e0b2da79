/** Who hosts and who does not: the users of the account beside the meetings that they hosted in a span of time. */

import type { Where } from "../destinations/reader.ts";
import type { Group } from "../destinations/roll-up.ts";
import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { textOf } from "../people/texts.ts";
import { attendance } from "../streams/attendance.ts";
import { meetings } from "../streams/meeting.ts";
import { users } from "../streams/user.ts";
import { isoSeconds, type Span } from "../time.ts";
import { numberOf } from "./stored-value.ts";

/** What a host is known by in meetings, the best first: the id is absent where Zoom no longer knows the host. */
const fields = ["host.host_id", "host.email", "host.name"] as const;
type HostField = (typeof fields)[number];

export interface HostRow {
  /** The Zoom user id; of a host of whom meetings do not have it the e-mail or the name. */
  key: string;
  /** How meetings name the host, mostly in one way. Empty for a user who hosted nothing. */
  named: { by: HostField; value: string }[];
  name?: string;
  email?: string;
  department?: string;
  /** Zoom's number of the licence: 1 basic, 2 licensed, 4 unassigned, 99 none. */
  licence?: number;
  /** Active or inactive. */
  status?: string;
  /** False for a host who is no user of the account any more, or where users are not stored. */
  isUser: boolean;
  meetings: number;
  /** How long their meetings went on, added up. */
  hosted_seconds: number;
  /** How long people were in them, added up. */
  attended_seconds: number;
  /** When the last of them began, UTC. */
  last?: string;
}

export interface Hosts {
  /** In any order. */
  rows: HostRow[];
  /** How many users are stored: without any only hosts are known. */
  users: number;
}

/** What {@link userRow} reads. */
const userFields = [
  ...["user_id", "display_name", "first_name", "last_name", "email", "department", "status", "type"],
];
/** Users read at once. */
const portion = 2_000;

/** All users, and all hosts of meetings that began in the span. */
export async function readHosts(source: Source, span: Span): Promise<Hosts> {
  const byId = new Map<string, HostRow>();
  const ids = await source.find(users.name, {});
  for (let at = 0; at < ids.length; at += portion)
    for (const user of await source.read(users.name, ids.slice(at, at + portion), userFields)) {
      const row = userRow(user);
      byId.set(row.key, row);
    }
  const others: HostRow[] = [];
  for (const { by, groups } of await groupHosts(source, span)) {
    const known = groups.length === 0 ? nobody : await usersBy(source, by, byId);
    for (const group of groups) {
      const { key: value = "" } = group;
      const user = known.get(by === "host.email" ? value.toLowerCase() : value);
      const row = user ?? {
        ...nothing,
        key: value,
        named: [],
        isUser: false,
        ...calledBy(by, value, group.label),
      };
      if (user === undefined) others.push(row);
      addTo(row, by, group);
    }
  }
  if (others.length > 0) await addDepartments(source, span, others);
  return { rows: [...byId.values(), ...others], users: byId.size };
}

const nobody: ReadonlyMap<string, HostRow> = new Map();

/**
 * The users by what meetings name them by; a name may be anybody's. E-mails are asked of the store: where people are
 * hidden no document has one, and groups have its mask.
 */
async function usersBy(
  source: Source,
  by: HostField,
  byId: ReadonlyMap<string, HostRow>,
): Promise<ReadonlyMap<string, HostRow>> {
  if (by === "host.host_id") return byId;
  if (by === "host.name") return nobody;
  const groups = await source.rollUp(users.name, { by: { field: "email" }, label: "user_id" });
  return new Map(
    groups.flatMap(({ key, label = "" }) => {
      const row = byId.get(label);
      return key === undefined || row === undefined ? [] : [[key.toLowerCase(), row] as const];
    }),
  );
}

/** Of whom no user tells it, their meetings do. */
async function addDepartments(source: Source, span: Span, rows: readonly HostRow[]): Promise<void> {
  for (const by of fields) {
    const named = new Map(
      rows.flatMap((row) => row.named.flatMap((one) => (one.by === by ? [[one.value, row] as const] : []))),
    );
    if (named.size === 0) continue;
    const where = { span, is: { [by]: [...named.keys()] } };
    const asked = { where, by: { field: by }, label: "host.department" };
    for (const { key = "", label } of await source.rollUp(meetings.name, asked)) {
      const row = named.get(key);
      if (row !== undefined && label !== undefined) row.department ??= label;
    }
  }
}

const nothing = { meetings: 0, hosted_seconds: 0, attended_seconds: 0 };

function userRow(user: Document): HostRow {
  const { user_id, display_name, first_name, last_name, email, department, status } = user;
  const parts = [first_name, last_name].flatMap((part) => textOf(part) ?? []).join(" ");
  const name = textOf(display_name) ?? textOf(parts);
  const licence = numberOf(user.type);
  const texts = { name, email: textOf(email), department: textOf(department), status: textOf(status) };
  return {
    ...nothing,
    key: textOf(user_id) ?? user._id,
    named: [],
    isUser: true,
    ...defined(texts),
    ...(licence === undefined ? {} : { licence }),
  };
}

function calledBy(by: HostField, value: string, label: string | undefined): Pick<HostRow, "name" | "email"> {
  const name = label ?? (by === "host.name" ? value : undefined);
  return defined({ name, email: by === "host.email" ? value : undefined });
}

function defined<T extends Record<string, string | undefined>>(texts: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)) as {
    [K in keyof T]?: string;
  };
}

function addTo(row: HostRow, by: HostField, { key: value = "", count, sum, max }: Group): void {
  row.named.push({ by, value });
  row.meetings += count;
  row.hosted_seconds += sum.duration ?? 0;
  row.attended_seconds += sum.attended_seconds ?? 0;
  const last = max.start_time === undefined ? "" : isoSeconds(max.start_time);
  if (last > (row.last ?? "")) row.last = last;
}

interface HostGroups {
  by: HostField;
  groups: Group[];
}

/** Every meeting once: those without an id by the e-mail, those without both by the name. */
async function groupHosts(source: Source, span: Span): Promise<HostGroups[]> {
  const found: HostGroups[] = [];
  let not: NonNullable<Where["not"]> = {};
  for (const by of fields) {
    const groups = await source.rollUp(meetings.name, {
      where: { span, not },
      by: { field: by },
      sum: ["duration", "attended_seconds"],
      max: ["start_time"],
      label: "host.name",
    });
    const keyed = groups.filter(({ key }) => key !== undefined);
    found.push({ by, groups: keyed });
    if (keyed.length === groups.length) break;
    not = { ...not, [by]: keyed.flatMap(({ key }) => key ?? []) };
  }
  return found;
}

/**
 * How many different people came to the meetings of each of these hosts; null of one whom meetings name in two ways, for
 * the same people may have come to both.
 */
export async function readGuests(
  source: Source,
  span: Span,
  rows: readonly HostRow[],
): Promise<Map<HostRow, number | null>> {
  const found = new Map<HostRow, number | null>(rows.map((row) => [row, row.named.length > 1 ? null : 0]));
  for (const by of fields) {
    const asked = new Map<string, HostRow>();
    for (const row of rows) {
      const [one, other] = row.named;
      if (one?.by === by && other === undefined) asked.set(one.value, row);
    }
    if (asked.size === 0) continue;
    const where = { span, is: { [by]: [...asked.keys()] } };
    const groups = await source.rollUp(attendance.name, {
      where,
      by: { field: by },
      distinct: ["identity"],
    });
    for (const { key = "", distinct } of groups) {
      const row = asked.get(key);
      if (row !== undefined) found.set(row, distinct.identity ?? 0);
    }
  }
  return found;
}
