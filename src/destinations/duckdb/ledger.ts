/** The schema `ledger`: what no document can say. Facts, runs, calls, accounts, dead letters, and the file's version. */

import type { Json } from "../../document.ts";
import { DestinationError } from "../../errors.ts";
import type { DeadLetter, RunRecord } from "../destination.ts";
import { type DuckConnection, inTransaction, listOf, readTexts } from "./driver.ts";

/** Grows when an older program could do harm to a file of this one. */
export const schemaVersion = 1;

const tables = [
  "CREATE SCHEMA ledger",
  "CREATE TABLE ledger.meta (schema_version INTEGER NOT NULL, program_version VARCHAR NOT NULL)",
  "CREATE TABLE ledger.accounts (account VARCHAR NOT NULL, since TIMESTAMPTZ NOT NULL)",
  "CREATE TABLE ledger.facts (name VARCHAR NOT NULL, value JSON NOT NULL)",
  "CREATE TABLE ledger.runs (run VARCHAR NOT NULL, started_at TIMESTAMPTZ NOT NULL, finished_at TIMESTAMPTZ, asked JSON, exit_code INTEGER)",
  "CREATE TABLE ledger.calls (zoom_day DATE NOT NULL, tier VARCHAR NOT NULL, run VARCHAR NOT NULL, calls BIGINT NOT NULL)",
  'CREATE TABLE ledger.dead_letters ("at" TIMESTAMPTZ NOT NULL, run VARCHAR, collection VARCHAR NOT NULL, id VARCHAR, owner VARCHAR, reason VARCHAR NOT NULL, record VARCHAR NOT NULL)',
];

export interface LedgerOptions {
  file: string;
  account: string;
  allowAccount: boolean;
  version: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** The tables that a file without a ledger must not have yet. */
  collections: readonly string[];
}

/**
 * Creates the ledger in a file that has none, or checks that the one there is of this program and this account.
 * Runs inside a transaction of its caller. @throws DestinationError
 */
export async function readyLedger(connection: DuckConnection, options: LedgerOptions): Promise<void> {
  const { file, account, version, collections } = options;
  const refuse = (reason: string, hint: string) =>
    new DestinationError({ operation: "open the database", subject: file, reason, hint });
  const other = "another file with --db; nothing was changed";
  const found = new Set(
    (
      await readTexts(
        connection,
        "SELECT DISTINCT schema_name || '.' || table_name FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal",
      )
    ).map(([name]) => name),
  );
  if (!found.has("ledger.meta")) {
    const foreign = collections.find((name) => found.has(`main.${name}`));
    if (foreign !== undefined)
      throw refuse(`it has a table ${foreign} that zoom-harvester did not make`, other);
    if ([...found].some((name) => name?.startsWith("ledger."))) {
      throw refuse("it has a schema ledger that zoom-harvester did not make", other);
    }
    await createLedger(connection, version);
  }
  const [meta] = await readTexts(
    connection,
    "SELECT schema_version::VARCHAR, program_version FROM ledger.meta",
  ).catch(() => []);
  if (meta === undefined) throw refuse("it has a table ledger.meta that zoom-harvester did not make", other);
  if (Number(meta[0]) > schemaVersion) {
    throw refuse(
      `it was written by zoom-harvester ${meta[1]}, in a newer form (${meta[0]}) than this one knows (${schemaVersion})`,
      "a newer zoom-harvester, or another file with --db; nothing was changed",
    );
  }
  const accounts = (await readTexts(connection, "SELECT account FROM ledger.accounts")).map(([name]) => name);
  if (!accounts.includes(account)) {
    if (accounts.length > 0 && !options.allowAccount) {
      throw refuse(
        `it belongs to Zoom account ${accounts.join(", ")}, not to ${account}`,
        "another file with --db, or --allow_account to keep both accounts in this one",
      );
    }
    await connection.run("INSERT INTO ledger.accounts VALUES ($1, $2::TIMESTAMPTZ)", [
      account,
      iso(options.now),
    ]);
  }
  if (meta[1] !== version) await connection.run("UPDATE ledger.meta SET program_version = $1", [version]);
}

