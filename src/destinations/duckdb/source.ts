/** A DuckDB file read without changing it. */

import { stat } from "node:fs/promises";
import type { Collection, Json } from "../../document.ts";
import { DestinationError } from "../../errors.ts";
import type { RunRecord } from "../ledger.ts";
import type { Where } from "../reader.ts";
import { type LedgerDump, NothingStored, type Source } from "../source.ts";
import type { ColumnType } from "./column-type.ts";
import { type DuckConnection, quoteName, readTexts } from "./driver.ts";
import { explain } from "./explain.ts";
import { FileKeeper, type KeeperEffects } from "./file-keeper.ts";
import { readLease } from "./lease.ts";
import { keyOfOldLetter, readDeadLetters, readListings } from "./ledger.ts";
import { DuckReader, type UseConnection } from "./reader.ts";
import { readSchemaVersion, schemaVersion } from "./schema.ts";
import { readTables, type Table } from "./tables.ts";

export interface SourceOptions {
  file: string;
  lockWaitMs: number;
  collections: readonly Collection[];
  /** Whose documents are found and counted; everybody's without. */
  account?: string | undefined;
  /**
   * How long a question that comes later waits for whoever has the file; StoreHeld, which names him, is thrown after it.
   * @default 5 s, then five minutes after a warning; DestinationLost is thrown after them
   */
  patienceMs?: number | undefined;
}

/** Where the rows of a collection are. */
export interface StoredRows {
  connection: DuckConnection;
  /** `FROM … AS t WHERE …`; undefined where the file has no such table. */
  from: string | undefined;
  columns: ReadonlyMap<string, ColumnType>;
}

export interface DuckSource extends Source {
  /**
   * Works with the rows themselves; nobody else has the file meanwhile.
   * @throws what the work and DuckDB throw, as it is.
   */
  withRows<T>(collection: string, where: Where, work: (rows: StoredRows) => Promise<T>): Promise<T>;
}

/**
 * Opens a file that is there, beside other readers; the harvester that writes it lets go of it between two batches.
 * @throws DestinationError when it is not there, not ours, of a newer form, or held for longer than `lockWaitMs`.
 */
export async function duckdbSource(
  effects: KeeperEffects,
  { file, lockWaitMs, collections, account, patienceMs }: SourceOptions,
): Promise<DuckSource> {
  const refuse = (reason: string, hint: string) =>
    new DestinationError({ operation: "open the database", subject: file, reason, hint });
  if ((await stat(file).catch(() => undefined)) === undefined) {
    throw new NothingStored({
      operation: "open the database",
      subject: file,
      reason: "nothing was harvested into it yet: there is no such file",
      hint: "the name of a DuckDB file that a harvest wrote, with --db",
    });
  }
  const keeper = new FileKeeper(effects, { file, memoryLimitMb: 256, readOnly: true, patienceMs });
  let version = 0;
  let tables = new Map<string, Table>();
  // Another program may have put another file in its place, and a harvest has tables that it had not.
  const look = async (connection: DuckConnection) => {
    version = await readSchemaVersion(connection);
    if (version === 0) throw refuse("zoom-harvester did not make it", "the file that a harvest wrote");
    if (version > schemaVersion)
      throw refuse(
        `its form (${version}) is newer than this program knows (${schemaVersion})`,
        "a newer zoom-harvester",
      );
    tables = await readTables(connection);
  };
  try {
    await keeper.begin(lockWaitMs, look);
  } catch (error) {
    await keeper.close();
    throw error;
  }
  keeper.check = look;
  const use: UseConnection = async (operation, steps) => {
    try {
      return await keeper.use(steps);
    } catch (error) {
      throw explain(operation, file, error);
    }
  };
  const find = (name: string): Collection => {
    const found = collections.find((collection) => collection.name === name);
    if (found === undefined) throw new Error(`Expected a collection of the source, got \`${name}\`.`);
    return found;
  };
  const columns = (name: string) => tables.get(name)?.columns ?? new Map<string, never>();
  const reader = new DuckReader(use, { find, columns, account });
  /** Answers with nothing for a table that the file does not have yet. */
  const ifThere = async <T>(name: string, nothing: T, ask: () => Promise<T>): Promise<T> => {
    find(name);
    // Once the file is open it is known which tables it has.
    await use("read documents", async () => {});
    return tables.has(name) ? ask() : nothing;
  };
  return {
    where: file,
    read: (name, ids, fields) => ifThere(name, [], () => reader.read(name, ids, fields)),
    scan: async function* (name, where) {
      if (await ifThere(name, false, async () => true)) yield* reader.scan(name, where);
    },
    find: (name, where, order) => ifThere(name, [], () => reader.find(name, where, order)),
    page: (name, asked) => ifThere(name, { total: 0, documents: [] }, () => reader.page(name, asked)),
    members: (name, owners, fields) => ifThere(name, [], () => reader.members(name, owners, fields)),
    countMembers: (name, owners) =>
      ifThere(name, new Map(owners.map((owner) => [owner, 0])), () => reader.countMembers(name, owners)),
    count: (name, span) => ifThere<number | undefined>(name, 0, () => reader.count(name, span)),
    countByDay: (name, timeZone, by) => ifThere(name, [], () => reader.countByDay(name, timeZone, by)),
    rollUp: (name, rollUp) => ifThere(name, [], () => reader.rollUp(name, rollUp)),
    total: (name) =>
      ifThere(name, 0, async () => {
        const rows = await use("count documents", (connection) =>
          readTexts(connection, `SELECT count(*)::VARCHAR FROM main.${quoteName(name)}`),
        );
        return Number(rows[0]?.[0] ?? 0);
      }),
    withRows: (name, where, work) =>
      keeper.use(async (connection) => {
        const from = tables.has(find(name).name) ? reader.rowsOf(name, where) : undefined;
        return work({ connection, from, columns: columns(name) });
      }),
    ledger: ({ records = true } = {}) =>
      use("read the ledger", (connection) => dumpLedger(connection, version, records)),
    close: () => keeper.close(),
  };
}

