/** The destination that is one DuckDB file: documents in schema `main`, the ledger beside them in schema `ledger`. */

import { later } from "../../clock.ts";
import type { Collection, Json } from "../../document.ts";
import { DestinationError, messageOf } from "../../errors.ts";
import { compileCheck } from "../check-document.ts";
import { appendDeadLetters, defaultDeadLetterFile } from "../dead-letter-file.ts";
import type { Destination, Outcome, Write } from "../destination.ts";
import { type Checked, gatherChanges } from "../gather-changes.ts";
import { claimLease, type LeaseEffects, LeaseLost, renewEveryMs } from "../lease.ts";
import type { DeadLetter, Holder, KeptLetter, Listing, RunRecord } from "../ledger.ts";
import type { Reader } from "../reader.ts";
import { type DuckConnection, inTransaction } from "./driver.ts";
import { explain, isOutOfMemory } from "./explain.ts";
import { FileKeeper, type KeeperEffects, largestMemoryMb } from "./file-keeper.ts";
import { endLease, readLease, renewLease, takeLease } from "./lease.ts";
import * as ledger from "./ledger.ts";
import { DuckReader } from "./reader.ts";
import { readSchemaVersion, readyLedger, schemaVersion } from "./schema.ts";
import { shellWord } from "./shell-word.ts";
import { storeChanges } from "./store-changes.ts";
import { readyTables, type Table } from "./tables.ts";
import { readyViews } from "./views.ts";

/** What this destination does to the outside world, its file apart. */
export interface DuckdbEffects extends KeeperEffects, Omit<LeaseEffects, "log"> {
  sleep(ms: number): Promise<void>;
}

export interface DuckdbOptions {
  file: string;
  /** The Zoom account; a file of another one is refused. */
  account: string;
  /** Adds the account to a file of another one. */
  allowAccount: boolean;
  /** Who writes. */
  holder: Holder;
  /** How long to wait for another harvester, or a process that has the file open. */
  lockWaitMs: number;
  /** The version of this program. */
  version: string;
  /** What DuckDB may use; it spills to disk beyond, and gets more only when a batch cannot be stored otherwise. @default 256 */
  memoryLimitMb?: number;
  /** Where dead letters go that the file does not take. @default "./zoom-harvester.dead.ndjson" */
  deadLetterFile?: string;
}

const largestChunk = 10_000;
const smallestChunk = 600;

/** A destination that keeps everything in one DuckDB file, its own by a lease from `open` to `close`. */
export function duckdbDestination(effects: DuckdbEffects, options: DuckdbOptions): Destination {
  return new DuckdbDestination(effects, options);
}

class DuckdbDestination implements Destination {
  readonly where: string;
  readonly look: string;
  readonly hasMemory = true;
  readonly #effects: DuckdbEffects;
  readonly #options: DuckdbOptions;
  readonly #collections = new Map<string, Checked>();
  readonly #keeper: FileKeeper;
  readonly #reader: DuckReader;
  #tables = new Map<string, Table>();
  #chunk = largestChunk;
  #isOpen = false;
  #lost: LeaseLost | undefined;
  #stopRenewing: () => void = () => {};

