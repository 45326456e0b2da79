/**
 * The simplest destination that keeps the contract, and the flaws with which it breaks one promise each: they
 * prove that the cases see what they are for.
 */

import { compileCheck } from "../../src/destinations/check-document.ts";
import type {
  DeadLetter,
  Destination,
  Outcome,
  RunRecord,
  SetOf,
  Write,
} from "../../src/destinations/destination.ts";
import { isSet } from "../../src/destinations/destination.ts";
import type { Collection, Document, Json } from "../../src/document.ts";
import type { Span } from "../../src/time.ts";
import type { Harness } from "./contract.ts";

/** The promises that can be broken, each by the name of the case that must see it. */
export const flaws = {
  cutsTextAtNul: "keeps every type of field as it was given",
  dropsEmptyLists: "keeps an empty list, and leaves out what is absent",
  storesTheSameTwice: "changes nothing when the same is written again",
  mergesDocuments: "lets the later write win, whole",
  keepsTheVanished: "replaces a set that has shrunk",
  ignoresEmptySets: "replaces a set by an empty one",
  removesInOneMonthOnly:
    "replaces a set whose owner has moved by months, also when the owner moved before it",
  clearsAllSets: "leaves the sets of other owners alone",
  takesAllForComplete: "removes nothing for an incomplete set, and refreshes what it holds",
  showsTheOwnerFirst: "shows an owner never before its set",
  forgetsToCountOwners: "counts every document, owners and duplicates too",
  swallowsRefusals: "stores the others when it refuses a document, and says which and why",
  storesOrphans: "refuses a set together with its owner, since nobody would find it",
  keepsTheFirst: "keeps the last of several forms of a document in one write",
  unitesSets: "keeps the last of several sets of an owner in one write",
  losesOnClose: "has everything after it was closed and opened again",
  dropsNewFields: "takes fields that a newer catalogue adds, inside objects too",
  clearsOnOpen: "may be opened twice",
  closesOnce: "may be closed twice",
  saysNowhere: "says where the data lie",
  countsEverything: "counts the documents of a span of time",
  readsEverything: "reads the documents that are asked for, those that are there",
  forgetsFacts: "remembers facts from run to run",
  countsRunsTwice: "adds up the calls of a Zoom day, each run once",
  losesReasons: "keeps dead letters and says where",
} as const;

export type Flaw = keyof typeof flaws;

/** What outlives a destination: the store itself. */
class Memory {
  documents = new Map<string, Map<string, Document>>();
  facts = new Map<string, Json>();
  runs: RunRecord[] = [];
  letters: DeadLetter[] = [];
  catalogue: readonly Collection[] = [];
}

class MemoryDestination implements Destination {
  readonly where: string;
  readonly #memory: Memory;
  readonly #flaw: Flaw | undefined;
  #collections = new Map<string, Collection>();
  #isOpen = false;

  constructor(memory: Memory, flaw?: Flaw) {
    this.#memory = memory;
    this.#flaw = flaw;
    this.where = flaw === "saysNowhere" ? "" : "memory";
  }

  async open(collections: readonly Collection[]): Promise<void> {
    const memory = this.#memory;
    if (this.#flaw === "clearsOnOpen" && this.#isOpen) memory.documents.clear();
    if (this.#flaw === "losesOnClose" && !this.#isOpen && memory.catalogue === collections)
      memory.documents.clear();
    if (this.#flaw !== "dropsNewFields" || memory.catalogue.length === 0) memory.catalogue = collections;
    this.#isOpen = true;
    for (const collection of memory.catalogue) this.#collections.set(collection.name, collection);
  }

  async write(writes: readonly Write[]): Promise<Outcome> {
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
    const isKept =
      (this.#flaw === "ignoresEmptySets" && documents.length === 0) ||
      (this.#flaw === "unitesSets" && written.has(to));
    const removes = write.complete || (this.#flaw === "takesAllForComplete" && !written.has(to));
    if (removes && !isKept) {
      for (const [id, document] of next.get(to) ?? []) {
        const isOfOwner = document[by] === _id || (this.#flaw === "clearsAllSets" && !written.has(to));
        const isNear = document.owner_start === start;
        const isFound =
          this.#flaw === "removesInOneMonthOnly"
            ? isNear
            : this.#flaw !== "keepsTheVanished" || !isNear || documents.length === 0 || written.has(to);
        if (isOfOwner && isFound) next.get(to)?.delete(id);
      }
    }
    for (const document of documents) this.#put(next, written, to, document, outcome, _id);
    written.add(to);
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
    const isSame = before !== undefined && !isAgain && JSON.stringify(before) === JSON.stringify(document);
    if (this.#flaw === "storesTheSameTwice" && isSame && to === "things")
      stored.set(`${_id} again`, document);
    else stored.set(_id, this.#spoil(structuredClone(document), isAgain ? undefined : before));
  }

  #spoil(document: Document, before: Document | undefined): Document {
    if (this.#flaw === "mergesDocuments" && before?.text !== undefined) return { ...before, ...document };
    for (const [name, value] of Object.entries(document)) {
      if (this.#flaw === "dropsEmptyLists" && Array.isArray(value) && value.length === 0)
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

  async bury(letters: readonly DeadLetter[]): Promise<string> {
    this.#memory.letters.push(
      ...letters.map((one) => (this.#flaw === "losesReasons" ? { ...one, reason: "" } : one)),
    );
    return "memory";
  }

  async read(collection: string, ids: readonly string[]): Promise<Document[]> {
    const stored = [...(this.#memory.documents.get(collection)?.values() ?? [])];
    return this.#flaw === "readsEverything" ? stored : stored.filter(({ _id }) => ids.includes(_id));
  }

  async count(name: string, { start, end }: Span): Promise<number | undefined> {
    const { time } = this.#collections.get(name) ?? {};
    if (time === undefined) return undefined;
    const documents = [...(this.#memory.documents.get(name)?.values() ?? [])];
    if (this.#flaw === "countsEverything") return documents.length;
    const at = (document: Document) => Date.parse(String(document[time]));
    return documents.filter((document) => at(document) >= start && at(document) < end).length;
  }

  async recall(fact: string): Promise<Json | undefined> {
    return this.#memory.facts.get(fact);
  }

  async remember(fact: string, value: Json): Promise<void> {
    if (this.#flaw !== "forgetsFacts") this.#memory.facts.set(fact, value);
  }

  async record(run: RunRecord): Promise<void> {
    const others = this.#memory.runs.filter((one) => one.run !== run.run || this.#flaw === "countsRunsTwice");
    this.#memory.runs = [...others, run];
  }

  async callsUsed(day: string): Promise<Record<string, number>> {
    const used: Record<string, number> = {};
    for (const { calls } of this.#memory.runs) {
      for (const [tier, count] of Object.entries(calls[day] ?? {})) used[tier] = (used[tier] ?? 0) + count;
    }
    return used;
  }

  async close(): Promise<void> {
    if (!this.#isOpen && this.#flaw === "closesOnce") throw new Error("closed already");
    this.#isOpen = false;
  }
}

/** An empty memory, with a flaw or without. */
export async function memoryHarness(flaw?: Flaw): Promise<Harness> {
  const memory = new Memory();
  let destination = new MemoryDestination(memory, flaw);
  return {
    get destination() {
      return destination;
    },
    open: (collections) => destination.open(collections),
    reopen: async (collections) => {
      await destination.close();
      destination = new MemoryDestination(memory, flaw);
      await destination.open(collections);
    },
    readAll: async (collection) => [...(memory.documents.get(collection)?.values() ?? [])],
    deadLetters: async () => memory.letters,
    end: async () => {},
  };
}
