/** The destination that is one DuckDB file: documents in schema `main`, the ledger beside them in schema `ledger`. */

import type { Collection, Document, Json } from "../../document.ts";
import { DestinationError, messageOf } from "../../errors.ts";
import type { Span } from "../../time.ts";
import { compileCheck } from "../check-document.ts";
import { appendDeadLetters, defaultDeadLetterFile } from "../dead-letter-file.ts";
import type { DeadLetter, Destination, Outcome, RunRecord, Write } from "../destination.ts";
import { type Checked, gatherChanges } from "../gather-changes.ts";
import { type DuckConnection, inTransaction } from "./driver.ts";
import { explain, isOutOfMemory } from "./explain.ts";
import { keepDeadLetters, readCalls, readyLedger, recallFact, recordRun, rememberFact } from "./ledger.ts";
import { type DuckFile, openFile } from "./open-file.ts";
import { countDocuments, readDocuments } from "./read-documents.ts";
import { storeChanges } from "./store-changes.ts";
import { readyTable, type Table } from "./tables.ts";

/** What this destination does to the outside world, its file apart. */
export interface DuckdbEffects {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
  log: { warn(message: string): void };
}

export interface DuckdbOptions {
  file: string;
  /** The Zoom account; a file of another one is refused. */
  account: string;
  /** Adds the account to a file of another one. */
  allowAccount: boolean;
  /** How long to wait for another process that holds the file. */
  lockWaitMs: number;
  /** The version of this program. */
  version: string;
  /** What DuckDB may use; it spills to disk beyond, and gets more only when a batch cannot be stored otherwise. @default 128 */
  memoryLimitMb?: number;
  /** Where dead letters go that the file does not take. @default "./zoom-harvester.dead.ndjson" */
  deadLetterFile?: string;
}

const largestChunk = 10_000;
const smallestChunk = 600;
const largestMemoryMb = 1_024;

/** A destination that keeps everything in one DuckDB file, held from `open` to `close`. */
export function duckdbDestination(effects: DuckdbEffects, options: DuckdbOptions): Destination {
  return new DuckdbDestination(effects, options);
}

class DuckdbDestination implements Destination {
  readonly where: string;
  readonly look: string;
  readonly #effects: DuckdbEffects;
  readonly #options: DuckdbOptions;
  readonly #collections = new Map<string, Checked>();
  #tables = new Map<string, Table>();
  #file: DuckFile | undefined;
  #chunk = largestChunk;
  #memoryLimitMb: number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(effects: DuckdbEffects, options: DuckdbOptions) {
    this.#effects = effects;
    this.#options = options;
    this.#memoryLimitMb = options.memoryLimitMb ?? 128;
    this.where = options.file;
    this.look =
      `duckdb -readonly ${shellWord(options.file)} "SELECT topic, start_time, sessions_stored, ` +
      'duration // 60 AS minutes FROM meetings ORDER BY sessions_stored DESC LIMIT 10"';
  }

  open(collections: readonly Collection[]): Promise<void> {
    return this.#inTurn(async () => {
      const { file, lockWaitMs } = this.#options;
      this.#file ??= await openFile(this.#effects, { file, lockWaitMs, memoryLimitMb: this.#memoryLimitMb });
      try {
        this.#tables = await this.#ready(this.#file.connection, collections);
      } catch (error) {
        this.#end();
        throw explain("open the database", file, error);
      }
      for (const collection of collections) {
        this.#collections.set(collection.name, { collection, check: compileCheck(collection.fields) });
      }
    });
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
      await this.#use("keep dead letters", (connection) => keepDeadLetters(connection, letters, now));
      return `ledger.dead_letters in ${file}`;
    } catch (error) {
      this.#effects.log.warn(`Dead letters go to ${deadLetterFile}: ${messageOf(error)}`);
      return appendDeadLetters(deadLetterFile, letters, now);
    }
  }

  read(collection: string, ids: readonly string[]): Promise<Document[]> {
    return this.#use("read documents", async (connection) => {
      const found = this.#find(collection);
      return ids.length === 0 ? [] : readDocuments(connection, found, ids);
    });
  }

  count(collection: string, span: Span): Promise<number | undefined> {
    return this.#use("count documents", async (connection) => {
      const found = this.#find(collection);
      return countDocuments(connection, found, this.#options.account, span);
    });
  }

  recall(fact: string): Promise<Json | undefined> {
    return this.#use("recall a fact", (connection) => recallFact(connection, fact));
  }

  remember(fact: string, value: Json): Promise<void> {
    return this.#use("remember a fact", (connection) => rememberFact(connection, fact, value));
  }

  record(run: RunRecord): Promise<void> {
    return this.#use("record the run", (connection) => recordRun(connection, run));
  }

  callsUsed(day: string): Promise<Record<string, number>> {
    return this.#use("read the calls used", (connection) => readCalls(connection, day));
  }

  close(): Promise<void> {
    return this.#inTurn(async () => this.#end());
  }

  #find(name: string): Collection {
    const found = this.#collections.get(name)?.collection;
    if (found === undefined) throw new Error(`Expected a collection that was opened, got \`${name}\`.`);
    return found;
  }

  /** Ledger and tables, in one transaction: a refusal leaves the file as it was. */
  async #ready(connection: DuckConnection, collections: readonly Collection[]): Promise<Map<string, Table>> {
    const { file, account, allowAccount, version } = this.#options;
    const names = collections.map(({ name }) => name);
    const now = this.#effects.now();
    return inTransaction(connection, async () => {
      await readyLedger(connection, { file, account, allowAccount, version, now, collections: names });
      const tables = new Map(this.#tables);
      for (const collection of collections) {
        tables.set(collection.name, await readyTable(connection, file, collection));
      }
      return tables;
    });
  }

  /** After out of memory: fewer documents at once; where that was not enough, more memory. */
  async #relieve(connection: DuckConnection, error: unknown): Promise<void> {
    if (this.#chunk > smallestChunk) {
      this.#chunk = Math.max(smallestChunk, Math.ceil(this.#chunk / 2));
      this.#effects.log.warn(`DuckDB is out of memory: going on with ${this.#chunk} documents at once`);
      return;
    }
    if (this.#memoryLimitMb >= largestMemoryMb) throw error;
    this.#memoryLimitMb *= 2;
    await connection.run(`SET memory_limit = '${this.#memoryLimitMb}MB'`);
    this.#effects.log.warn(`DuckDB is out of memory: going on with up to ${this.#memoryLimitMb} MB`);
  }

  #use<T>(operation: string, steps: (connection: DuckConnection) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const { file } = this.#options;
      if (this.#file === undefined) {
        throw new DestinationError({ operation, subject: file, reason: "the database is not open" });
      }
      try {
        return await steps(this.#file.connection);
      } catch (error) {
        throw explain(operation, file, error);
      }
    });
  }

  /** One after another: all share one connection, and what runs between BEGIN and COMMIT would be part of it. */
  #inTurn<T>(steps: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(steps, steps);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  #end(): void {
    this.#file?.close();
    this.#file = undefined;
  }
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
