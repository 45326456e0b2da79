/** The slice of `@duckdb/node-api` that is used here, and its import, which happens only when a file is opened. */

/** A value for a `?` of a statement. */
export type Parameter = string | number | boolean | null;

export interface DuckAppender {
  appendVarchar(value: string): void;
  endRow(): void;
  closeSync(): void;
}

export interface DuckConnection {
  run(sql: string, parameters?: Parameter[]): Promise<unknown>;
  runAndReadAll(sql: string, parameters?: Parameter[]): Promise<{ getRowsJson(): unknown[][] }>;
  /** Rows as they are read: few of them are in memory. */
  stream(sql: string): Promise<{ yieldRowsJson(): AsyncIterable<unknown[][]> }>;
  /** Makes the statement that runs fail. */
  interrupt(): void;
  createAppender(table: string, schema?: string, catalog?: string): Promise<DuckAppender>;
  closeSync(): void;
}

export interface DuckInstance {
  connect(): Promise<DuckConnection>;
  closeSync(): void;
}

/** Opens a database file with DuckDB's own settings. @throws what DuckDB throws. */
export async function openInstance(file: string, settings: Record<string, string>): Promise<DuckInstance> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  return (await DuckDBInstance.create(file, settings)) as DuckInstance;
}

/** Runs the steps as one transaction: all of them are kept, or none when one throws. */
export async function inTransaction<T>(connection: DuckConnection, steps: () => Promise<T>): Promise<T> {
  await connection.run("BEGIN TRANSACTION");
  try {
    const result = await steps();
    await connection.run("COMMIT");
    return result;
  } catch (error) {
    // A failed COMMIT has rolled back already; the first error is the one that tells.
    await connection.run("ROLLBACK").catch(() => {});
    throw error;
  }
}

/** The rows of a query whose columns are texts (or NULL). */
export async function readTexts(
  connection: DuckConnection,
  sql: string,
  parameters?: Parameter[],
): Promise<(string | null)[][]> {
  const reader = await connection.runAndReadAll(sql, parameters);
  return reader.getRowsJson() as (string | null)[][];
}

/** `"name"`, for SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `'text'`, for SQL where no parameter can stand. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A list of texts as one parameter: `_id IN ${listOf(1)}` with `JSON.stringify(ids)`. */
export function listOf(parameter: number): string {
  return `(SELECT unnest(from_json($${parameter}, '["VARCHAR"]')))`;
}
