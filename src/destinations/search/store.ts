/**
 * Stores gathered changes so that at every moment the cluster is right or is known not to be: a set first, then what
 * of it has vanished, and its owner last, which says that the set is whole.
 */

import type { DeadLetter, Outcome } from "../destination.ts";
import type { Change } from "../gather-changes.ts";
import { Batch, type OldMember } from "./batch.ts";
import type { BulkSender } from "./bulk.ts";
import type { Operation } from "./bulk-operation.ts";
import { refused } from "./explain.ts";
import type { IndexNames } from "./index-names.ts";
import type { Requests } from "./requests.ts";
import { type Place, placesBy, placesOf, refresh } from "./stored.ts";
import { errorIn } from "./transport.ts";

/** Owners whose writes may not be visible yet; beyond that they are made visible. */
const mostUnseen = 20_000;

/** What the cluster had of a batch's documents before. */
interface Before {
  heads: { alias: string; places: Place[] }[];
  members: { alias: string; old: OldMember[] }[];
  /** The owners that were stored. */
  owners: ReadonlySet<string>;
}

export type NamesOf = (collection: string) => IndexNames;

export class SearchStore {
  readonly #requests: Requests;
  readonly #bulk: BulkSender;
  readonly #made = new Set<string>();
  /** By alias, the owners whose writes searches may not show yet; `all` when it could be any. */
  readonly #unseen = new Map<string, Set<string> | "all">();
  #version = 0;
  #isCareful = false;
  #isWhole = true;

  constructor(requests: Requests, bulk: BulkSender) {
    this.#requests = requests;
    this.#bulk = bulk;
  }

  /** False after a write that failed half-way. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Notes which indices of a collection are there. */
  know({ alias }: IndexNames, indices: readonly string[]): void {
    for (const index of indices) this.#made.add(index);
    // What an earlier run wrote last may not be visible yet.
    if (indices.length > 0) this.#unseen.set(alias, "all");
  }

  /**
   * @param version the number that every write of this run carries.
   * @param isCareful true when an earlier run was cut off: then parts of a set may be there without its owner.
   */
  begin(version: number, isCareful: boolean): void {
    this.#version = version;
    this.#isCareful = isCareful;
  }

