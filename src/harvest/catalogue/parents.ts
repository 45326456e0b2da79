/** The documents that a stream is asked for, one by one: from the store, or, where it has no memory, from this run. */

import { type Document, type JsonObject, valueAt } from "../../document.ts";
import { SubjectsUnknown } from "../../errors.ts";
import { kindOf } from "../../streams/event-kind.ts";
import { streams } from "../../streams/registry.ts";
import { type Stream, sourcesOf } from "../../streams/stream.ts";
import { users } from "../../streams/user.ts";
import type { Span } from "../../time.ts";
import { directoryOf, userIds } from "../list-hosts.ts";
import { createSkipped, isOfWantedHost, isWantedHost } from "../skip.ts";
import type { Work } from "../work.ts";
import { askedFor, finalAt } from "./list-pages.ts";

/** Documents read at once. */
const pageSize = 300;

/** All that a stream with windows is asked for, sorted by `_id`. */
export async function parentsOf(work: Work, stream: Stream): Promise<Document[]> {
  const name = stream.parent?.stream ?? users.name;
  if (name === users.name || sourcesOf(stream).some(({ eachUser }) => eachUser)) {
    const { onlyGroups, skipHosts } = work.options;
    const skipped = createSkipped(onlyGroups, skipHosts);
    const directory = await directoryOf(work);
    const wanted = (await userIds(work)).filter((id) =>
      isWantedHost(skipped, directory.get(id) ?? { id, email: "", groups: [] }),
    );
    const all = wanted.map((id) => ({ _id: id, user_id: id }));
    return all.sort((a, b) => (a._id < b._id ? -1 : 1));
  }
  const ids = await knownIds(work, name);
  // Parents that agree in what is asked for (the states of a room on several days) are one, the last of them.
  const found = new Map<string, Document>();
  const isThere = await isStillListed(work, name);
  for await (const page of read(work, name, ids.sort())) {
    for (const document of page.filter(isThere)) {
      const asked = stream.parent === undefined ? document._id : askedFor(stream.parent, document);
      found.set(asked, document);
    }
  }
  return [...found.values()].sort((a, b) => (a._id < b._id ? -1 : 1));
}

/** All documents of a stream that are known, by `_id`. */
export async function knownIds(work: Work, name: string): Promise<string[]> {
  return work.destination.hasMemory ? work.destination.find(name, {}) : [...seenIn(work, name).keys()];
}

/** Whether a stream's documents have a host, whom the user can leave out. */
export function isHosted({ fields, parent }: Stream): boolean {
  const isNamed = fields.host !== undefined || fields.host_id !== undefined;
  return parent?.stream === users.name || (parent === undefined && isNamed);
}

/** Which documents of a list are wanted: all, or those whose host is. */
export async function wantedIn(work: Work, stream: Stream): Promise<(document: Document) => boolean> {
  const { onlyGroups, skipHosts } = work.options;
  if (onlyGroups.length + skipHosts.length === 0 || stream.parent !== undefined || !isHosted(stream))
    return () => true;
  const skipped = createSkipped(onlyGroups, skipHosts);
  const directory = await directoryOf(work);
  return (document) => {
    const { email } = (document.host ?? {}) as JsonObject;
    // Only the users tell who the host is, and Zoom refuses them.
    if (directory.refused !== undefined && email === undefined)
      throw new SubjectsUnknown(directory.refused.explanation);
    return isOfWantedHost(skipped, directory, document);
  };
}

/** The `_id` of each parent that is asked for, with the `_id`s of all that the answer is for, itself the first of them. */
export type DueParents = ReadonlyMap<string, readonly string[]>;

/**
 * The parents whose children are to be read now: they have ended for good, and were not read yet. Those that one call
 * answers for are together.
 */
export async function dueParents(work: Work, stream: Stream, span: Span | undefined): Promise<DueParents> {
  const { parent } = stream;
  if (parent === undefined) return new Map();
  const wanted = new Map<string, { ids: string[]; size: number }>();
  const isThere = await isStillListed(work, parent.stream);
  for await (const page of read(work, parent.stream, await unreadIds(work, stream, span))) {
    for (const document of page) {
      if (!isThere(document) || !isReady(work, stream, document)) continue;
      const asked = parent.once === true ? askedFor(parent, document) : document._id;
      const known = wanted.get(asked);
      if (known !== undefined) known.ids.push(document._id);
      else {
        const size = parent.size === undefined ? 0 : Number(document[parent.size] ?? 0);
        wanted.set(asked, { ids: [document._id], size });
      }
    }
  }
  // The sort is stable: without a size the order of time stays.
  const sorted = [...wanted.values()].sort((a, b) => a.size - b.size);
  return new Map(sorted.map(({ ids }) => [ids[0] ?? "", ids]));
}

