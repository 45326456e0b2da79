/** One batch as operations on indices: members of sets, heads (owners and plain documents), and what is in the way. Pure. */

import type { Document } from "../../document.ts";
import type { DeadLetter } from "../destination.ts";
import type { Change } from "../gather-changes.ts";
import { deleteOperation, indexOperation, type Operation } from "./bulk-operation.ts";
import type { IndexNames } from "./index-names.ts";
import type { Place } from "./stored.ts";

/** A document on its way. */
interface Sent {
  to: string;
  document: Document;
  /** Of a set's document, its owner. */
  owner: string | undefined;
}

/** A member as the cluster had it before. */
export type OldMember = Place & { owner: string };

export class Batch {
  readonly #sent = new Map<Operation, Sent>();
  readonly #version: number;
  /** The index that each document of the batch goes to, by alias and `_id`. */
  readonly #goal = new Map<string, Map<string, string>>();
  readonly #replaced = new Map<string, Set<string>>();
  readonly members: Operation[] = [];
  readonly heads: Operation[] = [];

  constructor(changes: readonly Change[], version: number, namesOf: (collection: string) => IndexNames) {
    this.#version = version;
    for (const { collection, documents, replaced } of changes) {
      const names = namesOf(collection.name);
      const goal = new Map<string, string>();
      this.#goal.set(names.alias, goal);
      this.#replaced.set(names.alias, replaced);
      const operations = collection.set === undefined ? this.heads : this.members;
      const by = collection.set?.by;
      for (const document of documents.values()) {
        const index = names.of(document);
        const operation = indexOperation(index, document, version);
        goal.set(document._id, index);
        operations.push(operation);
        this.#sent.set(operation, {
          to: collection.name,
          document,
          owner: by === undefined ? undefined : String(document[by]),
        });
      }
    }
  }

  /** Every index that something goes to. */
  get indices(): Set<string> {
    return new Set([...this.#sent.keys()].map(({ index }) => index));
  }

  /** Removes heads where they lay in another month. */
  movedHeads(alias: string, places: readonly Place[]): Operation[] {
    const goal = this.#goal.get(alias);
    return places
      .filter(({ index, id }) => goal?.has(id) === true && goal.get(id) !== index)
      .map(({ index, id }) => deleteOperation(index, id, this.#version));
  }

  /** Removes members that have moved to another month, and of replaced sets those that are no longer there. */
  vanishedMembers(alias: string, old: readonly OldMember[], held: ReadonlySet<string>): Operation[] {
    const goal = this.#goal.get(alias);
    const replaced = this.#replaced.get(alias);
    return old
      .filter(({ index, id, owner }) => {
        if (held.has(owner)) return false;
        const to = goal?.get(id);
        return to === undefined ? replaced?.has(owner) === true : to !== index;
      })
      .map(({ index, id }) => deleteOperation(index, id, this.#version));
  }

  /** The owners of members that these operations were to store. */
  ownersOf(operations: Iterable<Operation>): Set<string> {
    const owners = new Set<string>();
    for (const operation of operations) {
      const owner = this.#sent.get(operation)?.owner;
      if (owner !== undefined) owners.add(owner);
    }
    return owners;
  }

  /** The operations of these owners' members. */
  membersOf(owners: ReadonlySet<string>): Operation[] {
    return this.members.filter((operation) => owners.has(this.#sent.get(operation)?.owner ?? ""));
  }

  /** The removal of what an operation has stored. */
  undo({ index, id }: Operation): Operation {
    return deleteOperation(index, id, this.#version);
  }

  letter(operation: Operation, reason: string): DeadLetter {
    const sent = this.#sent.get(operation);
    if (sent === undefined) throw new Error("Expected an operation of this batch, got another");
    const { to, document, owner } = sent;
    return { to, id: document._id, ...(owner === undefined ? {} : { owner }), reason, record: document };
  }
}
