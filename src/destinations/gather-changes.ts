/**
 * From the writes of one batch to what changes in each collection, as if they were done one after another: later
 * writes win, a complete set forgets what the batch said of it before, what cannot be stored is set aside. Pure.
 */

import type { Collection, Document } from "../document.ts";
import type { DeadLetter, Outcome, SetOf, Write } from "./destination.ts";
import { isSet } from "./destination.ts";

/** What changes in one collection. */
export interface Change {
  collection: Collection;
  /** The documents to store, by `_id`, in the order in which they came. */
  documents: Map<string, Document>;
  /** The owners that the documents name; empty for a collection without sets. */
  owners: Set<string>;
  /** Owners whose stored set disappears except for what is among the documents. */
  replaced: Set<string>;
}

/** What a batch comes to; `outcome` holds once the changes are stored. */
export interface Gathered {
  changes: Change[];
  outcome: Outcome;
}

/** A collection with its check. */
export interface Checked {
  collection: Collection;
  check: (document: Document) => string | undefined;
}

/**
 * Gathers the writes of a batch. A set whose owner is refused is refused with it: without an owner nobody would
 * find it. A duplicate `_id` counts as stored; its last form is.
 * @throws Error for a collection that was not opened: a bug of the caller.
 */
export function gatherChanges(collections: ReadonlyMap<string, Checked>, writes: readonly Write[]): Gathered {
  const changes = new Map<string, Change>();
  const refused: DeadLetter[] = [];
  const owners = new Set<Document>();
  let stored = 0;

  const find = (name: string): Checked => {
    const found = collections.get(name);
    if (found === undefined) throw new Error(`Expected a collection that was opened, got \`${name}\`.`);
    return found;
  };
  const changeOf = (name: string): Change => {
    let change = changes.get(name);
    if (change === undefined) {
      change = {
        collection: find(name).collection,
        documents: new Map(),
        owners: new Set(),
        replaced: new Set(),
      };
      changes.set(name, change);
    }
    return change;
  };
  const take = (to: string, document: Document, owner?: string): void => {
    const { collection, check } = find(to);
    const reason = check(document) ?? checkOwner(collection, document, owner);
    if (reason !== undefined) {
      refused.push(letter(to, document, reason, owner));
      return;
    }
    const { documents, owners } = changeOf(to);
    if (collection.set !== undefined) owners.add(document[collection.set.by] as string);
    documents.delete(document._id);
    documents.set(document._id, document);
    stored += 1;
  };

  for (const write of writes) {
    if (!isSet(write)) {
      for (const document of write.documents) take(write.to, document);
      continue;
    }
    const { owner } = write;
    const reason = find(owner.to).check(owner.document);
    // An owner of several sets is one document: it counts once.
    const isKnown = owners.has(owner.document);
    owners.add(owner.document);
    if (reason !== undefined) {
      refused.push(...refuseSet(write, reason, isKnown));
      continue;
    }
    if (!isKnown) take(owner.to, owner.document);
    if (write.complete) forget(changeOf(write.to), owner.document._id);
    for (const document of write.documents) take(write.to, document, owner.document._id);
  }
  return { changes: [...changes.values()], outcome: { stored, refused } };
}

function forget({ collection, documents, owners, replaced }: Change, owner: string): void {
  const by = collection.set?.by;
  // Looking through all documents is only for a set that the batch holds twice.
  if (by !== undefined && owners.has(owner)) {
    for (const [id, document] of documents) if (document[by] === owner) documents.delete(id);
  }
  replaced.add(owner);
}

function checkOwner({ set }: Collection, document: Document, owner: string | undefined): string | undefined {
  if (set === undefined) return undefined;
  const named = document[set.by];
  if (typeof named !== "string") return `Expected \`${set.by}\` to name the owner, got nothing`;
  if (owner !== undefined && named !== owner)
    return `Expected \`${set.by}\` to be the owner's _id, got another`;
  return undefined;
}

function refuseSet({ owner, to, documents }: SetOf, reason: string, isKnown: boolean): DeadLetter[] {
  const { _id } = owner.document;
  const why = `its owner in ${owner.to} was refused: ${reason}`;
  return [
    ...(isKnown ? [] : [letter(owner.to, owner.document, reason)]),
    ...documents.map((document) => letter(to, document, why, typeof _id === "string" ? _id : undefined)),
  ];
}

function letter(to: string, document: Document, reason: string, owner?: string): DeadLetter {
  const { _id } = document;
  return {
    to,
    ...(typeof _id === "string" && _id !== "" ? { id: _id } : {}),
    ...(owner === undefined ? {} : { owner }),
    reason,
    record: document,
  };
}