/** Of what is as it is now the store keeps what is gone, too: that was not among the last list. */
async function isStillListed({ destination }: Work, name: string): Promise<(document: Document) => boolean> {
  if (!destination.hasMemory || hasTime(name) || endsOnce(name)) return () => true;
  const [latest] = await destination.listings(name);
  if (latest === undefined) return () => true;
  // Documents say the second.
  const from = Math.floor(latest.at / 1_000) * 1_000;
  return ({ harvest }) => Date.parse(String((harvest as JsonObject | undefined)?.at)) >= from;
}

/** Whether what has no time was listed after its children were: of some these may never have been read. */
export async function isBehindParents({ destination }: Work, { name, parent }: Stream): Promise<boolean> {
  const [own] = await destination.listings(name);
  const [theirs] = await destination.listings(parent?.stream ?? "");
  return own !== undefined && theirs !== undefined && theirs.at > own.at;
}

async function unreadIds(work: Work, stream: Stream, span: Span | undefined): Promise<string[]> {
  const { destination, options } = work;
  const { stream: name = "", unless = {} } = stream.parent ?? {};
  if (!destination.hasMemory) return [...seenIn(work, name).keys()];
  if (span === undefined) return [...work.touched];
  const not = options.again ? unless : { ...unless, streams_read: [stream.name] };
  return destination.find(name, hasTime(name) ? { span, not } : { not: unless }, options.order);
}

/** Documents by `_id`, in the order of the ids. */
export async function* read(work: Work, name: string, ids: readonly string[]): AsyncGenerator<Document[]> {
  const { destination } = work;
  for (let at = 0; at < ids.length; at += pageSize) {
    const some = ids.slice(at, at + pageSize);
    const seen = seenIn(work, name);
    const found = destination.hasMemory
      ? await destination.read(name, some)
      : some.flatMap((id) => seen.get(id) ?? []);
    const byId = new Map(found.map((document) => [document._id, document]));
    yield some.flatMap((id) => byId.get(id) ?? []);
  }
}

/** Whether a parent is final, and may have something. */
function isReady({ effects, options }: Work, stream: Stream, document: Document): boolean {
  const { unless = {}, unlessAll = {}, stream: name = "" } = stream.parent ?? {};
  if (document.state === "expired") return false;
  for (const [field, values] of Object.entries(unless)) {
    if (values.includes(valueAt(document, field) as string | boolean)) return false;
  }
  const all = Object.entries(unlessAll);
  if (all.length > 0 && all.every(([field, value]) => valueAt(document, field) === value)) return false;
  const read = document.streams_read;
  if (!options.again && Array.isArray(read) && read.includes(stream.name)) return false;
  if (!endsOnce(name)) return true;
  return effects.now() >= (finalAt(options, stream, document) ?? Number.NaN);
}

/** Whether a stream's documents are final at their end; the others are as they are now. */
export function endsOnce(name: string): boolean {
  return streams.some((one) => one.name === name && one.fields.end_time !== undefined);
}

/** Whether a stream's documents are found by their time. */
export function hasTime(name: string): boolean {
  return streams.some((one) => one.name === name && one.time !== undefined);
}

/** Whether other streams are read for each document of this one. */
export function hasChildren(name: string): boolean {
  return streams.some(({ parent }) => parent?.stream === name);
}

/** What this run has seen of a stream, for stores that cannot be asked. */
function seenIn({ seen }: Work, name: string): Map<string, Document> {
  let ofStream = seen.get(name);
  if (ofStream === undefined) {
    ofStream = new Map();
    seen.set(name, ofStream);
  }
  return ofStream;
}

/** Keeps what children will need, where the store does not: all of it would fill the memory. */
export function noteSeen(work: Work, name: string, documents: readonly Document[]): void {
  if (work.destination.hasMemory) return;
  const children = work.options.streams.flatMap(({ parent }) => (parent?.stream === name ? [parent] : []));
  if (children.length === 0) return;
  const needed = new Set([
    "end_time",
    "state",
    // People are counted with these, where sessions are children.
    ...(kindOf("events", name)?.sessions.parent === undefined ? [] : ["duration", "tracking_fields"]),
    ...children.flatMap(
      ({ field, size, queryBy, unless = {}, unlessAll = {}, doubtful = {}, repeat = {} }) => [
        field,
        ...(size === undefined ? [] : [size]),
        ...(queryBy === undefined ? [] : [queryBy.field]),
        ...Object.keys({ ...unless, ...unlessAll }).map((path) => path.split(".")[0] ?? path),
        ...Object.keys(doubtful),
        ...Object.values(repeat),
      ],
    ),
  ]);
  const ofStream = seenIn(work, name);
  for (const document of documents) {
    const kept = Object.entries(document).filter(([key]) => needed.has(key));
    ofStream.set(document._id, { ...Object.fromEntries(kept), _id: document._id });
  }
}
