/** The schema `ledger`: what no document can say, beside the documents and in the same file. */

import type { Json } from "../../document.ts";
import type { DeadLetter, KeptLetter, Listing, RunRecord } from "../ledger.ts";
import { letterKey, runOf } from "../letter-key.ts";
import { takesPlaceOf } from "../takes-place-of.ts";
import { type DuckConnection, inTransaction, listOf, readTexts } from "./driver.ts";

/** A column of times as ISO 8601, with milliseconds. */
const iso = (column: string) =>
  `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ') AS ${column.replaceAll('"', "")}`;

export async function recallFact(
  connection: DuckConnection,
  account: string,
  name: string,
): Promise<Json | undefined> {
  const [row] = await readTexts(
    connection,
    "SELECT value::VARCHAR FROM ledger.facts WHERE account = $1 AND name = $2",
    [account, name],
  );
  return row === undefined ? undefined : (JSON.parse(row[0] ?? "null") as Json);
}

export async function rememberFact(
  connection: DuckConnection,
  account: string,
  name: string,
  value: Json,
): Promise<void> {
  await inTransaction(connection, async () => {
    await connection.run("DELETE FROM ledger.facts WHERE account = $1 AND name = $2", [account, name]);
    await connection.run("INSERT INTO ledger.facts (account, name, value) VALUES ($1, $2, $3::JSON)", [
      account,
      name,
      JSON.stringify(value),
    ]);
  });
}

