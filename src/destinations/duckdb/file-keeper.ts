/**
 * Keeps the database file open only while it is worked with: between two batches others may read it, and a harvester
 * that hangs does not keep it for ever. One piece of work at a time; each time the file is opened again it is checked.
 */

import { existsSync } from "node:fs";
import { later } from "../../clock.ts";
import { DestinationError, DestinationLost } from "../../errors.ts";
import { StoreHeld } from "../source.ts";
import type { DuckConnection } from "./driver.ts";
import { type DuckFile, openFile, pollMs } from "./open-file.ts";

/** Work that comes this soon after other work finds the file still open; opening and closing take a tenth of a second. */
const lingerMs = 250;
/** The same of a file that is only read, which costs little to open. */
const lingerReadingMs = 50;
/**
 * Who has had the file for so long lets go of it between two pieces of work, and leaves it to others for a moment: else
 * work without a pause would keep out the dashboard, and many questions at once the harvest.
 */
const longestHoldMs = 1_000;
const longestReadingMs = 500;
/** How long it is left to others: whoever waits looks twice within it. */
const leaveMs = 2 * pollMs + 10;
/** How long a run that has begun waits for whoever has the file meanwhile. */
const usualPatienceMs = 300_000;
/** After so long a run that waits says so. */
const quietMs = 5_000;
/** The most memory that DuckDB is given. */
export const largestMemoryMb = 1_024;

export interface KeeperEffects {
  sleep(ms: number): Promise<void>;
  /** Milliseconds that only grow. */
  elapsed(): number;
  /** Calls `run` after a while unless cancelled first. @default the clock's */
  later?(ms: number, run: () => void): () => void;
  log: { warn(message: string): void };
}

export interface KeeperOptions {
  file: string;
  memoryLimitMb: number;
  /** @default false */
  readOnly?: boolean;
  /**
   * How long work waits for whoever has the file, without a word; StoreHeld is thrown after it.
   * @default 5 s, then five minutes after a warning; DestinationLost is thrown after them
   */
  patienceMs?: number | undefined;
}

export class FileKeeper {
  readonly #effects: KeeperEffects;
  readonly #file: string;
  readonly #readOnly: boolean;
  readonly #patienceMs: number | undefined;
  #memoryLimitMb: number;
  #open: DuckFile | undefined;
  /** When it was opened, and when it was last left to others. */
  #openedAt = 0;
  #leftAt = Number.NEGATIVE_INFINITY;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #cancel: (() => void) | undefined;
  /** Called with a file that was opened again; throws when it is not ours any more. */
  check: ((connection: DuckConnection) => Promise<void>) | undefined;

  constructor(effects: KeeperEffects, { file, memoryLimitMb, readOnly = false, patienceMs }: KeeperOptions) {
    this.#effects = effects;
    this.#file = file;
    this.#readOnly = readOnly;
    this.#patienceMs = patienceMs;
    this.#memoryLimitMb = memoryLimitMb;
  }

  get memoryLimitMb(): number {
    return this.#memoryLimitMb;
  }

  /** Also for when the file is opened again. */
  async setMemoryLimit(connection: DuckConnection, megabytes: number): Promise<void> {
    this.#memoryLimitMb = megabytes;
    await connection.run(`SET memory_limit = '${megabytes}MB'`);
  }

