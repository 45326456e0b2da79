/** The catalogue under kills and short days: what is stored in the end is the truth, and no set is of two sources. */

import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { streams } from "../../src/streams/registry.ts";
import {
  everyStream,
  makeFolder,
  query,
  type RunningSimulator,
  run,
  start,
  startSimulator,
  tableOf,
} from "../e2e/support.ts";
import { seededRandom } from "../support/random.ts";
import { faults } from "./support.ts";

const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
const account = ["--users", "30", "--from", "2026-03-01", "--to", "2026-03-05", "--seed", String(seed)];
const day = "2026-03-03";
const folder = makeFolder();
afterAll(folder.remove);

const counted = streams.filter(({ name }) => name !== "users" && name !== "series");

async function expectTruth({ url }: RunningSimulator, db: string): Promise<void> {
  const answer = await fetch(`${url}/_simulator/truth?from=${day}&to=${day}`);
  const { by_stream } = (await answer.json()) as { by_stream: Record<string, number> };
  const counts = counted.map(
    (stream) =>
      `SELECT '${stream.name}' AS name, count(*)::INT AS n, count(DISTINCT _id)::INT AS keys FROM ${tableOf(stream)}`,
  );
  for (const { name, n, keys } of await query(db, counts.join(" UNION ALL ")))
    expect([name, n, keys], `FAULTS_SEED=${seed}`).toEqual([
      name,
      by_stream[String(name)],
      by_stream[String(name)],
    ]);
}

it("all streams, killed again and again, equal the truth in the end", { timeout: 240_000 }, async () => {
  const simulator = await startSimulator(
    ...account,
    "--meetings_per_day",
    "15",
    "--faults",
    faults,
    "--latency",
    "15",
  );
  const db = join(folder.path, "killed.duckdb");
  const args = [
    "--date",
    day,
    "--timezone",
    "UTC",
    "--limits",
    "off",
    "--streams",
    everyStream,
    "--timeout",
    "3",
    "--db",
    db,
  ];
  const random = seededRandom(seed);
  try {
    let killed = 0;
    for (let runs = 0; runs < 12; runs += 1) {
      const running = start(args, simulator.env, folder.path);
      const timer = setTimeout(() => running.process.kill("SIGKILL"), 250 * 6 ** random());
      const { code } = await running.ended;
      clearTimeout(timer);
      if (code === null) killed += 1;
      else if (code === 0) break;
    }
    expect(killed).toBeGreaterThan(1);
    for (let runs = 0; (await run(args, simulator.env, folder.path)).code !== 0; runs += 1)
      expect(runs, `FAULTS_SEED=${seed}`).toBeLessThan(4);
    await expectTruth(simulator, db);
  } finally {
    await simulator.stop();
  }
});

it("lean sets are whole, are named, and are read again from the richer source", {
  timeout: 120_000,
}, async () => {
  const simulator = await startSimulator(
    ...account,
    "--meetings_per_day",
    "60",
    "--day_limit",
    "35",
    "--day_length",
    "6",
  );
  const db = join(folder.path, "lean.duckdb");
  const args = [
    "--date",
    day,
    "--timezone",
    "UTC",
    "--series",
    "none",
    "--when_quota_ends",
    "lean",
    "--db",
    db,
  ];
  const sourcesOfMeetings = `SELECT count(*)::INT AS mixed FROM (SELECT meeting FROM sessions GROUP BY meeting HAVING count(DISTINCT harvest.source) > 1)`;
  try {
    const first = await run(args, simulator.env, folder.path);
    expect(first.code, first.stderr.slice(-2_000)).toBe(5);
    expect(first.stderr).toMatch(/meetings whose sessions come from past until there are calls again/);
    const [lean] = await query(
      db,
      `SELECT count(*)::INT AS meetings, bool_and(state = 'settled' AND sessions_source = 'past') AS as_said,
        bool_and(sessions_stored = (SELECT count(*) FROM sessions s WHERE s.meeting = m.uuid)) AS counted
       FROM meetings m WHERE sessions_wanted = 'dashboard'`,
    );
    expect(lean).toMatchObject({ as_said: true, counted: true });
    expect(Number(lean?.meetings)).toBeGreaterThan(5);
    expect(await query(db, sourcesOfMeetings)).toEqual([{ mixed: 0 }]);
    const status = JSON.parse((await run(["status", "--json", "--db", db], {}, folder.path)).stdout);
    expect(status.lean).toBe(lean?.meetings);

    const second = await run([...args, "--wait"], simulator.env, folder.path);
    expect(second.code, second.stderr.slice(-2_000)).toBe(0);
    expect(
      await query(db, "SELECT DISTINCT sessions_source AS source, sessions_wanted AS wanted FROM meetings"),
    ).toEqual([{ source: "dashboard", wanted: null }]);
    expect(await query(db, "SELECT DISTINCT harvest.source AS source FROM sessions")).toEqual([
      { source: "dashboard" },
    ]);
    const { meetings, sessions } = await simulator.truth(day);
    const held =
      "SELECT (SELECT count(*) FROM meetings)::INT AS meetings, (SELECT count(*) FROM sessions)::INT AS sessions";
    expect(await query(db, held)).toEqual([{ meetings, sessions }]);
  } finally {
    await simulator.stop();
  }
});

it("a poorer source never takes the place of a richer one's list", { timeout: 120_000 }, async () => {
  const simulator = await startSimulator(...account, "--meetings_per_day", "30", "--limits", "off");
  const db = join(folder.path, "ranks.duckdb");
  const args = ["--date", day, "--timezone", "UTC", "--series", "none", "--limits", "off", "--db", db];
  const sources = "SELECT DISTINCT harvest.source AS source FROM sessions";
  const counts = `SELECT (SELECT count(*) FROM sessions)::INT AS sessions, (SELECT count(*) FROM sessions WHERE breakout_room IS NOT NULL)::INT AS rooms,
    (SELECT count(*) FROM sessions WHERE status = 'in_waiting_room')::INT AS waits`;
  const go = (...more: string[]) => run([...args, ...more], simulator.env, folder.path);
  try {
    expect((await go("--source", "past")).code).toBe(0);
    expect(await query(db, sources)).toEqual([{ source: "past" }]);
    expect((await go("--source", "report", "--again")).code).toBe(0);
    expect(await query(db, sources)).toEqual([{ source: "report" }]);
    expect((await go("--again")).code).toBe(0);
    expect(await query(db, sources)).toEqual([{ source: "dashboard" }]);
    const rich = await query(db, counts);
    expect(rich[0]).toMatchObject({ sessions: (await simulator.truth(day)).sessions });
    expect(Number(rich[0]?.waits)).toBeGreaterThan(0);
    for (const source of ["report", "past"]) {
      expect((await go("--source", source, "--again")).code).toBe(0);
      expect(await query(db, counts)).toEqual(rich);
      expect(await query(db, sources)).toEqual([{ source: "dashboard" }]);
    }
  } finally {
    await simulator.stop();
  }
});
