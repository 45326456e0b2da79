/** The demo's DuckDB file, read, and taken away where an older demo left it. */

import { existsSync, rmSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";

/** The accounts of older demos: a file of theirs holds nothing but invented meetings, and others than today's. */
const retiredAccounts = ["P1NtCNwiOPMBcN-2cVIVeg"];

/** Works with the file, which is opened beside other readers and is not changed. @throws what DuckDB throws. */
export async function readDemoStore<T>(
  db: string,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(db, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * Removes a file that holds an older demo's account and no other. Any other file stays: the harvest goes on with its own
 * and says what is wrong with a foreign one, or with one that cannot be read now.
 */
export async function removeRetiredDemo(db: string): Promise<void> {
  if (!existsSync(db)) return;
  const accounts = await readDemoStore(db, async (connection) =>
    (await connection.runAndReadAll("SELECT account FROM ledger.accounts")).getRows().flat().map(String),
  ).catch(() => []);
  const isRetired = accounts.length > 0 && accounts.every((account) => retiredAccounts.includes(account));
  if (isRetired) for (const file of [db, `${db}.wal`]) rmSync(file, { force: true });
}
