/**
 * Export: how fast half a million sessions come out of a DuckDB file, against DuckDB's own plain COPY of the same table
 * with its defaults, one after the other in the same run. Ours adds what the plain one lacks: texts made safe, times of
 * a zone, columns of nested objects, and the file put in its place when it is whole and on the disk.
 */

import { statSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { median, seconds, show } from "./lib/numbers.mjs";
import { harvest, importBuilt, main, runNode, withFolder, withSimulator } from "./lib/processes.mjs";

const day = "2026-03-03";
const size = 500_000;
const rounds = 3;
const least = 0.5;
const plain = { csv: "FORMAT csv, HEADER", parquet: "FORMAT parquet" };
const zone = "Europe/Berlin";

export const bench = {
  name: "export",
  goal: "500,000 sessions out of a DuckDB file",
  takes: "about two minutes",
  run: () =>
    withFolder(async (folder) => {
      const db = join(folder, "export.duckdb");
      await fill(db, folder);
      const rows = [];
      for (const format of Object.keys(plain)) rows.push(...(await measure(db, folder, format)));
      return rows;
    }),
};

/** Real rows in a table of the destination's own making, repeated under other keys and days. */
async function fill(db, folder) {
  const account = ["--seed", "6", "--users", "40", "--meetings_per_day", "600", "--limits", "off"];
  await withSimulator([...account, "--from", day, "--to", day], async ({ env }) => {
    const args = ["--date", day, "--timezone", "UTC", "--limits", "off", "--series", "none", "--db", db];
    await harvest(args, { env, cwd: folder });
  });
  await withDatabase(db, async (connection) => {
    const [[seeds]] = (await connection.runAndReadAll("SELECT count(*)::INT FROM sessions")).getRows();
    await connection.run("CREATE TEMP TABLE seed AS SELECT * FROM sessions");
    await connection.run(`INSERT INTO sessions SELECT s.* REPLACE (left(to_base64(unhex(sha256(_id || round))), 43) AS _id,
      left(to_base64(unhex(md5(meeting || round))), 22) || '==' AS meeting,
      meeting_start_time + to_days(round::INT) AS meeting_start_time,
      join_time + to_days(round::INT) AS join_time, leave_time + to_days(round::INT) AS leave_time)
      FROM range(1, ${Math.ceil(size / seeds)}) AS r(round), seed AS s ORDER BY round, s.rowid`);
    await connection.run("CHECKPOINT");
  });
}

async function withDatabase(db, work, settings = {}) {
  const instance = await DuckDBInstance.create(db, settings);
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function timed(work) {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}

async function measure(db, folder, format) {
  const { runExport } = await importBuilt("commands/export.js");
  const file = (name) => join(folder, `${name}.${format}`);
  const stderr = { write: () => true, isTTY: false };
  const context = {
    env: {},
    version: "bench",
    readEnvFile: false,
    interrupted: new AbortController().signal,
    stderr,
  };
  const flags = { db, what: "sessions", timezone: zone, destination: "duckdb", log_level: "error" };
  const ways = {
    plain: () =>
      withDatabase(
        db,
        (connection) => connection.run(`COPY sessions TO '${file("plain")}' (${plain[format]})`),
        { access_mode: "READ_ONLY" },
      ),
    ours: () => runExport({ ...flags, out: file("ours") }, context),
    command: () =>
      runNode(
        [main, "export", "--what", "sessions", "--db", db, "--timezone", zone, "--out", file("command")],
        {
          cwd: folder,
        },
      ),
  };
  const took = { plain: [], ours: [], command: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) took[name].push(await timed(way));
  }
  const ratioOf = (name) => median(took[name].map((one, round) => took.plain[round] / one));
  const megabytes = (name) => Math.round(statSync(file(name)).size / 1e6);
  const detail = (name) =>
    `${seconds(took[name])} against ${seconds(took.plain)}; ${megabytes(name)} MB against ${megabytes("plain")} MB`;
  const rate = show(size / median(took.ours) / 1_000);
  return [
    {
      what: `sessions as ${format}`,
      measured: ratioOf("ours"),
      goal: least,
      atLeast: true,
      unit: "of COPY",
      detail: `${rate} thousand rows/s; ${detail("ours")}`,
    },
    {
      what: `the command, as ${format}`,
      measured: ratioOf("command"),
      unit: "of COPY",
      detail: detail("command"),
    },
  ];
}
