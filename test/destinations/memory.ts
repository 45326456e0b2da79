/**
 * The simplest destination that keeps the contract, and the flaws with which it breaks one promise each: they
 * prove that the cases see what they are for.
 */

import { compileCheck } from "../../src/destinations/check-document.ts";
import type { Destination, Outcome, SetOf, Write } from "../../src/destinations/destination.ts";
import { isSet } from "../../src/destinations/destination.ts";
import type { Collection, Document } from "../../src/document.ts";
import { manualClock } from "../support/manual-clock.ts";
import type { Harness, Opening } from "./contract.ts";
import { firstHolder, account as ownAccount } from "./contract-data.ts";
import type { Flaw } from "./memory-flaws.ts";
import { dump, LedgerMemory, MemoryLease, MemoryLedger } from "./memory-ledger.ts";
import { MemoryReader } from "./memory-reader.ts";

/** What outlives a destination: the store itself. */
class Memory extends LedgerMemory {
  documents = new Map<string, Map<string, Document>>();
  catalogue: readonly Collection[] = [];

  all(collection: string): Document[] {
    return [...(this.documents.get(collection)?.values() ?? [])];
  }
}

/** Its documents; what it reads and the ledger are parts of their own. */
class MemoryDocuments {
  readonly where: string;
  readonly #memory: Memory;
  readonly #flaw: Flaw | undefined;
  readonly #lease: MemoryLease;
  readonly #account: string;
  #collections = new Map<string, Collection>();
  #isOpen = false;

  constructor(memory: Memory, lease: MemoryLease, account: string, flaw?: Flaw) {
    this.#memory = memory;
    this.#lease = lease;
    this.#account = account;
    this.#flaw = flaw;
    this.where = flaw === "saysNowhere" ? "" : "memory";
  }

