/**
 * A store in which nobody is named: what stands between it and whoever may see figures and no people. Every field is
 * masked by its declared privacy class, so that what is read through here cannot show a name, whoever reads it.
 */

import type { Where } from "../destinations/reader.ts";
import { type Group, pathOf, type RollUp } from "../destinations/roll-up.ts";
import type { LedgerDump, Source } from "../destinations/source.ts";
import type { Collection, Document, Field, Fields, Json, JsonObject } from "../document.ts";
import { ConfigurationError } from "../errors.ts";
import { collections } from "../streams/derived.ts";
import { hideRooms } from "./hide-rooms.ts";
import { Masks } from "./masks.ts";

/** Facts of the ledger that name nobody. */
const openFacts = ["plan"];

/** @param seed makes the masks: another one, other masks. The same value has the same mask in all that is read. */
export function hidePeople(given: Source, seed: string): Source {
  const masks = new Masks(seed);
  const source = hideRooms(given, masks);
  const show = (name: string, documents: readonly Document[]) =>
    documents.map((document) => hideDocument(document, find(name), masks));
  const meant = (name: string, where: Where) => unmaskWhere(where, find(name), masks);
  return {
    where: source.where,
    read: async (name, ids, fields) =>
      onlyWanted(fields, show(name, await source.read(name, ids, withHost(name, fields)))),
    scan: async function* (name, where) {
      const pages = where === undefined ? source.scan(name) : source.scan(name, meant(name, where));
      for await (const page of pages) yield show(name, page);
    },
    find: async (name, where, order) => source.find(name, meant(name, where), order),
    page: async (name, asked) => {
      // Sorted by what is hidden, rows would still tell it.
      refusePersonal(find(name), asked.by, "sorted by");
      const where = meant(name, asked.where);
      const fields = withHost(name, asked.fields);
      const { total, documents } = await source.page(name, {
        ...asked,
        where,
        ...(fields === undefined ? {} : { fields }),
      });
      return { total, documents: onlyWanted(asked.fields, show(name, documents)) };
    },
    members: async (name, owners, fields) =>
      onlyWanted(fields, show(name, await source.members(name, owners, withHost(name, fields)))),
    countMembers: (name, owners) => source.countMembers(name, owners),
    count: (name, span) => source.count(name, span),
    countByDay: async (name, timeZone, by) => {
      const field = by === undefined ? undefined : fieldAt(find(name), by);
      const days = await source.countByDay(name, timeZone, by);
      return isPersonal(field)
        ? days.map((day) => (day.value === undefined ? day : { ...day, value: masks.of(day.value) }))
        : days;
    },
    rollUp: async (name, asked) => {
      const { where, label = "" } = asked;
      const shown = { ...asked, ...(where === undefined ? {} : { where: meant(name, where) }) };
      const groups = await source.rollUp(name, shown);
      // What a group is called may name the host.
      const hosts = new Map<string | undefined, string>();
      if (titles.has(label) && fieldAt(find(name), hostName) !== undefined)
        for (const { key, label: host } of await source.rollUp(name, { ...shown, label: hostName }))
          if (host !== undefined) hosts.set(key, host);
      return groups.map((group) =>
        hideGroup(group, asked, find(name), { masks, host: hosts.get(group.key) }),
      );
    },
    total: (name) => source.total(name),
    ledger: async (asked) => hideLedger(await source.ledger(asked)),
    close: () => source.close(),
  };
}

function find(name: string): Collection {
  const found = collections.find((collection) => collection.name === name);
  if (found === undefined) throw new Error(`Expected a collection of the store, got \`${name}\`.`);
  return found;
}

function fieldAt({ fields }: Pick<Collection, "fields">, path: string): Field | undefined {
  let inner: Fields | undefined = fields;
  let field: Field | undefined;
  for (const part of pathOf(path)) {
    field = inner?.[part];
    inner = field?.fields;
  }
  return field;
}

/** Countries, cities and devices name nobody; what a meeting is called may. */
function isPersonal(field: Field | undefined): boolean {
  return field !== undefined && ["name", "email", "id", "ip"].includes(field.privacy);
}

const hostName = "host.name";
/** What people wrote may name anybody. */
const written = new Set(["answer", "tracking", "agenda", "join_url"]);
/** What a meeting or a series is called, in whatever is repeated of it. */
const titles = new Set(["topic", "meeting_topic", "webinar_topic"]);

/** A title is shown without its host's name, which must be known for it. */
function withHost(name: string, fields: readonly string[] | undefined): readonly string[] | undefined {
  const needsHost = fields?.some((field) => titles.has(field)) && find(name).fields.host !== undefined;
  return needsHost === true ? [...(fields ?? []), "host"] : fields;
}

function onlyWanted(fields: readonly string[] | undefined, documents: Document[]): Document[] {
  if (fields === undefined || fields.includes("host")) return documents;
  for (const document of documents) delete document.host;
  return documents;
}

