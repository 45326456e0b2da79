/** The destination that is a search engine: monthly indices behind the aliases, the ledger in an index beside them. */

import { later } from "../../clock.ts";
import type { Collection, Document, Json } from "../../document.ts";
import type { Effects } from "../../effects.ts";
import { DestinationError, messageOf } from "../../errors.ts";
import type { Span } from "../../time.ts";
import { compileCheck } from "../check-document.ts";
import { appendDeadLetters, defaultDeadLetterFile } from "../dead-letter-file.ts";
import type { DeadLetter, Destination, Outcome, RunRecord, Write } from "../destination.ts";
import { type Checked, gatherChanges } from "../gather-changes.ts";
import { LeaseLost } from "../lease.ts";
import type { KeptLetter, Listing } from "../ledger.ts";
import type { DayCount, Page, PageOf, Where } from "../reader.ts";
import type { Group, RollUp } from "../roll-up.ts";
import { type Found, findConflicts } from "./conflicts.ts";
import { type IndexNames, ledgerNames, namesOf } from "./index-names.ts";
import { installTemplates, upgradeIndices } from "./install.ts";
import type { SearchLeaseEffects } from "./lease.ts";
import { type OpenSearch, type OpenSearchOptions, openSearch, sayWhere } from "./open-search.ts";
import { SearchReader } from "./reader.ts";

/** What this destination does to the outside world, the network apart. */
export interface SearchEffects
  extends Pick<Effects, "now" | "elapsed" | "sleep" | "random" | "log">,
    Pick<SearchLeaseEffects, "isRunning"> {
  /** @default the timers of the process */
  later?: SearchLeaseEffects["later"];
}

export interface SearchOptions extends OpenSearchOptions {
  /** Where dead letters go that the cluster does not take. @default "./zoom-harvester.dead.ndjson" */
  deadLetterFile?: string;
}

/** A destination that keeps everything in an Elasticsearch or OpenSearch cluster. */
export function searchDestination(effects: SearchEffects, options: SearchOptions): Destination {
  return new SearchDestination(effects, options);
}

interface Open extends OpenSearch {
  reader: SearchReader;
  /** The number that every write of this run carries; 0 until it was taken. */
  version: number;
}

class SearchDestination implements Destination {
  readonly hasMemory = true;
  readonly #effects: SearchEffects;
  readonly #options: SearchOptions;
  readonly #collections = new Map<string, Checked & { names: IndexNames }>();
  #where: string;
  #open: Open | undefined;

  constructor(effects: SearchEffects, options: SearchOptions) {
    this.#effects = effects;
    this.#options = options;
    this.#where = sayWhere("the search engine", options.settings);
  }

  get where(): string {
    return this.#where;
  }

  get look(): string {
    const { hosts, prefix } = this.#options.settings;
    const base = (hosts[0]?.href ?? "").replace(/\/$/, "");
    return `curl -s '${base}/${prefix}meetings/_search?pretty&size=10&sort=sessions_stored:desc&_source=topic,start_time,sessions_stored,duration'`;
  }

  async open(collections: readonly Collection[]): Promise<void> {
    const isFirst = this.#open === undefined;
    this.#open ??= await this.#connect();
    try {
      await this.#makeReady(this.#open, collections);
    } catch (error) {
      // Nobody closes what was never open, and a lease that is renewed keeps others out.
      if (isFirst) await this.close();
      throw error;
    }
  }

