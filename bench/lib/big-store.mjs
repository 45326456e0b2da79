/**
 * A DuckDB file of a million sessions: a simulated week that the built program harvests, then repeated week after week
 * under other keys. People stay who they are, so that there are as many different ones as in a real account.
 */

import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { harvest, withSimulator } from "./processes.mjs";

const from = "2026-03-02";
const to = "2026-03-08";

/**
 * @param folder where the file is made.
 * @returns the file, how many sessions it has, and the span of its meetings, milliseconds.
 */
export async function makeBigStore(folder, sessions) {
  const file = join(folder, "big.duckdb");
  const account = ["--seed", "8", "--users", "400", "--meetings_per_day", "900", "--limits", "off"];
  await withSimulator([...account, "--from", from, "--to", to], async ({ env }) => {
    const days = ["--from", from, "--to", to, "--timezone", "UTC", "--limits", "off"];
    await harvest([...days, "--db", file], { env, cwd: folder });
  });
  return { file, ...(await repeat(file, sessions)) };
}

async function repeat(file, sessions) {
  const instance = await DuckDBInstance.create(file, { threads: "2" });
  const connection = await instance.connect();
  const ask = async (sql) => (await connection.runAndReadAll(sql)).getRows();
  await connection.run("SET TimeZone = 'UTC'");
  const [[seeds]] = await ask("SELECT count(*)::INT FROM sessions");
  const weeks = Math.ceil(sessions / seeds);
  for (const table of ["meetings", "sessions", "attendance", "concurrency"]) {
    const columns = await ask(
      `SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '${table}' AND schema_name = 'main'`,
    );
    const others = columns.flatMap(([name, type]) => otherOf(table, name, type) ?? []);
    await connection.run(`CREATE TEMP TABLE seed AS SELECT * FROM ${table}`);
    await connection.run(`INSERT INTO ${table} SELECT s.* REPLACE (${others.join(", ")})
      FROM range(1, ${weeks}) AS weeks(week), seed AS s ORDER BY week, s.rowid`);
    await connection.run("DROP TABLE temp.seed");
  }
  await connection.run("CHECKPOINT");
  const [[stored]] = await ask("SELECT count(*)::INT FROM sessions");
  connection.closeSync();
  instance.closeSync();
  const start = Date.parse(`${from}T00:00:00Z`);
  return { sessions: stored, span: { start, end: start + weeks * 7 * 86_400_000 } };
}

/** What a column of another week has; nothing where it has the same. */
function otherOf(table, name, type) {
  const uuid = (column) => `left(to_base64(unhex(md5("${column}" || week))), 22) || '=='`;
  if (name === "_id" && table === "meetings") return `${uuid(name)} AS "_id"`;
  if (name === "_id") return `left(to_base64(unhex(sha256("_id" || week))), 43) AS "_id"`;
  if (name === "uuid" || name === "meeting") return `${uuid(name)} AS "${name}"`;
  return type === "TIMESTAMP WITH TIME ZONE" ? `"${name}" + to_days(7 * week::INT) AS "${name}"` : undefined;
}
