/** A DuckDB file in a folder of its own, and a look into it that does not go through the destination. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Destination } from "../../src/destinations/destination.ts";
import { type DuckdbOptions, duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import type { Collection, Json } from "../../src/document.ts";
import type { Harness } from "./contract.ts";

/** Effects that never wait; `slept` and `warned` tell what was asked of them. */
export function quickEffects() {
  const slept: number[] = [];
  const warned: string[] = [];
  return {
    now: () => Date.parse("2026-11-23T12:00:00Z"),
    sleep: async (ms: number) => {
      slept.push(ms);
    },
    log: { warn: (message: string) => void warned.push(message) },
    slept,
    warned,
  };
}

export function makeOptions(file: string, more: Partial<DuckdbOptions> = {}): DuckdbOptions {
  return { file, account: "account-1", allowAccount: false, lockWaitMs: 0, version: "1.2.3", ...more };
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
  const make = (): Destination => duckdbDestination(quickEffects(), makeOptions(file));
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
      await destination.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