  async write(writes: readonly Write[]): Promise<Outcome> {
    const { store } = this.#use("store documents");
    const { changes, outcome } = gatherChanges(this.#collections, writes);
    if (changes.length === 0) return outcome;
    return store.store(changes, outcome, (name) => this.#find(name).names);
  }

  async bury(letters: readonly DeadLetter[]): Promise<string> {
    const { deadLetterFile = defaultDeadLetterFile, settings } = this.#options;
    const now = this.#effects.now();
    try {
      await this.#use("keep dead letters").ledger.bury(letters, now);
      return `${ledgerNames(settings.prefix).dead} at ${settings.hosts[0]?.origin}`;
    } catch (error) {
      // Whoever has taken over meets the same records.
      if (error instanceof LeaseLost) throw error;
      this.#effects.log.warn(`Dead letters go to ${deadLetterFile}: ${messageOf(error)}`);
      return appendDeadLetters(deadLetterFile, letters, now);
    }
  }

  async letters(): Promise<KeptLetter[]> {
    return this.#use("read the dead letters").ledger.letters();
  }

  async dropLetters(keys: readonly string[]): Promise<void> {
    await this.#use("drop dead letters").ledger.dropLetters(keys);
  }

  async read(collection: string, ids: readonly string[], fields?: readonly string[]): Promise<Document[]> {
    return this.#use("read documents").reader.read(collection, ids, fields);
  }

  async *scan(collection: string, where?: Where): AsyncGenerator<Document[]> {
    yield* this.#use("read documents").reader.scan(collection, where);
  }

  async find(collection: string, where: Where, order?: "newest" | "oldest"): Promise<string[]> {
    return this.#use("find documents").reader.find(collection, where, order);
  }

  async page(collection: string, asked: PageOf): Promise<Page> {
    return this.#use("find documents").reader.page(collection, asked);
  }

  async members(
    collection: string,
    owners: readonly string[],
    fields?: readonly string[],
  ): Promise<Document[]> {
    return this.#use("read documents").reader.members(collection, owners, fields);
  }

  async countMembers(collection: string, owners: readonly string[]): Promise<Map<string, number>> {
    return this.#use("count documents").reader.countMembers(collection, owners);
  }

  async count(collection: string, span: Span): Promise<number | undefined> {
    return this.#use("count documents").reader.count(collection, span);
  }

  async countByDay(collection: string, timeZone: string, by?: string): Promise<DayCount[]> {
    return this.#use("count documents").reader.countByDay(collection, timeZone, by);
  }

  async rollUp(collection: string, rollUp: RollUp): Promise<Group[]> {
    return this.#use("count documents").reader.rollUp(collection, rollUp);
  }

  async recall(fact: string): Promise<Json | undefined> {
    return this.#use("recall a fact").ledger.recall(fact);
  }

  async remember(fact: string, value: Json, account?: string): Promise<void> {
    await this.#use("remember a fact").ledger.remember(fact, value, account);
  }

  async record(run: RunRecord): Promise<void> {
    await this.#use("record the run").ledger.record(run);
  }

  async callsUsed(day: string): Promise<Record<string, number>> {
    return this.#use("read the calls used").ledger.callsUsed(day);
  }

  async listings(what: string): Promise<Listing[]> {
    return this.#use("read the listings").ledger.listings(what);
  }

  async noteListings(listings: readonly Listing[], account?: string): Promise<void> {
    await this.#use("note listings").ledger.noteListings(listings, account);
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    const { store, ledger, lease, transport, version } = open;
    try {
      // After a failure the cluster is left as it is: the next run then looks for what this one left half done.
      if (version > 0 && store.isWhole) {
        await store.showAll();
        await ledger.end(version);
      }
    } finally {
      await lease.release();
      await transport.close();
    }
  }

  async #connect(): Promise<Open> {
    const open = await openSearch({ later, ...this.#effects }, this.#options);
    this.#where = open.where;
    const { requests, store } = open;
    const reader = new SearchReader(requests, {
      account: this.#options.account,
      find: (name) => this.#find(name),
      show: (names) => store.showWrites(names),
    });
    return { ...open, reader, version: 0 };
  }

  /** Every refusal first, then the lease, then whatever changes the cluster. */
  async #makeReady(open: Open, collections: readonly Collection[]): Promise<void> {
    const { requests, store, ledger, lease } = open;
    const { prefix } = this.#options.settings;
    const options = { prefix, version: this.#options.version };
    let found = await this.#check(open, collections);
    if (!lease.isClaimed) {
      await ledger.make(ledgerNames(prefix).ledger);
      await lease.claim();
      // Whoever had the lease before may have changed everything.
      found = await this.#check(open, collections);
    }
    await installTemplates(requests, collections, options, found);
    await upgradeIndices(requests, collections, options, found);
    for (const collection of collections) {
      const names = namesOf(collection, prefix);
      const check = compileCheck(collection.fields);
      this.#collections.set(collection.name, {
        collection,
        names,
        check: (document) => checkId(document) ?? check(document),
      });
      store.know(
        names,
        (found.indices.get(collection.name) ?? []).map(({ name }) => name),
      );
    }
    if (open.version > 0) return;
    const { version, wasCutOff } = await ledger.begin(this.#effects.now());
    open.version = version;
    store.begin(version, wasCutOff);
  }

  async #check({ requests, ledger }: Open, collections: readonly Collection[]): Promise<Found> {
    const found = await findConflicts(requests, collections, this.#options.settings.prefix);
    await ledger.check();
    return found;
  }

  #find(name: string): Checked & { names: IndexNames } {
    const found = this.#collections.get(name);
    if (found === undefined) throw new Error(`Expected a collection that was opened, got \`${name}\`.`);
    return found;
  }

  #use(operation: string): Open {
    if (this.#open !== undefined) return this.#open;
    throw new DestinationError({ operation, subject: this.where, reason: "it is not open" });
  }
}

/** Elasticsearch's own limit for `_id`. */
const longestId = 512;

function checkId({ _id }: Document): string | undefined {
  if (typeof _id !== "string" || Buffer.byteLength(_id) <= longestId) return undefined;
  return `Expected \`_id\` to have at most ${longestId} bytes, got ${Buffer.byteLength(_id)}`;
}
