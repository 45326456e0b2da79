/**
 * Ledger: what it adds to a harvest into DuckDB. Time: the statements for it, lease included, are written down during
 * the harvest (lib/ledger-probe.mjs) and made once more by themselves in a file of their own, where they can be timed;
 * what opening the file for them alone takes is added. Over the seconds of the whole harvest, with Zoom's limits and
 * without. Bytes: a file with the ledger over one with the documents alone, both copied table by table from the file
 * harvested, so that what DuckDB leaves free counts for neither.
 */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { median, show } from "./lib/numbers.mjs";
import { harvest, main, withFolder, withSimulator } from "./lib/processes.mjs";

const from = "2026-03-02";
const probe = new URL("./lib/ledger-probe.mjs", import.meta.url);

export const bench = {
  name: "ledger",
  goal: "what the ledger adds to a harvest",
  takes: "three minutes",
  run: async () => [
    ...(await measure("without limits", "off", 1_500, "2026-03-13")),
    ...(await measure("with Zoom's limits", "on", 500, "2026-03-06")),
  ],
};

function measure(title, limits, perDay, to) {
  const account = ["--seed", "14", "--users", "200", "--meetings_per_day", String(perDay)];
  return withSimulator([...account, "--from", from, "--to", to, "--limits", limits], ({ env }) =>
    withFolder(async (folder) => {
      const db = join(folder, "harvested.duckdb");
      const file = join(folder, "probe.json");
      const args = ["--from", from, "--to", to, "--timezone", "UTC", "--limits", limits, "--db", db];
      const { seconds } = await harvest(args, {
        env: { ...env, PROBE_FILE: file, PROBE_FROM: main },
        cwd: folder,
        probes: [probe],
      });
      const seen = JSON.parse(readFileSync(file, "utf8"));
      const statementSeconds = await replay(join(folder, "replayed.duckdb"), seen.statements);
      const openingSeconds = seen.openingsForLedger * (await timeOpening(db));
      const documents = await copy(db, join(folder, "documents.duckdb"), ["main"]);
      const all = await copy(db, join(folder, "all.duckdb"), ["main", "ledger"]);
      return [
        {
          what: `time, ${title}`,
          measured: (100 * (statementSeconds + openingSeconds)) / seconds,
          goal: 5,
          unit: "%",
          detail: `${show(statementSeconds)} s for ${seen.statements.length} statements and ${show(openingSeconds)} s for ${seen.openingsForLedger} of ${seen.openings} openings, of ${show(seconds)} s`,
        },
        {
          what: `bytes, ${title}`,
          measured: (100 * (all - documents)) / documents,
          // Eight tables take two megabytes however little they hold: of a small harvest that is much.
          ...(limits === "off" && { goal: 10 }),
          unit: "%",
          detail: `${all} over ${documents} bytes`,
        },
      ];
    }),
  );
}

async function open(file) {
  const instance = await DuckDBInstance.create(file);
  return { instance, connection: await instance.connect() };
}

/** @returns the seconds that the statements take one after another. */
async function replay(file, statements) {
  const { instance, connection } = await open(file);
  await connection.run("CREATE SCHEMA ledger");
  const startedAt = performance.now();
  // A file without a ledger is asked for its version, too, and has none.
  for (const [sql, parameters] of statements) await connection.run(sql, parameters).catch(() => {});
  const seconds = (performance.now() - startedAt) / 1_000;
  connection.closeSync();
  instance.closeSync();
  return seconds;
}

/** @returns the seconds of opening and closing the file, the middle of a few. */
async function timeOpening(file) {
  const took = [];
  for (let time = 0; time < 5; time += 1) {
    const startedAt = performance.now();
    const { instance, connection } = await open(file);
    connection.closeSync();
    instance.closeSync();
    took.push((performance.now() - startedAt) / 1_000);
  }
  return median(took);
}

/** Copies the tables of schemas into a new file. @returns its size. */
async function copy(from, to, schemas) {
  const { instance, connection } = await open(to);
  await connection.run(`ATTACH '${from}' AS source (READ_ONLY)`);
  const list = schemas.map((name) => `'${name}'`).join(", ");
  const tables = await connection.runAndReadAll(
    `SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'source' AND schema_name IN (${list})`,
  );
  for (const [schema, table] of tables.getRowsJson()) {
    await connection.run(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
    await connection.run(`CREATE TABLE "${schema}"."${table}" AS FROM source."${schema}"."${table}"`);
  }
  await connection.run("CHECKPOINT");
  connection.closeSync();
  instance.closeSync();
  return statSync(to).size;
}
