/** A backfill that was cut off or interrupted: the same command again does only what is missing. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { watchedRun, watching } from "./plain-zoom.ts";
import {
  makeFolder,
  query,
  type RunningSimulator,
  run,
  start,
  startSimulator,
  untilSaid,
} from "./support.ts";

const from = "2026-10-26";
const to = "2026-11-15";
const listed = '"path":"/metrics/meetings","status":200';
const participantsRead = '"path":"/metrics/meetings/{meetingId}/participants","status":200';
const folder = makeFolder();
let simulator: RunningSimulator;
let truth: { meetings: number; sessions: number; by_stream: Record<string, number> };
let files = 0;

beforeAll(async () => {
  simulator = await startSimulator(
    ...["--users", "20", "--meetings_per_day", "40", "--seed", "12", "--limits", "off"],
    ...["--from", from, "--to", to],
  );
  truth = await simulator.truth(from, to);
});
afterAll(async () => {
  await simulator?.stop();
  folder.remove();
});

function newStore(): { db: string; args: string[] } {
  const db = join(folder.path, `${files++}.duckdb`);
  const days = ["--from", from, "--to", to, "--timezone", "UTC"];
  return { db, args: [...days, "--db", db, "--limits", "off", "--log_level", "debug"] };
}

async function held(db: string): Promise<{ meetings: number; sessions: number }> {
  const count = (table: string) => `(SELECT count(*) FROM ${table})::INT AS ${table}`;
  const [counts] = await query(db, `SELECT ${count("meetings")}, ${count("sessions")}`);
  return counts as { meetings: number; sessions: number };
}

/** How many calls the listings take. */
function listingPages(): number {
  const { one_person_meetings: alone = 0, several_person_meetings: several = 0 } = truth.by_stream;
  return Math.ceil(several / 300) + Math.ceil(alone / 300);
}

/** Ends a harvest with a signal when it has read so many meetings; one that may say goodbye also has the whole list. */
function cutOff(args: string[], signal: "SIGKILL" | "SIGINT", meetings: number) {
  return watching(simulator, async () => {
    const running = start(args, simulator.env, folder.path);
    if (signal === "SIGINT") await untilSaid(running, listed, listingPages());
    await untilSaid(running, participantsRead, meetings);
    running.process.kill(signal);
    return running.ended;
  });
}

describe("the same command again", () => {
  it("after a kill reads the meetings that the store does not have, and no other", {
    timeout: 120_000,
  }, async () => {
    const { db, args } = newStore();
    // Enough for the store to have confirmed the first batch.
    await cutOff(args, "SIGKILL", 640);
    const stored = (await query(db, "SELECT uuid FROM meetings WHERE state = 'settled'")).map(
      ({ uuid }) => uuid,
    );
    expect(stored.length).toBeGreaterThan(0);
    const { result, read } = await watchedRun(simulator, args, folder.path);
    expect(result.code, result.stderr.slice(-1_000)).toBe(0);
    expect(await held(db)).toEqual({ meetings: truth.meetings, sessions: truth.sessions });
    expect(new Set(read).size).toBe(truth.meetings - stored.length);
    expect(stored.filter((uuid) => read.includes(String(uuid)))).toEqual([]);
  });

  it("after Ctrl-C reads no meeting twice and lists nothing twice, and each says how it went", {
    timeout: 120_000,
  }, async () => {
    const { db, args } = newStore();
    const first = await cutOff(args, "SIGINT", 600);
    expect(first.result.code).toBe(5);
    // One whose series was being asked for when the run ended is not whole, and is read again.
    const open = (await query(db, "SELECT uuid FROM meetings WHERE state = 'partial'")).map(
      ({ uuid }) => uuid,
    );
    expect(open.length).toBeLessThan(10);
    const second = await watchedRun(simulator, args, folder.path);
    expect(second.result.code, second.result.stderr.slice(-1_000)).toBe(0);
    expect(second.result.stderr).toMatch(/going on: [\d,]+ meetings are known and not read yet/);
    expect(await held(db)).toEqual({ meetings: truth.meetings, sessions: truth.sessions });
    const twice = new Set(first.read.filter((uuid) => second.read.includes(uuid)));
    expect([...twice].filter((uuid) => !open.includes(uuid))).toEqual([]);
    expect(second.listings).toBeLessThanOrEqual(1);
    const { stdout } = await run(["runs", "--json", "--db", db], {}, folder.path);
    expect(JSON.parse(stdout).map(({ exit_code }: { exit_code: number }) => exit_code)).toEqual([0, 5]);
  });
});

describe("a run over days that are complete", () => {
  let db: string;
  let args: string[];
  beforeAll(async () => {
    ({ db, args } = newStore());
    expect((await run(args, simulator.env, folder.path)).code).toBe(0);
  }, 60_000);

  it("calls Zoom not once, not even for a token", async () => {
    const summary = join(folder.path, "summary.json");
    const { result, total } = await watchedRun(simulator, [...args, "--summary", summary], folder.path);
    expect(result.code).toBe(0);
    expect(total).toBe(0);
    expect(result.stderr).not.toContain('"tier":"token"');
    const { calls, holds } = JSON.parse(readFileSync(summary, "utf8"));
    expect(calls).toEqual({ light: 0, medium: 0, heavy: 0, resource_intensive: 0 });
    expect(holds).toEqual({ meetings: truth.meetings, sessions: truth.sessions });
  });

  it("reads everything again with --again, and has the same then", { timeout: 60_000 }, async () => {
    const { result, read } = await watchedRun(simulator, [...args, "--again"], folder.path);
    expect(result.code).toBe(0);
    expect(new Set(read).size).toBe(truth.meetings);
    expect(await held(db)).toEqual({ meetings: truth.meetings, sessions: truth.sessions });
    const runs = await query(db, "SELECT count(DISTINCT harvest.run)::INT AS runs FROM sessions");
    expect(runs).toEqual([{ runs: 1 }]);
  });
});
