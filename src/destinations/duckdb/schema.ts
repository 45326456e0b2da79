/** The form of a file's ledger: made where there is none, brought up from an older form, refused where it is not ours. */

import { DestinationError } from "../../errors.ts";
import { type DuckConnection, readTexts } from "./driver.ts";
import { keyOfOldLetter } from "./ledger.ts";

/** Grows when an older program could do harm to a file of this one. */
export const schemaVersion = 2;

const tables = [
  "CREATE SCHEMA IF NOT EXISTS ledger",
  "CREATE TABLE ledger.meta (schema_version INTEGER NOT NULL, program_version VARCHAR NOT NULL)",
  "CREATE TABLE ledger.accounts (account VARCHAR NOT NULL, since TIMESTAMPTZ NOT NULL)",
  "CREATE TABLE ledger.facts (name VARCHAR NOT NULL, value JSON NOT NULL, account VARCHAR)",
  "CREATE TABLE ledger.runs (run VARCHAR NOT NULL, started_at TIMESTAMPTZ NOT NULL, finished_at TIMESTAMPTZ, asked JSON, exit_code INTEGER, account VARCHAR, outcome JSON)",
  "CREATE TABLE ledger.calls (zoom_day DATE NOT NULL, tier VARCHAR NOT NULL, run VARCHAR NOT NULL, calls BIGINT NOT NULL)",
  'CREATE TABLE ledger.dead_letters ("at" TIMESTAMPTZ NOT NULL, run VARCHAR, collection VARCHAR NOT NULL, id VARCHAR, owner VARCHAR, reason VARCHAR NOT NULL, record VARCHAR NOT NULL, key VARCHAR)',
];

/** What version 2 brought. */
const listed =
  "CREATE TABLE ledger.listed (account VARCHAR NOT NULL, what VARCHAR NOT NULL, subject VARCHAR, span_start TIMESTAMPTZ, span_end TIMESTAMPTZ, asked_at TIMESTAMPTZ NOT NULL)";
const lease =
  "CREATE TABLE ledger.lease (run VARCHAR NOT NULL, host VARCHAR NOT NULL, host_id VARCHAR NOT NULL, pid BIGINT NOT NULL, process_start VARCHAR NOT NULL, renewed_at TIMESTAMPTZ NOT NULL, renewals BIGINT NOT NULL)";

/** From each version to the next, inside one transaction. */
const upgrades: Readonly<Record<number, readonly string[]>> = {
  1: [
    "ALTER TABLE ledger.facts ADD COLUMN account VARCHAR",
    "UPDATE ledger.facts SET account = (SELECT account FROM ledger.accounts ORDER BY since LIMIT 1)",
    "ALTER TABLE ledger.runs ADD COLUMN account VARCHAR",
    "ALTER TABLE ledger.runs ADD COLUMN outcome JSON",
    "ALTER TABLE ledger.dead_letters ADD COLUMN key VARCHAR",
    `UPDATE ledger.dead_letters SET key = ${keyOfOldLetter}`,
    listed,
    lease,
  ],
};

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

/** The version of a file's ledger; 0 for a file without one. */
export async function readSchemaVersion(connection: DuckConnection): Promise<number> {
  const rows = await readTexts(connection, "SELECT schema_version::VARCHAR FROM ledger.meta").catch(() => []);
  return Number(rows[0]?.[0] ?? 0);
}

/**
 * Creates the ledger in a file that has none, or checks that the one there is of this program and this account, and
 * brings it to this program's form. Runs inside a transaction of its caller. @throws DestinationError
 */
export async function readyLedger(connection: DuckConnection, options: LedgerOptions): Promise<void> {
  const { file, account, version, collections } = options;
  const refuse = (reason: string, hint: string) =>
    new DestinationError({ operation: "open the database", subject: file, reason, hint });
  const other = "another file with --db; nothing was changed";
  const here = "database_name = current_database() AND NOT internal";
  const found = new Set(
    (
      await readTexts(
        connection,
        `SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE ${here}
         UNION ALL SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE ${here}`,
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
    for (const sql of [...tables, listed, lease]) await connection.run(sql);
    await connection.run("INSERT INTO ledger.meta VALUES ($1, $2)", [schemaVersion, version]);
  }
  const [meta] = await readTexts(
    connection,
    "SELECT schema_version::VARCHAR, program_version FROM ledger.meta",
  ).catch(() => []);
  if (meta === undefined) throw refuse("it has a table ledger.meta that zoom-harvester did not make", other);
  const stored = Number(meta[0]);
  if (stored > schemaVersion) {
    throw refuse(
      `it was written by zoom-harvester ${meta[1]}, in a newer form (${stored}) than this one knows (${schemaVersion})`,
      "a newer zoom-harvester, or another file with --db; nothing was changed",
    );
  }
  const accounts = (await readTexts(connection, "SELECT account FROM ledger.accounts")).map(([name]) => name);
  if (!accounts.includes(account) && accounts.length > 0 && !options.allowAccount) {
    throw refuse(
      `it belongs to Zoom account ${accounts.join(", ")}, not to ${account}`,
      "another file with --db, or --allow_account to keep both accounts in this one",
    );
  }
  for (let from = stored; from < schemaVersion; from += 1) {
    for (const sql of upgrades[from] ?? []) await connection.run(sql);
  }
  if (!accounts.includes(account)) {
    await connection.run("INSERT INTO ledger.accounts VALUES ($1, $2::TIMESTAMPTZ)", [
      account,
      new Date(options.now).toISOString(),
    ]);
  }
  if (meta[1] !== version || stored !== schemaVersion) {
    await connection.run("UPDATE ledger.meta SET program_version = $1, schema_version = $2", [
      version,
      schemaVersion,
    ]);
  }
}
