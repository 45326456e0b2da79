/** A DuckDB file read whole. */

import { stat } from "node:fs/promises";
import type { Collection, Document, Json } from "../../document.ts";
import { DestinationError } from "../../errors.ts";
import type { DeadLetter, RunRecord } from "../destination.ts";
import { type LedgerDump, type Source, scanPage } from "../source.ts";
import { type DuckConnection, listOf, quoteName, readTexts } from "./driver.ts";
import { explain } from "./explain.ts";
import { openFile } from "./open-file.ts";
import { restoreDocument } from "./read-documents.ts";

/** Opens a file that is there. @throws DestinationError when it is not, or is held by another process. */
export async function duckdbSource(
  effects: { sleep(ms: number): Promise<void> },
  { file, lockWaitMs }: { file: string; lockWaitMs: number },
): Promise<Source> {
  if ((await stat(file).catch(() => undefined)) === undefined) {
    throw new DestinationError({
      operation: "open the database",
      subject: file,
      reason: "there is no such file",
      hint: "the name of a DuckDB file, or host:port of a search engine",
    });
  }
  const opened = await openFile(effects, { file, lockWaitMs, memoryLimitMb: 256 });
  const { connection } = opened;
  const tables = new Set(
    (
      await readTexts(
        connection,
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = current_database()",
      )
    ).map(([name]) => name),
  );
  if (!tables.has("ledger.meta")) {
    opened.close();
    throw new DestinationError({
      operation: "open the database",
      subject: file,
      reason: "zoom-harvester did not make it",
      hint: "the file that a harvest wrote",
    });
  }
  const has = ({ name }: Collection) => tables.has(`main.${name}`);
  const read = async <T>(steps: () => Promise<T>): Promise<T> => {
    try {
      return await steps();
    } catch (error) {
      throw explain("read the database", file, error);
    }
  };
  return {
    where: file,
    scan: async function* (collection) {
      let after = "";
      while (has(collection)) {
        const page = await read(() => readPage(connection, collection, after));
        if (page.length > 0) yield page;
        if (page.length < scanPage) return;
        after = page.at(-1)?._id ?? "";
      }
    },
    members: (collection, owners) =>
      read(async () => (has(collection) ? readMembers(connection, collection, owners) : [])),
    count: (collection) =>
      read(async () => {
        if (!has(collection)) return 0;
        const sql = `SELECT count(*)::VARCHAR FROM main.${quoteName(collection.name)}`;
        return Number((await readTexts(connection, sql))[0]?.[0] ?? 0);
      }),
    ledger: () => read(() => dumpLedger(connection)),
    close: async () => opened.close(),
  };
}

async function readPage(
  connection: DuckConnection,
  collection: Collection,
  after: string,
): Promise<Document[]> {
  const rows = await readTexts(
    connection,
    `SELECT to_json(t)::VARCHAR FROM main.${quoteName(collection.name)} AS t WHERE _id > $1 ORDER BY _id LIMIT ${scanPage}`,
    [after],
  );
  return rows.map(([text]) => restoreDocument(text ?? "{}", collection));
}

async function readMembers(
  connection: DuckConnection,
  collection: Collection,
  owners: readonly string[],
): Promise<Document[]> {
  const by = quoteName(collection.set?.by ?? "");
  const rows = await readTexts(
    connection,
    `SELECT to_json(t)::VARCHAR FROM main.${quoteName(collection.name)} AS t WHERE ${by} IN ${listOf(1)}`,
    [JSON.stringify(owners)],
  );
  return rows.map(([text]) => restoreDocument(text ?? "{}", collection));
}

async function dumpLedger(connection: DuckConnection): Promise<LedgerDump> {
  const rows = async (sql: string) =>
    (await readTexts(connection, `SELECT to_json(r)::VARCHAR FROM (${sql}) AS r`)).map(
      ([text]) => JSON.parse(text ?? "{}") as Record<string, Json>,
    );
  const iso = (column: string) => `strftime(${column}, '%Y-%m-%dT%H:%M:%SZ') AS ${column}`;
  const accounts = await rows("SELECT account FROM ledger.accounts ORDER BY since");
  const facts = await rows("SELECT name, value FROM ledger.facts");
  const calls = await rows("SELECT run, zoom_day::VARCHAR AS day, tier, calls FROM ledger.calls");
  const runs = await rows(
    `SELECT run, ${iso("started_at")}, ${iso("finished_at")}, asked, exit_code FROM ledger.runs ORDER BY started_at, run`,
  );
  const letters = await rows(
    `SELECT strftime("at", '%Y-%m-%dT%H:%M:%S.%gZ') AS at, collection, id, owner, reason, record FROM ledger.dead_letters`,
  );
  return {
    accounts: accounts.map(({ account }) => String(account)),
    facts: Object.fromEntries(facts.map(({ name, value }) => [String(name), value ?? null])),
    runs: runs.map((row) => toRun(row, calls)),
    letters: letters.map(toLetter),
  };
}

function toRun(row: Record<string, Json>, calls: readonly Record<string, Json>[]): RunRecord {
  const used: RunRecord["calls"] = {};
  for (const { run, day, tier, calls: count } of calls) {
    if (run !== row.run) continue;
    const tiers = used[String(day)] ?? {};
    used[String(day)] = tiers;
    tiers[String(tier)] = Number(count);
  }
  return {
    run: String(row.run),
    startedAt: String(row.started_at),
    ...(row.finished_at == null ? {} : { finishedAt: String(row.finished_at) }),
    asked: row.asked ?? {},
    calls: used,
    ...(row.exit_code == null ? {} : { exitCode: Number(row.exit_code) }),
  };
}

function toLetter({ at, collection, id, owner, reason, record }: Record<string, Json>): DeadLetter {
  return {
    at: String(at),
    to: String(collection),
    ...(id == null ? {} : { id: String(id) }),
    ...(owner == null ? {} : { owner: String(owner) }),
    reason: String(reason),
    record: JSON.parse(String(record)) as Json,
  };
}