  /** Opens the file for the first time, or once more while a claim on it goes on. */
  begin<T>(lockWaitMs: number, steps: (connection: DuckConnection) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      this.#open ??= await this.#openFile(lockWaitMs);
      return steps(this.#open.connection);
    });
  }

  /** Works with the file. @throws DestinationLost when somebody else has had it for too long. */
  use<T>(steps: (connection: DuckConnection) => Promise<T>): Promise<T> {
    const askedAt = this.#effects.elapsed();
    return this.#inTurn(async () => {
      this.#open ??= await this.#reopen(askedAt);
      return steps(this.#open.connection);
    });
  }

  /** Lets others have the file now. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#letGo());
  }

  async #openFile(lockWaitMs: number, memoryLimitMb = this.#memoryLimitMb): Promise<DuckFile> {
    const leftMs = leaveMs - (this.#effects.elapsed() - this.#leftAt);
    if (leftMs > 0) await this.#effects.sleep(leftMs);
    const file = await openFile(this.#effects, {
      file: this.#file,
      lockWaitMs,
      memoryLimitMb,
      readOnly: this.#readOnly,
    });
    this.#openedAt = this.#effects.elapsed();
    return file;
  }

  /** A file that is not ours any more is let go at once: the work that already waits for its turn is refused as well. */
  async #reopen(askedAt: number): Promise<DuckFile> {
    const file = await this.#openPatiently(askedAt);
    try {
      await this.check?.(file.connection);
    } catch (error) {
      file.close();
      throw error;
    }
    return file;
  }

  async #openPatiently(askedAt: number): Promise<DuckFile> {
    try {
      return await this.#openFile(this.#patienceLeft(askedAt));
    } catch (error) {
      if (!isHeld(error)) throw error;
      if (this.#patienceMs !== undefined)
        throw new StoreHeld({ ...error.explanation, operation: "read the database" });
      this.#effects.log.warn(`waiting for ${this.#file}: ${error.explanation.reason}`);
    }
    try {
      return await this.#openFile(usualPatienceMs);
    } catch (error) {
      if (!isHeld(error)) throw error;
      throw new DestinationLost({ ...error.explanation, operation: "work with the database" });
    }
  }

  /** Work that waited while other work did has waited already: what was asked at once is refused at once. */
  #patienceLeft(askedAt: number): number {
    if (this.#patienceMs === undefined) return quietMs;
    return Math.max(0, this.#patienceMs - (this.#effects.elapsed() - askedAt));
  }

  /** One after another: all share one connection, and what runs between BEGIN and COMMIT would be part of it. */
  #inTurn<T>(steps: () => Promise<T>): Promise<T> {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#waiting += 1;
    const turn = this.#turn.then(steps, steps).finally(() => {
      this.#waiting -= 1;
      if (this.#waiting === 0 && this.#open !== undefined)
        this.#cancel = (this.#effects.later ?? later)(this.#readOnly ? lingerReadingMs : lingerMs, () =>
          this.#rest(),
        );
    });
    // Whoever asked for this work does not wait for the file to be closed.
    this.#turn = turn.catch(() => {}).then(() => this.#giveWay());
    return turn;
  }

  /** Leaves the file to others where it was held for long; what is wrong with it shows when it is opened again. */
  async #giveWay(): Promise<void> {
    const heldMs = this.#effects.elapsed() - this.#openedAt;
    if (this.#open === undefined || heldMs < (this.#readOnly ? longestReadingMs : longestHoldMs)) return;
    await this.#letGo().catch(() => {});
    this.#leftAt = this.#effects.elapsed();
  }

  #rest(): void {
    // What is wrong with the file shows when it is opened again.
    if (this.#waiting === 0) this.#inTurn(() => this.#letGo()).catch(() => {});
  }

  /**
   * Closing brings the log into the file. That takes memory for each column of each table; where there is too little the
   * log silently stays, and grows: then it is tried with more.
   */
  async #letGo(): Promise<void> {
    const { log = "" } = this.#open ?? {};
    this.#open?.close();
    this.#open = undefined;
    while (!this.#readOnly && existsSync(log) && this.#memoryLimitMb * 2 <= largestMemoryMb) {
      const more = this.#memoryLimitMb * 2;
      const file = await this.#openFile(0, more).catch(() => undefined);
      // Somebody else has it now, and has the log as well.
      if (file === undefined) return;
      this.#memoryLimitMb = more;
      this.#effects.log.warn(
        `DuckDB needs more memory to close ${this.#file}: going on with up to ${more} MB`,
      );
      file.close();
    }
  }
}

function isHeld(error: unknown): error is DestinationError {
  return error instanceof DestinationError && /held by/.test(error.explanation.reason);
}