/** Keeps a run and its calls in place of what was kept of the same run. @param account whose, where it does not say. */
export async function recordRun(
  connection: DuckConnection,
  account: string,
  record: RunRecord,
): Promise<void> {
  const { run, startedAt, finishedAt, asked, calls, exitCode, outcome } = record;
  await inTransaction(connection, async () => {
    await connection.run("DELETE FROM ledger.runs WHERE run = $1", [run]);
    await connection.run("DELETE FROM ledger.calls WHERE run = $1", [run]);
    await connection.run(
      `INSERT INTO ledger.runs (run, account, started_at, finished_at, asked, exit_code, outcome)
       VALUES ($1, $2, $3::TIMESTAMPTZ, $4::TIMESTAMPTZ, $5::JSON, $6::INTEGER, $7::JSON)`,
      [
        run,
        record.account ?? account,
        startedAt,
        finishedAt ?? null,
        JSON.stringify(asked),
        exitCode ?? null,
        outcome === undefined ? null : JSON.stringify(outcome),
      ],
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

export async function readCalls(
  connection: DuckConnection,
  account: string,
  day: string,
): Promise<Record<string, number>> {
  const rows = await readTexts(
    connection,
    `SELECT tier, sum(calls)::VARCHAR FROM ledger.calls JOIN ledger.runs USING (run)
     WHERE zoom_day = $1::DATE AND coalesce(account, $2) = $2 GROUP BY tier`,
    [day, account],
  );
  return Object.fromEntries(rows.map(([tier, calls]) => [tier ?? "", Number(calls)]));
}

/** The listings of a kind, or all; with the account that each belongs to. */
export async function readListings(
  connection: DuckConnection,
  where: { account?: string; what?: string } = {},
): Promise<(Listing & { account: string })[]> {
  const rows = await readTexts(
    connection,
    `SELECT account, what, subject, epoch_ms(span_start)::VARCHAR, epoch_ms(span_end)::VARCHAR, epoch_ms(asked_at)::VARCHAR
     FROM ledger.listed WHERE account = coalesce($1, account) AND what = coalesce($2, what) ORDER BY asked_at`,
    [where.account ?? null, where.what ?? null],
  );
  return rows.map(([account, what, subject, start, end, at]) => ({
    account: account ?? "",
    what: what ?? "",
    ...(subject === null || subject === undefined ? {} : { subject }),
    ...(start === null || start === undefined ? {} : { span: { start: Number(start), end: Number(end) } }),
    at: Number(at),
  }));
}

/** Keeps listings; those that they take the place of go. */
export async function keepListings(
  connection: DuckConnection,
  account: string,
  listings: readonly Listing[],
): Promise<void> {
  const rows = oneAfterAnother(listings).map(({ what, subject, span, at }) => ({
    what,
    subject: subject ?? null,
    span_start: span === undefined ? null : span.start,
    span_end: span === undefined ? null : span.end,
    asked_at: at,
  }));
  const fresh = `(SELECT r.* FROM (SELECT unnest(from_json($1,
    '[{"what":"VARCHAR","subject":"VARCHAR","span_start":"BIGINT","span_end":"BIGINT","asked_at":"BIGINT"}]')) AS r))`;
  await inTransaction(connection, async () => {
    await connection.run(
      `DELETE FROM ledger.listed AS old USING ${fresh} AS new
       WHERE old.account = $2 AND old.what = new.what AND old.subject IS NOT DISTINCT FROM new.subject
         AND ((new.span_start IS NULL AND old.span_start IS NULL)
           OR (epoch_ms(old.span_start) >= new.span_start AND epoch_ms(old.span_end) <= new.span_end
             AND epoch_ms(old.asked_at) <= new.asked_at))`,
      [JSON.stringify(rows), account],
    );
    await connection.run(
      `INSERT INTO ledger.listed (account, what, subject, span_start, span_end, asked_at)
       SELECT $2, what, subject, make_timestamptz(span_start * 1000), make_timestamptz(span_end * 1000), make_timestamptz(asked_at * 1000)
       FROM ${fresh}`,
      [JSON.stringify(rows), account],
    );
  });
}

/** What is left of listings when each takes the place of those before it. */
function oneAfterAnother(listings: readonly Listing[]): Listing[] {
  const left = new Map<string, Listing[]>();
  for (const listing of listings) {
    const key = JSON.stringify([listing.what, listing.subject ?? null]);
    const others = (left.get(key) ?? []).filter((old) => !takesPlaceOf(listing, old));
    left.set(key, [...others, listing]);
  }
  return [...left.values()].flat();
}

/** Keeps dead letters; the same letter again takes the place of the one before. */
export async function keepDeadLetters(
  connection: DuckConnection,
  letters: readonly DeadLetter[],
  now: number,
): Promise<void> {
  const rows = letters.map((letter) => ({
    key: letterKey(letter),
    at: letter.at ?? new Date(now).toISOString(),
    run: runOf(letter.record),
    to: letter.to,
    id: letter.id,
    owner: letter.owner,
    reason: letter.reason,
    record: JSON.stringify(letter.record),
  }));
  const unique = [...new Map(rows.map((row) => [row.key, row])).values()];
  await inTransaction(connection, async () => {
    await dropDeadLetters(
      connection,
      unique.map(({ key }) => key),
    );
    await connection.run(
      `INSERT INTO ledger.dead_letters (key, "at", run, collection, id, owner, reason, record)
       SELECT r.key, r.at::TIMESTAMPTZ, r.run, r."to", r.id, r.owner, r.reason, r.record FROM (SELECT unnest(from_json($1,
       '[{"key":"VARCHAR","at":"VARCHAR","run":"VARCHAR","to":"VARCHAR","id":"VARCHAR","owner":"VARCHAR","reason":"VARCHAR","record":"VARCHAR"}]')) AS r)`,
      [JSON.stringify(unique)],
    );
  });
}

export async function dropDeadLetters(connection: DuckConnection, keys: readonly string[]): Promise<void> {
  await connection.run(`DELETE FROM ledger.dead_letters WHERE key IN ${listOf(1)}`, [JSON.stringify(keys)]);
}

/** What version 1 of the ledger did not keep: the key of a letter, as `letterKey` makes it. */
export const keyOfOldLetter =
  "sha256(concat_ws(chr(0), collection, coalesce(id, ''), reason, CASE WHEN id IS NULL THEN record END))";

/** @param key the column, or what stands for it in an older ledger. */
export async function readDeadLetters(
  connection: DuckConnection,
  key = "key",
  records = true,
): Promise<KeptLetter[]> {
  const rows = await readTexts(
    connection,
    `SELECT ${key} AS key, ${iso('"at"')}, collection, id, owner, reason, ${records ? "record" : "NULL"} FROM ledger.dead_letters ORDER BY "at", key`,
  );
  return rows.map(([name, at, collection, id, owner, reason, record]) => ({
    key: name ?? "",
    at: at ?? "",
    to: collection ?? "",
    ...(id === null || id === undefined ? {} : { id }),
    ...(owner === null || owner === undefined ? {} : { owner }),
    reason: reason ?? "",
    record: JSON.parse(record ?? "null") as Json,
  }));
}
