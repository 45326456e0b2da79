/** Lists that are cut off: by the day's quota in the middle of a meeting, by page tokens that expire. */

import { join } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { makeFolder, query, type RunningSimulator, run, startSimulator } from "../e2e/support.ts";
import { duckdbStore, expectTruth } from "./support.ts";

const day = "2026-03-03";
const account = ["--users", "30", "--from", "2026-03-02", "--to", "2026-03-04"];

type Ends = Pick<TestContext, "onTestFinished">;

function place({ onTestFinished }: Ends): { folder: string; db: string } {
  const { path, remove } = makeFolder();
  onTestFinished(remove);
  return { folder: path, db: join(path, "quota.duckdb") };
}

async function simulate({ onTestFinished }: Ends, ...flags: string[]): Promise<RunningSimulator> {
  const simulator = await startSimulator(...account, ...flags);
  onTestFinished(() => simulator.stop());
  return simulator;
}

/** Calls that count against the quota of a day. */
async function counted(simulator: RunningSimulator): Promise<number> {
  const { by_tier } = await simulator.requests();
  return by_tier.heavy + by_tier.resource_intensive;
}

describe.concurrent("the daily quota", () => {
  it("used up in the middle of a meeting's pages ends the run with 5, and the next day's run completes the meeting", {
    timeout: 150_000,
  }, async (context) => {
    const { folder, db } = place(context);
    // Its largest meeting has more sessions than a page.
    const small = ["--seed", "2", "--meetings_per_day", "14"];
    const unlimited = await simulate(context, ...small);
    const meetings = await unlimited.truthRows(day);
    const { uuid, sessions } = meetings.reduce((a, b) => (b.sessions.length > a.sessions.length ? b : a));
    expect(sessions.length).toBeGreaterThan(300);
    const args = ["--meeting", uuid, "--series", "none"];
    const whole = await run([...args, "--destination", "stdout"], unlimited.env, folder);
    expect(whole.code, whole.stderr.slice(-1_000)).toBe(0);
    // The pages are asked for one after the other: the last call is the last page.
    const limited = await simulate(context, ...small, "--day_limit", String((await counted(unlimited)) - 1));
    const into = [...args, "--db", db];
    const { code, stderr } = await run(into, limited.env, folder);
    expect(code, stderr.slice(-1_000)).toBe(5);
    expect(stderr).toMatch(/used up.*resets them at \d{4}-\d\d-\d\dT/);
    const held = "SELECT state, (SELECT count(*) FROM sessions)::INT AS sessions FROM meetings";
    expect(await query(db, held)).toEqual([{ state: "partial", sessions: 300 }]);
    const next = await run(into, unlimited.env, folder);
    expect(next.code, next.stderr.slice(-1_000)).toBe(0);
    expect(await query(db, held)).toEqual([{ state: "settled", sessions: sessions.length }]);
    const { rows } = duckdbStore(db);
    expect(new Set((await rows()).sessions).size).toBe(sessions.length);
  });

  it("is waited for with --wait, day after day, until everything is there", {
    timeout: 150_000,
  }, async (context) => {
    const { folder, db } = place(context);
    const simulator = await simulate(
      context,
      ...["--seed", "7", "--meetings_per_day", "50", "--day_limit", "20", "--day_length", "8"],
    );
    const store = duckdbStore(db);
    const { code, stderr } = await run(
      ["--date", day, "--timezone", "UTC", "--wait", ...store.args],
      simulator.env,
      folder,
    );
    expect(code, stderr.slice(-1_000)).toBe(0);
    expect(stderr.split("waiting for Zoom's next day").length).toBeGreaterThan(2);
    await expectTruth(store, simulator, day);
  });
});

describe.concurrent("page tokens", () => {
  it("that expire in the middle of a listing make it begin again, and no row is lost or doubled", {
    timeout: 150_000,
  }, async (context) => {
    const { folder, db } = place(context);
    const simulator = await simulate(
      context,
      ...["--seed", "8", "--meetings_per_day", "600", "--limits", "off", "--faults", "page_token:0.25"],
    );
    const store = duckdbStore(db);
    const { code, stderr } = await run(
      ["--date", day, "--timezone", "UTC", "--limits", "off", "--series", "none", ...store.args],
      simulator.env,
      folder,
    );
    expect(code, stderr.slice(-1_000)).toBe(0);
    expect((await simulator.requests()).by_status["400"]).toBeGreaterThan(0);
    await expectTruth(store, simulator, day);
  });
});