  constructor(effects: DuckdbEffects, options: DuckdbOptions) {
    this.#effects = effects;
    this.#options = options;
    const { file, memoryLimitMb = 256 } = options;
    this.#keeper = new FileKeeper(effects, { file, memoryLimitMb });
    this.#reader = new DuckReader((operation, steps) => this.#use(operation, steps), {
      find: (name) => this.#find(name),
      columns: (name) => this.#tables.get(name)?.columns ?? new Map(),
      account: options.account,
    });
    this.where = options.file;
    this.look =
      `duckdb -readonly ${shellWord(options.file)} "SELECT topic, start_time, sessions_stored, ` +
      'duration // 60 AS minutes FROM meetings ORDER BY sessions_stored DESC LIMIT 10"';
  }

  async open(collections: readonly Collection[]): Promise<void> {
    const { holder, lockWaitMs, file } = this.#options;
    const startedAt = this.#effects.elapsed();
    const leftMs = () => Math.max(0, lockWaitMs - (this.#effects.elapsed() - startedAt));
    await claimLease(
      this.#effects,
      holder,
      { lockWaitMs, where: file },
      {
        look: async () => {
          const lease = await this.#begin(leftMs(), async (connection) =>
            (await readSchemaVersion(connection)) === schemaVersion ? readLease(connection) : undefined,
          );
          // Whoever holds it wants to work with the file meanwhile.
          if (lease !== undefined && lease.run !== holder.run) await this.#keeper.close();
          return lease;
        },
        take: async (seen) => {
          const tables = await this.#begin(leftMs(), (connection) =>
            this.#ready(connection, collections, seen?.run),
          );
          if (tables !== undefined) this.#tables = tables;
          return tables !== undefined;
        },
      },
    );
    for (const collection of collections) {
      this.#collections.set(collection.name, { collection, check: compileCheck(collection.fields) });
    }
    this.#keeper.check = (connection) => this.#prove(connection);
    if (!this.#isOpen) this.#renewSoon();
    this.#isOpen = true;
  }

  write(writes: readonly Write[]): Promise<Outcome> {
    return this.#use("store documents", async (connection) => {
      const { changes, outcome } = gatherChanges(this.#collections, writes);
      for (;;) {
        try {
          if (changes.length > 0) await storeChanges(connection, this.#tables, changes, this.#chunk);
          return outcome;
        } catch (error) {
          if (!isOutOfMemory(error)) throw error;
          await this.#relieve(connection, error);
        }
      }
    });
  }

  async bury(letters: readonly DeadLetter[]): Promise<string> {
    const now = this.#effects.now();
    const { file, deadLetterFile = defaultDeadLetterFile } = this.#options;
    try {
      await this.#use("keep dead letters", (connection) => ledger.keepDeadLetters(connection, letters, now));
      return `ledger.dead_letters in ${file}`;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      this.#effects.log.warn(`Dead letters go to ${deadLetterFile}: ${messageOf(error)}`);
      return appendDeadLetters(deadLetterFile, letters, now);
    }
  }

  letters(): Promise<KeptLetter[]> {
    return this.#use("read dead letters", (connection) => ledger.readDeadLetters(connection));
  }

  dropLetters(keys: readonly string[]): Promise<void> {
    return this.#use("drop dead letters", (connection) => ledger.dropDeadLetters(connection, keys));
  }

  readonly read: Reader["read"] = (...query) => this.#reader.read(...query);
  readonly scan: Reader["scan"] = (...query) => this.#reader.scan(...query);
  readonly find: Reader["find"] = (...query) => this.#reader.find(...query);
  readonly page: Reader["page"] = (...query) => this.#reader.page(...query);
  readonly members: Reader["members"] = (...query) => this.#reader.members(...query);
  readonly countMembers: Reader["countMembers"] = (...query) => this.#reader.countMembers(...query);
  readonly count: Reader["count"] = (...query) => this.#reader.count(...query);
  readonly countByDay: Reader["countByDay"] = (...query) => this.#reader.countByDay(...query);
  readonly rollUp: Reader["rollUp"] = (...query) => this.#reader.rollUp(...query);

  recall(fact: string): Promise<Json | undefined> {
    const { account } = this.#options;
    return this.#use("recall a fact", (connection) => ledger.recallFact(connection, account, fact));
  }

  remember(fact: string, value: Json, account = this.#options.account): Promise<void> {
    return this.#use("remember a fact", (connection) =>
      ledger.rememberFact(connection, account, fact, value),
    );
  }

  record(run: RunRecord): Promise<void> {
    const { account } = this.#options;
    return this.#use("record the run", (connection) => ledger.recordRun(connection, account, run));
  }

  callsUsed(day: string): Promise<Record<string, number>> {
    const { account } = this.#options;
    return this.#use("read the calls used", (connection) => ledger.readCalls(connection, account, day));
  }

  async listings(what: string): Promise<Listing[]> {
    const { account } = this.#options;
    const found = await this.#use("read the listings", (connection) =>
      ledger.readListings(connection, { account, what }),
    );
    return found.map(({ account: _, ...listing }) => listing);
  }

  noteListings(listings: readonly Listing[], account = this.#options.account): Promise<void> {
    return this.#use("keep the listings", (connection) => ledger.keepListings(connection, account, listings));
  }

  async close(): Promise<void> {
    this.#stopRenewing();
    try {
      if (this.#isOpen && this.#lost === undefined) {
        await this.#use("give the file back", (connection) => endLease(connection, this.#options.holder));
      }
    } catch {
      // Everything accepted is stored; a lease that stays is taken over by whoever comes next.
    }
    this.#isOpen = false;
    await this.#keeper.close();
  }

  #find(name: string): Collection {
    const found = this.#collections.get(name)?.collection;
    if (found === undefined) throw new Error(`Expected a collection that was opened, got \`${name}\`.`);
    return found;
  }

  /**
   * Ledger, lease and tables, in one transaction: a refusal leaves the file as it was.
   * @returns the tables; undefined when the lease is no longer the one that was seen.
   */
  async #ready(
    connection: DuckConnection,
    collections: readonly Collection[],
    seen: string | undefined,
  ): Promise<Map<string, Table> | undefined> {
    const { file, account, allowAccount, version, holder } = this.#options;
    const names = collections.map(({ name }) => name);
    const now = this.#effects.now();
    return inTransaction(connection, async () => {
      await readyLedger(connection, { file, account, allowAccount, version, now, collections: names });
      if ((await readLease(connection))?.run !== seen) return undefined;
      if (seen !== holder.run) await takeLease(connection, holder, now);
      const tables = new Map([...this.#tables, ...(await readyTables(connection, file, collections))]);
      await readyViews(connection, tables);
      return tables;
    });
  }

  /** The file was let go for a while: nobody may have taken the lease meanwhile. */
  async #prove(connection: DuckConnection): Promise<void> {
    const { file, holder } = this.#options;
    try {
      await renewLease(connection, file, holder, this.#effects.now());
    } catch (error) {
      if (error instanceof LeaseLost) this.#lost = error;
      throw error;
    }
  }

  #renewSoon(): void {
    this.#stopRenewing = (this.#effects.later ?? later)(renewEveryMs, () => {
      const { file, holder } = this.#options;
      this.#use("renew the lease", (connection) => renewLease(connection, file, holder, this.#effects.now()))
        // What is wrong shows at the next write.
        .catch(() => {})
        .finally(() => {
          if (this.#isOpen && this.#lost === undefined) this.#renewSoon();
        });
    });
  }

  /** After out of memory: fewer documents at once; where that was not enough, more memory. */
  async #relieve(connection: DuckConnection, error: unknown): Promise<void> {
    if (this.#chunk > smallestChunk) {
      this.#chunk = Math.max(smallestChunk, Math.ceil(this.#chunk / 2));
      this.#effects.log.warn(`DuckDB is out of memory: going on with ${this.#chunk} documents at once`);
      return;
    }
    const megabytes = this.#keeper.memoryLimitMb * 2;
    if (megabytes > largestMemoryMb) throw error;
    await this.#keeper.setMemoryLimit(connection, megabytes);
    this.#effects.log.warn(`DuckDB is out of memory: going on with up to ${megabytes} MB`);
  }

  async #begin<T>(lockWaitMs: number, steps: (connection: DuckConnection) => Promise<T>): Promise<T> {
    try {
      return await this.#keeper.begin(lockWaitMs, steps);
    } catch (error) {
      await this.#keeper.close();
      throw explain("open the database", this.#options.file, error);
    }
  }

  async #use<T>(operation: string, steps: (connection: DuckConnection) => Promise<T>): Promise<T> {
    const { file } = this.#options;
    if (this.#lost !== undefined) throw this.#lost;
    if (!this.#isOpen) {
      throw new DestinationError({ operation, subject: file, reason: "the database is not open" });
    }
    try {
      return await this.#keeper.use(steps);
    } catch (error) {
      throw explain(operation, file, error);
    }
  }
}
