/** A store without the numbers of personal rooms: whoever knows somebody's number would know whose meetings these are. */

import type { Where } from "../destinations/reader.ts";
import type { RollUp } from "../destinations/roll-up.ts";
import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { meetings } from "../streams/meeting.ts";
import { series } from "../streams/series.ts";
import { users } from "../streams/user.ts";
import type { Masks } from "./masks.ts";

/** Fields that hold a meeting number. */
const numbers = ["meeting_series_id", "series_id"];

/** @param masks the same number has the same mask as long as they are used */
export function hideRooms(source: Source, masks: Masks): Source {
  const roomsOf = remembered(source);
  const show = async (name: string, documents: Document[]) => {
    const rooms = await roomsOf();
    const hide = (value: string) => (rooms.has(value) ? masks.ofRoom(value) : value);
    for (const document of documents) {
      for (const field of numbers) {
        const value = document[field];
        if (typeof value === "string") document[field] = hide(value);
      }
      if (name === series.name) document._id = hide(document._id);
    }
    return documents;
  };
  /** A mask that was given is understood again; the number itself finds nothing. */
  const meant = async (values: readonly string[]) => {
    const rooms = await roomsOf();
    return values.map((value) => masks.meant(value) ?? (rooms.has(value) ? "" : value));
  };
  const unmask = async (values: Where["is"]): Promise<Where["is"]> => {
    if (values === undefined) return undefined;
    const entries = Object.entries(values).map(async ([field, wanted]) =>
      numbers.includes(field) ? [field, await meant(wanted.map(String))] : [field, wanted],
    );
    return Object.fromEntries(await Promise.all(entries));
  };
  const within = async (where: Where): Promise<Where> => {
    const [is, not] = [await unmask(where.is), await unmask(where.not)];
    return { ...where, ...(is === undefined ? {} : { is }), ...(not === undefined ? {} : { not }) };
  };
  return {
    ...source,
    read: async (name, ids, fields) =>
      show(name, await source.read(name, name === series.name ? await meant(ids) : ids, fields)),
    scan: async function* (name, where) {
      const pages = where === undefined ? source.scan(name) : source.scan(name, await within(where));
      for await (const page of pages) yield await show(name, page);
    },
    find: async (name, where, order) => source.find(name, await within(where), order),
    page: async (name, asked) => {
      const { total, documents } = await source.page(name, { ...asked, where: await within(asked.where) });
      return { total, documents: await show(name, documents) };
    },
    members: async (name, owners, fields) => show(name, await source.members(name, owners, fields)),
    rollUp: async (name, asked: RollUp) => {
      const { where, by } = asked;
      const groups = await source.rollUp(
        name,
        where === undefined ? asked : { ...asked, where: await within(where) },
      );
      if (by === undefined || !("field" in by) || !numbers.includes(by.field)) return groups;
      const rooms = await roomsOf();
      return groups.map((group) =>
        group.key !== undefined && rooms.has(group.key) ? { ...group, key: masks.ofRoom(group.key) } : group,
      );
    },
  };
}

/** The numbers of all personal rooms; read again when users or meetings have been added. */
function remembered(source: Source): () => Promise<ReadonlySet<string>> {
  let known = "";
  let rooms: Promise<ReadonlySet<string>> = Promise.resolve(new Set());
  return async () => {
    const now = `${await source.total(users.name)} ${await source.total(meetings.name)}`;
    if (now !== known) {
      known = now;
      rooms = readRooms(source);
    }
    return rooms;
  };
}

async function readRooms(source: Source): Promise<ReadonlySet<string>> {
  const own = await source.rollUp(users.name, { by: { field: "pmi" } });
  const held = await source.rollUp(meetings.name, {
    where: { is: { "series.kind": ["pmi"] } },
    by: { field: "meeting_series_id" },
  });
  return new Set([...own, ...held].flatMap(({ key }) => key ?? []));
}
