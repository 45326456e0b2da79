/** A DuckDB file in a folder of its own, and a look into it that does not go through the destination. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { later } from "../../src/clock.ts";
import type { Destination } from "../../src/destinations/destination.ts";
import { type DuckdbOptions, duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import type { Collection, Json } from "../../src/document.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import type { Harness, Opening } from "./contract.ts";
import { firstHolder } from "./contract-data.ts";

/** Effects that never wait; `slept` and `warned` tell what was asked of them. A file that rests is let go at once. */
export function quickEffects(clock: Pick<ManualClock, "now" | "elapsed" | "advance"> = manualClock()) {
  const slept: number[] = [];
  const warned: string[] = [];
  return {
    now: clock.now,
    elapsed: clock.elapsed,
    sleep: async (ms: number) => {
      slept.push(ms);
      // Whoever else has the file in this process gets his turn to let it go.
      await new Promise((resolve) => setTimeout(resolve, 5));
      await clock.advance(ms);
    },
    isRunning: (): boolean | undefined => true,
    /** Nobody renews by himself. */
    later: (ms: number, run: () => void) => (ms >= 1_000 ? () => {} : later(0, run)),
    log: { warn: (message: string) => void warned.push(message) },
    slept,
    warned,
  };
}

export function makeOptions(file: string, more: Partial<DuckdbOptions> = {}): DuckdbOptions {
  return {
    file,
    account: "account-1",
    allowAccount: false,
    holder: firstHolder,
    lockWaitMs: 0,
    version: "1.2.3",
    ...more,
  };
}

/** A folder that is removed by the caller. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "zoom-harvester-"));
}

/** Rows of a query on a file that nobody has open. */
export async function query(file: string, sql: string): Promise<Record<string, Json>[]> {
  const instance = await DuckDBInstance.create(file, { threads: "1" });
  try {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson();
    connection.closeSync();
    return rows as Record<string, Json>[];
  } finally {
    instance.closeSync();
  }
}

export async function duckdbHarness(): Promise<Harness & { file: string }> {
  const folder = await makeFolder();
  const file = join(folder, "store.duckdb");
  const clock = manualClock();
  const made: Destination[] = [];
  const make = ({ isRunning, account, ...more }: Opening = {}): Destination => {
    const effects = { ...quickEffects(clock), ...(isRunning && { isRunning }) };
    // The first destination of this process lets the file go only after its last piece of work.
    const options = makeOptions(file, { lockWaitMs: 500, ...more });
    const destination = duckdbDestination(
      effects,
      account === undefined ? options : { ...options, account, allowAccount: true },
    );
    made.push(destination);
    return destination;
  };
  let destination = make();
  let opened: readonly Collection[] = [];
  const open = async (collections: readonly Collection[]) => {
    opened = collections;
    await destination.open(collections);
  };
  const reopen = async (collections: readonly Collection[]) => {
    await destination.close();
    destination = make();
    await open(collections);
  };
  return {
    file,
    clock,
    another: make,
    source: async (collections) => {
      await destination.close();
      return duckdbSource(quickEffects(clock), { file, lockWaitMs: 500, collections });
    },
    get destination() {
      return destination;
    },
    open,
    reopen,
    readAll: async (collection) => {
      await destination.close();
      const ids = (await query(file, `SELECT _id FROM main."${collection}"`)).map(({ _id }) => String(_id));
      await reopen(opened);
      const found = new Map(
        (await destination.read(collection, ids)).map((document) => [document._id, document]),
      );
      return ids.map((id) => found.get(id) ?? { _id: id });
    },
    deadLetters: async () => {
      await destination.close();
      const rows = await query(file, "SELECT collection, id, owner, reason, record FROM ledger.dead_letters");
      return rows.map(({ collection, id, owner, reason, record }) => ({
        to: String(collection),
        ...(id === null ? {} : { id: String(id) }),
        ...(owner === null ? {} : { owner: String(owner) }),
        reason: String(reason),
        record: JSON.parse(String(record)) as Json,
      }));
    },
    end: async () => {
      for (const one of made) await one.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
