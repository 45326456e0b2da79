/**
 * `zoom-harvester demo`: a simulated account in a process of its own, harvested over HTTP with limits on, and
 * three small tables of what came out. It reads no setting of the user's: invented meetings reach no real store.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type ExitCode, exitCode, HarvesterError, Interrupted } from "../errors.ts";
import { type CommandContext, runHarvest } from "./harvest.ts";
import { printTable } from "./print-table.ts";

/** A week of a small university; its dates are fixed, so that every demo shows the same. */
const account = [
  "--seed",
  "7",
  "--users",
  "120",
  "--meetings_per_day",
  "400",
  "--from",
  "2026-03-02",
  "--to",
  "2026-03-08",
];
const day = "2026-03-04";

export async function runDemo({ db }: { db: string }, context: CommandContext): Promise<ExitCode> {
  const { stderr } = context;
  stderr.write(`A simulated Zoom account, one day of it (${day}), into ${db}. No Zoom account is needed.\n`);
  const simulator = await startSimulator(context.interrupted);
  try {
    const flags = { db, date: day, timezone: "UTC", destination: "duckdb", again: true };
    const code = await runHarvest(flags, { ...context, env: simulator.env, readEnvFile: false });
    if (code === exitCode.complete) await showTables(db);
    return code;
  } finally {
    simulator.process.kill();
  }
}

async function startSimulator(
  interrupted: AbortSignal,
): Promise<{ process: ChildProcess; env: Record<string, string> }> {
  const main = fileURLToPath(new URL("../main.js", import.meta.url));
  const child = spawn(process.execPath, [main, "simulate", "--exit_with_parent", ...account], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH },
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const env: Record<string, string> = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [name = "", ...value] = line.split("=");
    env[name] = value.join("=");
    if (name === "ZOOM_ACCOUNT_ID") return { process: child, env };
  }
  if (interrupted.aborted) throw new Interrupted();
  throw new HarvesterError({ operation: "demo", reason: `the simulator did not start: ${said.trim()}` });
}

async function showTables(db: string): Promise<void> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(db, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    for (const { title, sql } of tables) {
      const reader = await connection.runAndReadAll(sql);
      printTable(process.stdout, title, reader.columnNames(), reader.getRowsJson());
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  process.stdout.write(
    `\nNext: zoom-harvester report --db ${db} --timezone UTC, or duckdb ${db}, or your own account:\n` +
      "  zoom-harvester --key ID --secret SECRET --account_id ACCOUNT --date yesterday\n",
  );
}

const tables: readonly { title: string; sql: string }[] = [
  {
    title: "Who stayed longest, two devices at once counted once",
    sql: `SELECT coalesce(name, '(no name)') AS person, topic AS meeting, sessions,
            printf('%d h %02d min', attended_seconds // 3600, attended_seconds % 3600 // 60) AS stayed
          FROM attendance ORDER BY attended_seconds DESC, _id LIMIT 5`,
  },
  {
    title: "The busiest hours (UTC)",
    sql: `SELECT strftime(hour, '%H:00') AS hour, participants_peak AS people_at_once,
            meetings_peak AS meetings_at_once, attended_seconds // 3600 AS person_hours
          FROM concurrency WHERE hour::DATE = '${day}' ORDER BY people_at_once DESC, hour LIMIT 5`,
  },
  {
    title: "Where they joined from",
    sql: `SELECT country, people, meetings, attended_seconds // 3600 AS person_hours
          FROM rollup_countries WHERE country IS NOT NULL ORDER BY people DESC, country LIMIT 5`,
  },
];