  /** Stores changes; `outcome` is what it comes to when the cluster takes everything. */
  async store(changes: readonly Change[], outcome: Outcome, namesOf: NamesOf): Promise<Outcome> {
    this.#isWhole = false;
    const batch = new Batch(changes, this.#version, namesOf);
    const before = await this.#lookBack(changes, namesOf);
    for (const index of batch.indices) if (!this.#made.has(index)) await this.makeIndex(index);

    const sets = await this.#bulk.send(batch.members);
    // Another harvester has stored newer rows: whether the set is whole is for that one to say.
    const held = batch.ownersOf(sets.superseded);
    const kept = batch.ownersOf(sets.refused.keys());
    await this.#bulk.send(
      before.members.flatMap(({ alias, old }) =>
        batch.vanishedMembers(
          alias,
          // A row that the cluster refused may be there in its old form, which is better than none.
          old.filter(({ id, owner }) => !kept.has(owner) || !isRefused(sets.refused, id)),
          held,
        ),
      ),
    );
    const heads = await this.#bulk.send(batch.heads.filter(({ id }) => !held.has(id)));
    await this.#bulk.send(before.heads.flatMap(({ alias, places }) => batch.movedHeads(alias, places)));
    this.#noteUnseen(changes, namesOf);

    const letters = [...sets.refused, ...heads.refused].map(([operation, reason]) =>
      batch.letter(operation, reason),
    );
    letters.push(...(await this.#withdraw(batch, heads.refused, sets.refused, before)));
    const superseded =
      sets.superseded.size + heads.superseded.size + batch.heads.filter(({ id }) => held.has(id)).length;
    this.#isWhole = true;
    return {
      stored: outcome.stored - letters.length - superseded,
      refused: [...outcome.refused, ...letters],
      ...(superseded === 0 ? {} : { superseded }),
    };
  }

  /** Makes an index from the template of its name; one that is there already is fine. */
  async makeIndex(index: string): Promise<void> {
    const operation = `make the index ${index}`;
    const answer = await this.#requests.ask(
      operation,
      { method: "PUT", path: `/${encodeURIComponent(index)}` },
      [400],
    );
    if (answer.status === 400 && errorIn(answer.body).type !== "resource_already_exists_exception") {
      throw refused(operation, this.#requests.hosts, answer);
    }
    this.#made.add(index);
  }

  /** Makes the writes of one collection visible to searches. */
  async showWrites({ alias }: IndexNames): Promise<void> {
    if (this.#unseen.has(alias)) await this.#show([alias]);
  }

  /** Makes all writes visible to searches. */
  async showAll(): Promise<void> {
    await this.#show([...this.#unseen.keys()]);
  }

  async #show(aliases: readonly string[]): Promise<void> {
    await refresh(this.#requests, aliases);
    for (const alias of aliases) this.#unseen.delete(alias);
  }

  /** What the cluster has of these documents: only owners that were stored before can have an old set. */
  async #lookBack(changes: readonly Change[], namesOf: NamesOf): Promise<Before> {
    const before: Before = { heads: [], members: [], owners: new Set() };
    const owners = new Set<string>();
    const owning = new Set(changes.map(({ collection }) => collection.set?.of));
    for (const { collection, documents } of changes) {
      const names = namesOf(collection.name);
      const { alias, monthly } = names;
      if (collection.set !== undefined || !(monthly || owning.has(collection.name))) continue;
      const ids = [...documents.keys()];
      const near = [...new Set([...documents.values()].map((document) => names.of(document)))];
      if (monthly) await this.#showOf([alias], ids);
      const places = await placesOf(this.#requests, names, ids, near);
      before.heads.push({ alias, places });
      for (const { id } of places) owners.add(id);
    }
    for (const { collection, owners: named, replaced } of changes) {
      if (collection.set === undefined) continue;
      const { alias } = namesOf(collection.name);
      const ids = [...new Set([...named, ...replaced])];
      await this.#showOf([alias], ids);
      const old = ids.filter((id) => this.#isCareful || owners.has(id));
      const unknown = this.#isCareful ? [] : ids.filter((id) => !owners.has(id) && !replaced.has(id));
      // Documents that come without their owner: it may be stored all the same.
      const owner = namesOf(collection.set.of);
      await this.#showOf([owner.alias], unknown);
      const found = await placesOf(this.#requests, owner, unknown);
      old.push(...new Set(found.map(({ id }) => id)));
      before.members.push({ alias, old: await placesBy(this.#requests, alias, collection.set.by, old) });
    }
    return { ...before, owners };
  }

  /** Makes writes visible when a search for these owners could miss one. */
  async #showOf(aliases: readonly string[], ids: readonly string[]): Promise<void> {
    const needed = aliases.filter((alias) => {
      const unseen = this.#unseen.get(alias);
      return unseen === "all" || (unseen !== undefined && ids.some((id) => unseen.has(id)));
    });
    if (needed.length > 0) await this.#show(needed);
  }

  #noteUnseen(changes: readonly Change[], namesOf: NamesOf): void {
    for (const { collection, documents, owners, replaced } of changes) {
      const { alias, monthly } = namesOf(collection.name);
      const unseen = this.#unseen.get(alias) ?? new Set<string>();
      if (unseen === "all") continue;
      // What lies in one index is got by its `_id`, which sees all writes: nobody asks which ones are unseen.
      const isApart = collection.set === undefined && !monthly;
      if (isApart || unseen.size > mostUnseen) {
        this.#unseen.set(alias, "all");
        continue;
      }
      for (const id of collection.set === undefined ? documents.keys() : [...owners, ...replaced]) {
        unseen.add(id);
      }
      this.#unseen.set(alias, unseen);
    }
  }

  /** Takes back the sets of owners that the cluster refused: without an owner nobody would find them. */
  async #withdraw(
    batch: Batch,
    refusedHeads: ReadonlyMap<Operation, string>,
    refusedMembers: ReadonlyMap<Operation, string>,
    before: Before,
  ): Promise<DeadLetter[]> {
    const orphaned = new Map<string, string>();
    for (const [{ id }, reason] of refusedHeads) if (!before.owners.has(id)) orphaned.set(id, reason);
    const members = batch
      .membersOf(new Set(orphaned.keys()))
      .filter((operation) => !refusedMembers.has(operation));
    await this.#bulk.send(members.map((operation) => batch.undo(operation)));
    return members.map((operation) => {
      const letter = batch.letter(operation, "");
      return { ...letter, reason: `its owner was refused: ${orphaned.get(letter.owner ?? "")}` };
    });
  }
}

function isRefused(refusedMembers: ReadonlyMap<Operation, string>, id: string): boolean {
  for (const operation of refusedMembers.keys()) if (operation.id === id) return true;
  return false;
}