  async open(collections: readonly Collection[]): Promise<void> {
    const memory = this.#memory;
    if (!this.#isOpen) await this.#lease.claim();
    memory.accounts.add(this.#account);
    if (this.#flaw === "clearsOnOpen" && this.#isOpen) memory.documents.clear();
    if (this.#flaw === "losesOnClose" && !this.#isOpen && memory.catalogue === collections)
      memory.documents.clear();
    const dropsNew =
      this.#flaw === "dropsNewFields" && memory.catalogue.some(({ name }) => name === "things");
    if (!dropsNew) memory.catalogue = collections;
    this.#isOpen = true;
    for (const collection of memory.catalogue) this.#collections.set(collection.name, collection);
  }

  async write(writes: readonly Write[]): Promise<Outcome> {
    this.#lease.ensure();
    const next = structuredClone(this.#memory.documents);
    const written = new Set<string>();
    const outcome: Outcome = { stored: 0, refused: [] };
    for (const write of writes) {
      if (isSet(write)) this.#putSet(next, written, write, outcome);
      else for (const document of write.documents) this.#put(next, written, write.to, document, outcome);
    }
    if (this.#flaw === "showsTheOwnerFirst") {
      this.#memory.documents.set("owners", next.get("owners") ?? new Map());
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    this.#memory.documents = next;
    return outcome;
  }

  #putSet(next: Memory["documents"], written: Set<string>, write: SetOf, outcome: Outcome): void {
    const { owner, to, documents } = write;
    const { _id, start } = owner.document;
    const reason = this.#check(owner.to, owner.document);
    if (reason !== undefined) {
      outcome.refused.push({ to: owner.to, id: _id, reason, record: owner.document });
      if (this.#flaw === "storesOrphans")
        for (const one of documents) this.#put(next, written, to, { ...one, owner_start: null }, outcome);
      else
        outcome.refused.push(
          ...documents.map((record) => ({ to, id: record._id, owner: _id, reason, record })),
        );
      return;
    }
    this.#put(next, written, owner.to, owner.document, outcome);
    if (this.#flaw === "forgetsToCountOwners") outcome.stored -= 1;
    const by = this.#collections.get(to)?.set?.by ?? "";
    // Most flaws show in one collection, so that one case alone is about them.
    const flaw = to === "members" ? this.#flaw : undefined;
    const isKept =
      (flaw === "ignoresEmptySets" && documents.length === 0) ||
      (flaw === "unitesSets" && written.has(to)) ||
      (this.#flaw === "keepsSetsOfOne" && this.find(owner.to).index === "one");
    const removes = write.complete || (flaw === "takesAllForComplete" && !written.has(to));
    if (this.#flaw === "mixesSets") this.#mixSets(next, written, write);
    if (removes && !isKept) {
      for (const [id, document] of next.get(to) ?? []) {
        const isOfOwner = document[by] === _id || (flaw === "clearsAllSets" && !written.has(to));
        const isNear = document.owner_start === start;
        const isFound =
          flaw === "removesInOneMonthOnly"
            ? isNear
            : flaw !== "keepsTheVanished" || !isNear || documents.length === 0 || written.has(to);
        if (isOfOwner && isFound) next.get(to)?.delete(id);
      }
    }
    for (const document of documents) this.#put(next, written, to, document, outcome, _id);
    written.add(to);
  }

  /** Removes what the owner has in other collections, unless this batch has written it. */
  #mixSets(next: Memory["documents"], written: ReadonlySet<string>, { owner, to }: SetOf): void {
    for (const { name, set } of this.#collections.values()) {
      if (set?.of !== owner.to || name === to || written.has(name)) continue;
      for (const [id, document] of next.get(name) ?? []) {
        if (document[set.by] === owner.document._id) next.get(name)?.delete(id);
      }
    }
  }

  #put(
    next: Memory["documents"],
    written: Set<string>,
    to: string,
    document: Document,
    outcome: Outcome,
    owner?: string,
  ): void {
    const { _id } = document;
    const reason = this.#check(to, document);
    if (reason !== undefined) {
      if (this.#flaw === "swallowsRefusals") return;
      outcome.refused.push({
        to,
        id: _id,
        ...(owner === undefined ? {} : { owner }),
        reason,
        record: document,
      });
      return;
    }
    outcome.stored += 1;
    const stored = next.get(to) ?? new Map<string, Document>();
    next.set(to, stored);
    const before = stored.get(_id);
    const key = `${to}/${_id}`;
    const isAgain = written.has(key);
    written.add(key);
    if (this.#flaw === "keepsTheFirst" && to === "things" && isAgain) return;
    if (this.#flaw === "keepsTheFirstOwner" && to === "owners" && isAgain) return;
    const isSame = before !== undefined && !isAgain && JSON.stringify(before) === JSON.stringify(document);
    if (this.#flaw === "storesTheSameTwice" && isSame && to === "things")
      stored.set(`${_id} again`, document);
    else stored.set(_id, this.#spoil(structuredClone(document), isAgain ? undefined : before, to));
  }

  #spoil(document: Document, before: Document | undefined, to: string): Document {
    if (this.#flaw === "mergesDocuments" && before?.text !== undefined) return { ...before, ...document };
    for (const [name, value] of Object.entries(document)) {
      if (this.#flaw === "dropsEmptyLists" && Array.isArray(value) && value.length === 0)
        delete document[name];
      if (this.#flaw === "dropsTheUnsearched" && this.find(to).fields[name]?.searched === false)
        delete document[name];
      if (this.#flaw === "cutsTextAtNul" && name === "text" && typeof value === "string") {
        document[name] = value.split("\0")[0] ?? "";
      }
    }
    return document;
  }

  #check(to: string, document: Document): string | undefined {
    const collection = this.#collections.get(to);
    if (collection === undefined) throw new Error(`Expected an open collection, got ${to}`);
    return compileCheck(collection.fields)(document);
  }

  find(name: string): Collection {
    const collection = this.#collections.get(name);
    if (collection === undefined) throw new Error(`Expected an open collection, got ${name}`);
    return collection;
  }

  async close(): Promise<void> {
    if (!this.#isOpen && this.#flaw === "closesOnce") throw new Error("closed already");
    if (this.#isOpen) this.#lease.release();
    this.#isOpen = false;
  }
}

function memoryDestination(
  memory: Memory,
  clock: Harness["clock"],
  { holder = firstHolder, account = ownAccount, isRunning = () => true }: Opening,
  flaw?: Flaw,
): Destination {
  const lease = new MemoryLease(memory, clock, holder, isRunning, flaw);
  const documents = new MemoryDocuments(memory, lease, account, flaw);
  const ledger = new MemoryLedger(memory, account, () => lease.ensure(), flaw);
  const reader = new MemoryReader(
    (name) => memory.all(name),
    (name) => documents.find(name),
    account,
    flaw,
  );
  return {
    where: documents.where,
    hasMemory: true,
    open: (collections) => documents.open(collections),
    write: (writes) => documents.write(writes),
    close: () => documents.close(),
    read: (...asked) => reader.read(...asked),
    scan: (...asked) => reader.scan(...asked),
    find: (...asked) => reader.find(...asked),
    page: (...asked) => reader.page(...asked),
    members: (...asked) => reader.members(...asked),
    count: (...asked) => reader.count(...asked),
    countMembers: (...asked) => reader.countMembers(...asked),
    countByDay: (...asked) => reader.countByDay(...asked),
    rollUp: (...asked) => reader.rollUp(...asked),
    recall: (...asked) => ledger.recall(...asked),
    remember: (...asked) => ledger.remember(...asked),
    record: (...asked) => ledger.record(...asked),
    callsUsed: (...asked) => ledger.callsUsed(...asked),
    listings: (...asked) => ledger.listings(...asked),
    noteListings: (...asked) => ledger.noteListings(...asked),
    bury: (...asked) => ledger.bury(...asked),
    letters: () => ledger.letters(),
    dropLetters: (...asked) => ledger.dropLetters(...asked),
  };
}

/** An empty memory, with a flaw or without. */
export async function memoryHarness(flaw?: Flaw): Promise<Harness> {
  const memory = new Memory();
  const clock = manualClock();
  const make = (opening: Opening = {}) => memoryDestination(memory, clock, opening, flaw);
  let destination = make();
  return {
    clock,
    get destination() {
      return destination;
    },
    open: (collections) => destination.open(collections),
    reopen: async (collections) => {
      await destination.close();
      destination = make();
      await destination.open(collections);
    },
    another: make,
    source: async (collections) => {
      await destination.close();
      const find = (name: string) => collections.find((one) => one.name === name) as Collection;
      const whose = flaw === "hidesForeigners" ? ownAccount : undefined;
      const reader = new MemoryReader((name) => memory.all(name), find, whose, flaw);
      return Object.assign(reader, {
        where: "memory",
        ledger: async ({ records = true } = {}) => {
          const all = dump(memory, flaw);
          return records
            ? all
            : { ...all, letters: all.letters.map((letter) => ({ ...letter, record: null })) };
        },
        close: async () => {},
      });
    },
    readAll: async (collection) => memory.all(collection),
    deadLetters: async () => [...memory.letters.values()].map(({ key: _, at: __, ...letter }) => letter),
    end: async () => {},
  };
}