/** @param version of the file's form: what an older one does not have is absent. */
async function dumpLedger(
  connection: DuckConnection,
  version: number,
  records: boolean,
): Promise<LedgerDump> {
  const isOld = version < 2;
  const rows = async (sql: string) =>
    (await readTexts(connection, `SELECT to_json(r)::VARCHAR FROM (${sql}) AS r`)).map(
      ([text]) => JSON.parse(text ?? "{}") as Record<string, Json>,
    );
  const iso = (column: string) => `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ') AS ${column}`;
  const accounts = (await rows("SELECT account FROM ledger.accounts ORDER BY since")).map(({ account }) =>
    String(account),
  );
  const facts = isOld ? [] : await rows("SELECT account, name, value FROM ledger.facts");
  const used = callsOf(await rows("SELECT run, zoom_day::VARCHAR AS day, tier, calls FROM ledger.calls"));
  const runs = await rows(
    `SELECT run, ${isOld ? "" : "account, outcome,"} ${iso("started_at")}, ${iso("finished_at")}, asked, exit_code
     FROM ledger.runs ORDER BY ledger.runs.started_at, run`,
  );
  const lease = isOld ? undefined : await readLease(connection);
  return {
    accounts,
    facts: facts.map(({ account, name, value }) => ({
      account: String(account),
      name: String(name),
      value: value ?? null,
    })),
    runs: runs.map((row) => toRun(row, used.get(String(row.run)) ?? {})),
    letters: await readDeadLetters(connection, isOld ? keyOfOldLetter : undefined, records),
    listings: isOld ? [] : await readListings(connection),
    ...(lease === undefined ? {} : { lease }),
  };
}

/** What each run has used, by its key. */
function callsOf(rows: readonly Record<string, Json>[]): Map<string, RunRecord["calls"]> {
  const used = new Map<string, RunRecord["calls"]>();
  for (const { run, day, tier, calls: count } of rows) {
    const days = used.get(String(run)) ?? {};
    used.set(String(run), days);
    const tiers = days[String(day)] ?? {};
    days[String(day)] = tiers;
    tiers[String(tier)] = Number(count);
  }
  return used;
}

function toRun(row: Record<string, Json>, used: RunRecord["calls"]): RunRecord {
  return {
    run: String(row.run),
    ...(row.account == null ? {} : { account: String(row.account) }),
    startedAt: wholeSeconds(row.started_at),
    ...(row.finished_at == null ? {} : { finishedAt: wholeSeconds(row.finished_at) }),
    asked: row.asked ?? {},
    calls: used,
    ...(row.exit_code == null ? {} : { exitCode: Number(row.exit_code) }),
    ...(row.outcome == null ? {} : { outcome: row.outcome }),
  };
}

/** As a run writes it: without a fraction where there is none. */
function wholeSeconds(time: Json | undefined): string {
  return String(time).replace(".000Z", "Z");
}
