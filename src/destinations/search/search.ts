/** The destination that is a search engine: monthly indices behind the aliases, the ledger in an index beside them. */

import type { Collection, Document, Json } from "../../document.ts";
import type { Effects } from "../../effects.ts";
import { DestinationError, messageOf } from "../../errors.ts";
import type { SearchSettings } from "../../search-settings.ts";
import type { Span } from "../../time.ts";
import { compileCheck } from "../check-document.ts";
import { appendDeadLetters, defaultDeadLetterFile } from "../dead-letter-file.ts";
import type { DeadLetter, Destination, Outcome, RunRecord, Write } from "../destination.ts";
import { type Checked, gatherChanges } from "../gather-changes.ts";
import { BulkSender } from "./bulk.ts";
import { findConflicts } from "./conflicts.ts";
import { connectSearch } from "./connect.ts";
import { sayEngine } from "./identify.ts";
import { type IndexNames, ledgerNames, namesOf } from "./index-names.ts";
import { installTemplates, upgradeIndices } from "./install.ts";
import { SearchLedger } from "./ledger.ts";
import { checkPrivileges } from "./privileges.ts";
import type { Requests } from "./requests.ts";
import { SearchStore } from "./store.ts";
import { countDocuments, readDocuments } from "./stored.ts";
import type { SearchTransport } from "./transport.ts";

/** What this destination does to the outside world, the network apart. */
export type SearchEffects = Pick<Effects, "now" | "elapsed" | "sleep" | "random" | "log">;

export interface SearchOptions {
  settings: SearchSettings;
  /** The Zoom account; indices of another one are refused. */
  account: string;
  /** Adds the account to indices of another one. */
  allowAccount: boolean;
  /** The version of this program. */
  version: string;
  /** Fires when the user wants the run to end. */
  interrupted?: AbortSignal;
  /** Where dead letters go that the cluster does not take. @default "./zoom-harvester.dead.ndjson" */
  deadLetterFile?: string;
}

/** A destination that keeps everything in an Elasticsearch or OpenSearch cluster. */
export function searchDestination(effects: SearchEffects, options: SearchOptions): Destination {
  return new SearchDestination(effects, options);
}

interface Open {
  transport: SearchTransport;
  requests: Requests;
  ledger: SearchLedger;
  store: SearchStore;
  version: number;
}

class SearchDestination implements Destination {
  readonly #effects: SearchEffects;
  readonly #options: SearchOptions;
  readonly #collections = new Map<string, Checked & { names: IndexNames }>();
  #engine = "the search engine";
  #open: Open | undefined;

  constructor(effects: SearchEffects, options: SearchOptions) {
    this.#effects = effects;
    this.#options = options;
  }

  get where(): string {
    const { hosts, prefix } = this.#options.settings;
    const indices = prefix === "" ? "" : `, indices ${prefix}*`;
    return `${this.#engine} at ${hosts.map(({ origin }) => origin).join(", ")}${indices}`;
  }

  get look(): string {
    const { hosts, prefix } = this.#options.settings;
    const base = (hosts[0]?.href ?? "").replace(/\/$/, "");
    return `curl -s '${base}/${prefix}meetings/_search?pretty&size=10&sort=sessions_stored:desc&_source=topic,start_time,sessions_stored,duration'`;
  }

  async open(collections: readonly Collection[]): Promise<void> {
    const { settings, version } = this.#options;
    const { prefix } = settings;
    if (this.#open === undefined) this.#open = await this.#connect();
    const { requests, store } = this.#open;
    const found = await findConflicts(requests, collections, prefix);
    await this.#open.ledger.check();
    await installTemplates(requests, collections, { prefix, version }, found);
    await upgradeIndices(requests, collections, { prefix, version }, found);
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
    if (this.#open.version === 0) {
      const { version: number, wasCutOff } = await this.#open.ledger.begin(this.#effects.now());
      this.#open.version = number;
      store.begin(number, wasCutOff);
    }
  }

  async write(writes: readonly Write[]): Promise<Outcome> {
    const { store } = this.#use("store documents");
    const { changes, outcome } = gatherChanges(this.#collections, writes);
    if (changes.length === 0) return outcome;
    return store.store(changes, outcome, (name) => this.#namesOf(name));
  }

  async bury(letters: readonly DeadLetter[]): Promise<string> {
    const { deadLetterFile = defaultDeadLetterFile, settings } = this.#options;
    const now = this.#effects.now();
    try {
      await this.#use("keep dead letters").ledger.bury(letters, now);
      return `${ledgerNames(settings.prefix).dead} at ${settings.hosts[0]?.origin}`;
    } catch (error) {
      this.#effects.log.warn(`Dead letters go to ${deadLetterFile}: ${messageOf(error)}`);
      return appendDeadLetters(deadLetterFile, letters, now);
    }
  }

  async read(collection: string, ids: readonly string[]): Promise<Document[]> {
    const { requests, store } = this.#use("read documents");
    const names = this.#namesOf(collection);
    if (ids.length === 0) return [];
    await store.showWrites(names);
    return readDocuments(requests, names.alias, ids);
  }

  async count(collection: string, span: Span): Promise<number | undefined> {
    const { requests, store } = this.#use("count documents");
    const { time, fields } = this.#find(collection).collection;
    if (time === undefined) return undefined;
    const account = fields.account_id === undefined ? undefined : this.#options.account;
    const names = this.#namesOf(collection);
    await store.showWrites(names);
    return countDocuments(requests, names.alias, time, account, span);
  }

  async recall(fact: string): Promise<Json | undefined> {
    return this.#use("recall a fact").ledger.recall(fact);
  }

  async remember(fact: string, value: Json): Promise<void> {
    await this.#use("remember a fact").ledger.remember(fact, value);
  }

  async record(run: RunRecord): Promise<void> {
    await this.#use("record the run").ledger.record(run);
  }

  async callsUsed(day: string): Promise<Record<string, number>> {
    return this.#use("read the calls used").ledger.callsUsed(day);
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    try {
      // After a failure the cluster is left as it is: the next run then looks for what this one left half done.
      if (open.version > 0 && open.store.isWhole) {
        await open.store.showAll();
        await open.ledger.end(open.version);
      }
    } finally {
      await open.transport.close();
    }
  }

  async #connect(): Promise<Open> {
    const { settings, version, account, allowAccount, interrupted } = this.#options;
    const { prefix } = settings;
    const connection = await connectSearch(this.#effects, settings, version, interrupted);
    const { transport, requests, patience, engine } = connection;
    try {
      await checkPrivileges(requests, engine, prefix);
    } catch (error) {
      await transport.close();
      throw error;
    }
    this.#engine = sayEngine(engine);
    const names = ledgerNames(prefix);
    const ledger = new SearchLedger(requests, { names, account, allowAccount, version });
    const makeIndex = (index: string) => store.makeIndex(index);
    const bulk = new BulkSender(transport, patience, this.#effects.log, makeIndex);
    const store: SearchStore = new SearchStore(requests, bulk);
    return { transport, requests, ledger, store, version: 0 };
  }

  #find(name: string): Checked & { names: IndexNames } {
    const found = this.#collections.get(name);
    if (found === undefined) throw new Error(`Expected a collection that was opened, got \`${name}\`.`);
    return found;
  }

  #namesOf(name: string): IndexNames {
    return this.#find(name).names;
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
