/**
 * Ledger: what it adds to a harvest into DuckDB. Time: the seconds that DuckDB spends on it, lease and the opening of
 * the file for it included, measured from inside (lib/ledger-probe.mjs), over the seconds of the whole harvest, with
 * Zoom's limits and without. Bytes: a file with the ledger over one with the documents alone, both copied table by
 * table from the file harvested, so that what DuckDB leaves free counts for neither.
 */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { show } from "./lib/numbers.mjs";
import { harvest, main, withFolder, withSimulator } from "./lib/processes.mjs";

const from = "2026-03-02";
const probe = new URL("./lib/ledger-probe.mjs", import.meta.url);

export const bench = {
  name: "ledger",
  goal: "what the ledger adds to a harvest",
  takes: "two minutes",
  run: async () => [
    ...(await measure("without limits", "off", 1_500, "2026-03-06")),
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
      const spent = JSON.parse(readFileSync(file, "utf8"));
      const documents = await copy(db, join(folder, "documents.duckdb"), ["main"]);
      const all = await copy(db, join(folder, "all.duckdb"), ["main", "ledger"]);
      return [
        {
          what: `time, ${title}`,
          measured: (100 * spent.ledger) / 1_000 / seconds,
          goal: 5,
          unit: "%",
          detail: `${show(spent.ledger / 1_000)} s for the ledger of ${show(seconds)} s; ${show(spent.documents / 1_000)} s for documents; ${spent.openings_for_ledger} of ${spent.openings} openings for the ledger alone`,
        },
        {
          what: `bytes, ${title}`,
          measured: (100 * (all - documents)) / documents,
          goal: 10,
          unit: "%",
          detail: `${all} over ${documents} bytes`,
        },
      ];
    }),
  );
}

/** Copies the tables of schemas into a new file. @returns its size. */
async function copy(from, to, schemas) {
  const instance = await DuckDBInstance.create(to);
  const connection = await instance.connect();
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
