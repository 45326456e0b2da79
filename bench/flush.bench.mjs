/**
 * Flush: how long DuckDB takes to store 700 rows when 0.1, 1 and 5 million are there already. The tables are made by
 * the destination itself and filled by a harvest of a small simulated account; then SQL repeats these rows under
 * other keys and dates until there are enough.
 */

import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { openStore } from "./lib/destinations.mjs";
import { median, show } from "./lib/numbers.mjs";
import { harvest, withFolder, withSimulator } from "./lib/processes.mjs";

const day = "2026-03-03";
const sizes = [100_000, 1_000_000, 5_000_000];
const meetingsInFlush = 35;
const sessionsInMeeting = 20;
const flushes = 7;
const limit = 0.3;

export const bench = {
  name: "flush",
  goal: "700 rows into a filled DuckDB file",
  takes: "about two minutes",
  run: () =>
    withFolder(async (folder) => {
      const db = join(folder, "flush.duckdb");
      const account = await harvestSeed(db, folder);
      const rows = [];
      for (const size of sizes) {
        await fill(db, size);
        rows.push(await measure(db, account, size));
      }
      return rows;
    }),
};

/** Real rows in tables of the destination's own making. @returns the account they belong to. */
function harvestSeed(db, folder) {
  const account = ["--seed", "6", "--users", "40", "--meetings_per_day", "600", "--limits", "off"];
  return withSimulator([...account, "--from", day, "--to", day], async ({ env }) => {
    const args = ["--date", day, "--timezone", "UTC", "--limits", "off", "--series", "none", "--db", db];
    await harvest(args, { env, cwd: folder });
    return env.ZOOM_ACCOUNT_ID;
  });
}

async function withDatabase(db, work) {
  const instance = await DuckDBInstance.create(db);
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const countOf = async (connection, table) =>
  Number((await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)).getRows()[0][0]);

/** Repeats the first rows, each time as other meetings of another day, until there are so many sessions. */
function fill(db, size) {
  return withDatabase(db, async (connection) => {
    await connection.run("CREATE TABLE IF NOT EXISTS seed_sessions AS SELECT * FROM sessions");
    await connection.run("CREATE TABLE IF NOT EXISTS seed_meetings AS SELECT * FROM meetings");
    const seeds = await countOf(connection, "seed_sessions");
    const from = Math.round((await countOf(connection, "sessions")) / seeds);
    const to = Math.ceil(size / seeds);
    const uuid = (column) => `left(to_base64(unhex(md5(${column} || round))), 22) || '=='`;
    // In an order like that of a harvest: by day, meeting by meeting.
    await connection.run(`INSERT INTO meetings SELECT s.* REPLACE (${uuid("_id")} AS _id, ${uuid("uuid")} AS uuid,
      start_time + to_days(round::INT) AS start_time, end_time + to_days(round::INT) AS end_time)
      FROM range(${from}, ${to}) AS r(round), seed_meetings AS s ORDER BY round, s.rowid`);
    await connection.run(`INSERT INTO sessions SELECT s.* REPLACE (left(to_base64(unhex(sha256(_id || round))), 43) AS _id,
      ${uuid("meeting")} AS meeting, meeting_start_time + to_days(round::INT) AS meeting_start_time,
      join_time + to_days(round::INT) AS join_time, leave_time + to_days(round::INT) AS leave_time)
      FROM range(${from}, ${to}) AS r(round), seed_sessions AS s ORDER BY round, s.rowid`);
    await connection.run("CHECKPOINT");
  });
}

async function measure(db, account, size) {
  const time = async (work) => {
    const startedAt = performance.now();
    await work();
    return (performance.now() - startedAt) / 1_000;
  };
  let destination;
  const opening = await time(async () => {
    destination = (await openStore({ db }, account)).destination;
  });
  const fresh = [];
  const again = [];
  for (let count = 0; count < flushes; count += 1) {
    const writes = Array.from({ length: meetingsInFlush }, () => meetingSet(account));
    fresh.push(await time(() => destination.write(writes)));
    again.push(await time(() => destination.write(writes)));
  }
  await destination.close();
  const stored = await withDatabase(db, (connection) => countOf(connection, "sessions"));
  const worst = Math.max(...fresh, ...again);
  return {
    what: `700 rows into ${size / 1e6} million`,
    measured: Math.max(median(fresh), median(again)),
    goal: limit,
    unit: "s",
    detail: `${stored} rows, ${Math.round(statSync(db).size / 1e6)} MB; new ${show(median(fresh))} s, replaced ${show(median(again))} s, slowest of ${2 * flushes} ${show(worst)} s; open ${show(opening)} s`,
  };
}

/** A meeting with its sessions, as the engine hands it over. */
function meetingSet(account) {
  const uuid = randomBytes(16).toString("base64");
  const start = Date.parse(day) + Math.floor(Math.random() * 86_400) * 1_000;
  const at = (seconds) => new Date(start + seconds * 1_000).toISOString().replace(".000Z", "Z");
  const stamp = {
    account_id: account,
    harvest: { run: "bench", at: at(0), source: "dashboard", version: "bench" },
  };
  const host = {
    host_id: randomBytes(16).toString("base64url"),
    name: "Bench Host",
    email: "host@example.org",
  };
  const common = { meeting_series_id: "81234567890", topic: "Bench meeting", host };
  const owner = {
    _id: uuid,
    uuid,
    ...common,
    start_time: at(0),
    end_time: at(3_600),
    duration: 3_600,
    ...stamp,
  };
  const documents = Array.from({ length: sessionsInMeeting }, (_, place) => ({
    _id: randomBytes(32).toString("base64url"),
    meeting: uuid,
    user_id: String(16_778_240 + place * 1_024),
    user_name: `Participant ${place}`,
    device: "Windows",
    ip_address: "203.0.113.7",
    country: "DE",
    city: "Berlin",
    location: "Berlin (DE)",
    network_type: "Wifi",
    join_time: at(place),
    leave_time: at(3_600 - place),
    duration: 3_600 - 2 * place,
    status: "in_meeting",
    meeting_start_time: at(0),
    ...common,
    ...stamp,
  }));
  return { owner: { to: "meetings", document: owner }, to: "sessions", documents, complete: true };
}