async function createLedger(connection: DuckConnection, version: string): Promise<void> {
  for (const sql of tables) await connection.run(sql.replace("CREATE SCHEMA", "CREATE SCHEMA IF NOT EXISTS"));
  await connection.run("INSERT INTO ledger.meta VALUES ($1, $2)", [schemaVersion, version]);
}

export async function recallFact(connection: DuckConnection, name: string): Promise<Json | undefined> {
  const [row] = await readTexts(connection, "SELECT value::VARCHAR FROM ledger.facts WHERE name = $1", [
    name,
  ]);
  return row === undefined ? undefined : (JSON.parse(row[0] ?? "null") as Json);
}

export async function rememberFact(connection: DuckConnection, name: string, value: Json): Promise<void> {
  await inTransaction(connection, async () => {
    await connection.run("DELETE FROM ledger.facts WHERE name = $1", [name]);
    await connection.run("INSERT INTO ledger.facts VALUES ($1, $2::JSON)", [name, JSON.stringify(value)]);
  });
}

/** Keeps a run and its calls in place of what was kept of the same run. */
export async function recordRun(connection: DuckConnection, record: RunRecord): Promise<void> {
  const { run, startedAt, finishedAt, asked, calls, exitCode } = record;
  await inTransaction(connection, async () => {
    await connection.run("DELETE FROM ledger.runs WHERE run = $1", [run]);
    await connection.run("DELETE FROM ledger.calls WHERE run = $1", [run]);
    await connection.run(
      "INSERT INTO ledger.runs VALUES ($1, $2::TIMESTAMPTZ, $3::TIMESTAMPTZ, $4::JSON, $5::INTEGER)",
      [run, startedAt, finishedAt ?? null, JSON.stringify(asked), exitCode ?? null],
    );
    for (const [day, tiers] of Object.entries(calls)) {
      for (const [tier, count] of Object.entries(tiers)) {
        await connection.run("INSERT INTO ledger.calls VALUES ($1::DATE, $2, $3, $4::BIGINT)", [
          day,
          tier,
          run,
          count,
        ]);
      }
    }
  });
}

export async function readCalls(connection: DuckConnection, day: string): Promise<Record<string, number>> {
  const rows = await readTexts(
    connection,
    "SELECT tier, sum(calls)::VARCHAR FROM ledger.calls WHERE zoom_day = $1::DATE GROUP BY tier",
    [day],
  );
  return Object.fromEntries(rows.map(([tier, calls]) => [tier ?? "", Number(calls)]));
}

/** Keeps dead letters; the same letter again (same document and reason) takes the place of the one before. */
export async function keepDeadLetters(
  connection: DuckConnection,
  letters: readonly DeadLetter[],
  now: number,
): Promise<void> {
  const rows = letters.map(({ at, to, id, owner, reason, record }) => ({
    at: at ?? iso(now),
    run: runOf(record),
    to,
    id,
    owner,
    reason,
    record: JSON.stringify(record),
  }));
  const key = "collection || chr(0) || id || chr(0) || reason";
  await inTransaction(connection, async () => {
    const keys = letters.flatMap(({ to, id, reason }) =>
      id === undefined ? [] : [`${to}\0${id}\0${reason}`],
    );
    await connection.run(`DELETE FROM ledger.dead_letters WHERE ${key} IN ${listOf(1)}`, [
      JSON.stringify(keys),
    ]);
    await connection.run(
      `INSERT INTO ledger.dead_letters
       SELECT r.at::TIMESTAMPTZ, r.run, r."to", r.id, r.owner, r.reason, r.record FROM (SELECT unnest(from_json($1,
       '[{"at":"VARCHAR","run":"VARCHAR","to":"VARCHAR","id":"VARCHAR","owner":"VARCHAR","reason":"VARCHAR","record":"VARCHAR"}]')) AS r)`,
      [JSON.stringify(rows)],
    );
  });
}

/** The run that a document says it came with. */
function runOf(record: Json): string | undefined {
  if (typeof record !== "object" || record === null || Array.isArray(record)) return undefined;
  const { harvest } = record;
  if (typeof harvest !== "object" || harvest === null || Array.isArray(harvest)) return undefined;
  return typeof harvest.run === "string" ? harvest.run : undefined;
}

function iso(now: number): string {
  return new Date(now).toISOString();
}
