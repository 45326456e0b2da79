/** What a DuckDB file answers to SQL, beside the destination: for what its users do with it. */

import { DuckDBInstance } from "@duckdb/node-api";

/** Runs the statements on a file that nobody has open. @returns the rows of the last */
export async function askFile(
  file: string,
  ...statements: readonly string[]
): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  try {
    for (const sql of statements.slice(0, -1)) await connection.run(sql);
    return (await connection.runAndReadAll(statements.at(-1) ?? "")).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