function hideDocument(document: Document, { fields }: Collection, masks: Masks): Document {
  const hosts = namesOf(document.host);
  // Whose name a topic may hold is not known everywhere: then nothing is shown of it.
  const hideTitle = (title: string) => (hosts.length > 0 ? masks.title(title, hosts) : masks.untitled);
  const hidden = hideObject(document, fields, masks, hideTitle);
  return { ...hidden, _id: document._id };
}

function hideObject(
  object: JsonObject,
  fields: Fields,
  masks: Masks,
  hideTitle: (title: string) => string,
): JsonObject {
  const out: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    const field = fields[name];
    // What no field is declared for may be anything.
    if (field === undefined || field.type === "json" || written.has(name)) continue;
    if (isPersonal(field)) {
      const shown = hideValue(value, field, masks);
      if (shown !== undefined) out[name] = shown;
    } else if (titles.has(name) && typeof value === "string") out[name] = hideTitle(value);
    else if (field.fields !== undefined) out[name] = hideWithin(value, field.fields, masks, hideTitle);
    else out[name] = value;
  }
  if (typeof out.person === "string") out.person = masks.of(out.person);
  return out;
}

function hideWithin(value: Json, fields: Fields, masks: Masks, hideTitle: (title: string) => string): Json {
  const hide = (one: Json) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? hideObject(one, fields, masks, hideTitle)
      : one;
  return Array.isArray(value) ? value.map(hide) : hide(value);
}

/** A name has a mask in its place; addresses are left out. Nothing at all of an object or a number. */
function hideValue(value: Json, { privacy }: Field, masks: Masks): Json | undefined {
  if (privacy === "email" || privacy === "ip") return undefined;
  if (typeof value === "string") return masks.of(value);
  return Array.isArray(value)
    ? value.flatMap((one) => (typeof one === "string" ? masks.of(one) : []))
    : undefined;
}

function hideGroup(
  group: Group,
  { by, label = "" }: RollUp,
  collection: Collection,
  { masks, host }: { masks: Masks; host: string | undefined },
): Group {
  const hide = (text: string, path: string) => {
    if (isPersonal(fieldAt(collection, path)) || path === "tracking") return masks.of(text);
    if (!titles.has(path)) return text;
    return host === undefined ? masks.untitled : masks.title(text, [host]);
  };
  const { key, label: called } = group;
  return {
    ...group,
    ...(key === undefined || by === undefined || !("field" in by) ? {} : { key: hide(key, by.field) }),
    ...(called === undefined ? {} : { label: hide(called, label) }),
  };
}

/** Masks that were given are understood again; nobody is found by a part of a name. */
function unmaskWhere(where: Where, collection: Collection, masks: Masks): Where {
  const unmask = (values: Where["is"]) =>
    Object.fromEntries(
      Object.entries(values ?? {}).map(([field, wanted]) => [
        field,
        isPersonal(fieldAt(collection, field)) || field === "person"
          ? wanted.map((value) => (typeof value === "string" ? (masks.meant(value) ?? "") : value))
          : wanted,
      ]),
    );
  for (const { fields } of where.contains ?? [])
    for (const field of fields) {
      refusePersonal(collection, field, "searched for by");
      // A topic that is shown without its host's name would still be found by it.
      if (titles.has(field)) throw refusal("a meeting is not searched for by its topic");
    }
  return {
    ...where,
    ...(where.is === undefined ? {} : { is: unmask(where.is) }),
    ...(where.not === undefined ? {} : { not: unmask(where.not) }),
  };
}

function refusePersonal(collection: Collection, field: string, what: string): void {
  if (isPersonal(fieldAt(collection, field))) throw refusal(`nobody is ${what} a name`);
}

function refusal(reason: string): ConfigurationError {
  return new ConfigurationError({
    operation: "read the store",
    reason: `people are hidden: ${reason}`,
    hint: "the dashboard without --hide_people",
  });
}

/** Runs were asked for hosts and meetings, and letters hold what the store did not take: their words are left out. */
function hideLedger(dump: LedgerDump): LedgerDump {
  return {
    ...dump,
    facts: dump.facts.filter(({ name }) => openFacts.includes(name)),
    runs: dump.runs.map((run) => ({ ...run, asked: daysAsked(run.asked) })),
    letters: dump.letters.map((letter) => ({ ...letter, reason: "hidden", record: {} })),
    listings: dump.listings.map(({ subject: _, ...listing }) => listing),
  };
}

function daysAsked(asked: Json): Json {
  if (typeof asked !== "object" || asked === null || Array.isArray(asked)) return {};
  const kept = ["from", "to", "job", "timezone"].flatMap((name) => {
    const value = asked[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}

function namesOf(host: Json | undefined): string[] {
  if (typeof host !== "object" || host === null || Array.isArray(host)) return [];
  return [host.name, host.email].flatMap((value) => (typeof value === "string" ? value : []));
}
