/** Long ranges: planned before they begin, in the order asked for, and beyond what Zoom lists. */

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { daysAgo, watchedRun } from "./plain-zoom.ts";
import { makeFolder, query, type RunningSimulator, run, startSimulator } from "./support.ts";

const folder = makeFolder();
afterAll(folder.remove);
const quick = ["--limits", "off", "--timezone", "UTC"];
const keys = ["days", "meetings", "calls", "quota_days", "seconds", "expired_days"];
const tiers = ["light", "medium", "heavy", "resource_intensive"];

describe("the plan of a backfill", () => {
  const [from, to] = ["2026-10-12", "2026-11-15"];
  const days = ["--from", from, "--to", to, ...quick];
  let simulator: RunningSimulator;
  beforeAll(async () => {
    simulator = await startSimulator(
      ...["--users", "20", "--meetings_per_day", "15", "--seed", "8", "--limits", "off"],
      ...["--from", from, "--to", to],
    );
  });
  afterAll(() => simulator?.stop());

  it.each([["plan"], ["--dry_run"], ["harvest --dry_run"]])(
    "is what `%s --json` prints: nothing else, nothing written, and no costly call",
    async (command) => {
      const db = join(folder.path, "none.duckdb");
      const args = [...command.split(" "), ...days, "--db", db, "--json"];
      const { result, total, tiers: used, read } = await watchedRun(simulator, args, folder.path);
      expect(result.code, result.stderr).toBe(0);
      const plan = JSON.parse(result.stdout);
      expect(Object.keys(plan)).toEqual(keys);
      expect(Object.keys(plan.calls)).toEqual(tiers);
      const { meetings } = await simulator.truth(from, to);
      expect(plan).toMatchObject({ days: 35, meetings, quota_days: 1, expired_days: 0 });
      expect([used.heavy, used.light, read.length]).toEqual([0, 0, 0]);
      // Two for each of two windows, and one for the number of users.
      expect(total).toBe(5);
      expect(existsSync(db)).toBe(false);
    },
  );

  it("tells a person the same in a few lines", async () => {
    const ended = await run(["plan", ...days, "--db", "none.duckdb"], simulator.env, folder.path);
    const { meetings } = await simulator.truth(from, to);
    expect(ended.stdout).toMatch(new RegExp(`^35 days, ${meetings} meetings to read\nabout .* heavy.*quota`));
  });

  it("is what the harvest then uses, within a few per cent, and is nothing afterwards", {
    timeout: 60_000,
  }, async () => {
    const db = join(folder.path, "planned.duckdb");
    const planned = async () =>
      JSON.parse((await run(["plan", ...days, "--db", db, "--json"], simulator.env, folder.path)).stdout);
    const plan = await planned();
    const { result, tiers: used } = await watchedRun(simulator, [...days, "--db", db], folder.path);
    expect(result.code, result.stderr).toBe(0);
    expect(result.stderr).toMatch(/35 days, \d+ meetings to read/);
    expect(used.heavy / plan.calls.heavy).toBeGreaterThan(0.97);
    expect(used.heavy / plan.calls.heavy).toBeLessThan(1.05);
    // The harvest has planned too, with two calls for each of two windows.
    expect(used.resource_intensive - 4).toBe(plan.calls.resource_intensive);

    const bytes = statSync(db).size;
    const nothing = await planned();
    expect(nothing).toMatchObject({ days: 35, meetings: 0, quota_days: 0, seconds: 0 });
    expect(Object.values(nothing.calls)).toEqual([0, 0, 0, 0]);
    expect(statSync(db).size).toBe(bytes);
  });

  it("remembers that the account has Business limits, which it has found out", async () => {
    const db = join(folder.path, "planned.duckdb");
    const { stdout } = await run(["status", "--json", "--db", db], {}, folder.path);
    expect(JSON.parse(stdout).quota.allowed).toBe(30_000);
  });

  it("has no number of meetings where the dashboards are refused, and says why", async () => {
    const pro = await startSimulator("--plan", "pro", "--users", "5", "--from", from, "--to", to);
    try {
      const ended = await run(["plan", ...days, "--db", "none.duckdb", "--json"], pro.env, folder.path);
      expect(ended.code, ended.stderr).toBe(0);
      const plan = JSON.parse(ended.stdout);
      expect(plan).toMatchObject({ meetings: null, meetings_range: { at_least: 0, at_most: null } });
      expect(plan.notes.join()).toMatch(/cannot be known cheaply/);
    } finally {
      await pro.stop();
    }
  });

  it("is for days: meetings asked for by their uuid have none", async () => {
    const ended = await run(
      ["plan", "--meeting", "abc==", "--db", "none.duckdb"],
      simulator.env,
      folder.path,
    );
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/a plan is made for days/);
  });
});

describe("the order of a backfill", () => {
  // Not so old that what Zoom is about to forget would come first.
  const [from, to] = [daysAgo(88), daysAgo(1)];
  it.concurrent.each(["newest", "oldest"] as const)(
    "begins with the %s month",
    { timeout: 60_000 },
    async (order) => {
      const simulator = await startSimulator(
        ...["--users", "12", "--meetings_per_day", "5", "--days", "88", "--seed", "9", "--limits", "off"],
      );
      const args = ["--from", from, "--to", to, ...quick, "--series", "none", "--order", order];
      try {
        const db = join(folder.path, `${order}.duckdb`);
        const { result, read } = await watchedRun(simulator, [...args, "--db", db], folder.path);
        expect(result.code, result.stderr).toBe(0);
        const rows = await query(db, "SELECT uuid, epoch_ms(start_time)::DOUBLE AS start FROM meetings");
        const starts = new Map(rows.map(({ uuid, start }) => [uuid, Number(start)]));
        const windowMs = 26 * 86_400_000;
        const windows = read.map((uuid) =>
          Math.floor(((starts.get(uuid) ?? 0) - Date.parse(`${from}T00:00:00Z`)) / windowMs),
        );
        const inOrder = [...windows].sort((a, b) => (order === "newest" ? b - a : a - b));
        expect(new Set(windows).size).toBe(4);
        // Twelve are read at once, so that a few may come a little earlier than those before them.
        const early = windows.filter((window, index) => window !== inOrder[index]).length;
        expect(early).toBeLessThanOrEqual(3 * 2 * 12);
        expect(windows.slice(0, 20)).toEqual(inOrder.slice(0, 20));
        expect(windows.slice(-20)).toEqual(inOrder.slice(-20));
      } finally {
        await simulator.stop();
      }
    },
  );
});

describe("an account older than Zoom's listings", () => {
  const [from, to] = [daysAgo(400), daysAgo(1)];
  const db = join(folder.path, "old.duckdb");
  const args = ["--from", from, "--to", to, ...quick, "--db", db];
  /** The first day that Zoom still lists, and the first whose participants it still gives out. */
  const monthsAgo = (months: number) => {
    const [year = 0, month = 1, day = 1] = daysAgo(0).split("-").map(Number);
    const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
    return new Date(Date.UTC(year, month - 1 - months, Math.min(day, last))).toISOString().slice(0, 10);
  };
  let simulator: RunningSimulator;
  let log: string;
  beforeAll(async () => {
    simulator = await startSimulator(
      ...["--users", "12", "--meetings_per_day", "3", "--days", "400", "--seed", "3", "--limits", "off"],
    );
    const ended = await run(args, simulator.env, folder.path);
    log = ended.stderr;
    expect(ended.code, log).toBe(0);
  }, 90_000);
  afterAll(() => simulator?.stop());

  it("says what is about to be forgotten, what is past, and what is still reached there", () => {
    expect(log).toMatch(/about to be forgotten, and come first/);
    expect(log).toMatch(/days are past Zoom's retention/);
    expect(log).toMatch(/only recurring series are reached, by their past instances/);
  });

  it("has every meeting that Zoom still lists", async () => {
    const listed = await simulator.truth(monthsAgo(6), to);
    const [counts] = await query(
      db,
      `SELECT count(*)::INT AS meetings FROM meetings WHERE start_time >= '${monthsAgo(6)}'`,
    );
    expect(counts).toEqual({ meetings: listed.meetings });
  });

  it("has every older instance of recurring series, those of the last year with their sessions", async () => {
    const truth = (await simulator.truthRows(from, daysAgo(1))) as unknown as {
      uuid: string;
      id: number;
      type: number;
      start_time: string;
      sessions: unknown[];
    }[];
    const known = await query(db, "SELECT DISTINCT meeting_series_id AS id FROM meetings");
    const old = await query(
      db,
      `SELECT uuid, state, series.kind AS kind, sessions_stored::INT AS sessions FROM
        meetings WHERE start_time < '${monthsAgo(6)}' ORDER BY uuid`,
    );
    const series = new Set(known.map(({ id }) => id));
    const wanted = truth
      .filter(({ start_time }) => start_time.slice(0, 10) < monthsAgo(6))
      .filter(({ type, id }) => [3, 8].includes(type) && series.has(String(id)))
      .map(({ uuid, start_time, sessions }) => {
        const isGivenOut = start_time.slice(0, 10) >= monthsAgo(12);
        return {
          uuid,
          state: isGivenOut ? "settled" : "expired",
          kind: "recurring",
          sessions: isGivenOut ? sessions.length : 0,
        };
      })
      .sort((a, b) => (a.uuid < b.uuid ? -1 : 1));
    expect(wanted.length).toBeGreaterThan(50);
    expect(new Set(wanted.map(({ state }) => state)).size).toBe(2);
    expect(old).toEqual(wanted);
  });

  it("is not asked again for what Zoom refused, nor for the instances", async () => {
    const again = await watchedRun(simulator, args, folder.path);
    expect([again.result.code, again.total]).toEqual([0, 0]);
  });

  it("has its older days called expired, and the plan counts them", async () => {
    const status = await run(["status", "--json", "--db", db, "--timezone", "UTC"], {}, folder.path);
    const days = JSON.parse(status.stdout).days as { date: string; state: string }[];
    const expired = days.filter(({ state }) => state === "expired").map(({ date }) => date);
    expect(expired[0]).toBe(from);
    expect(expired.at(-1)).toBe(daysBefore(monthsAgo(6)));
    expect(days.filter(({ state }) => state !== "expired").every(({ date }) => date >= monthsAgo(6))).toBe(
      true,
    );
    const plan = await run(["plan", ...args, "--json"], simulator.env, folder.path);
    expect(JSON.parse(plan.stdout)).toMatchObject({ days: 400, meetings: 0, expired_days: expired.length });
  });

  it("tells in the plan of a new store which second window there is", async () => {
    const other = ["plan", ...args.slice(0, -1), join(folder.path, "other.duckdb"), "--json"];
    const { stdout } = await run(other, simulator.env, folder.path);
    expect(JSON.parse(stdout).beyond).toMatchObject({ from, to: daysBefore(monthsAgo(6)) });
  });
});

function daysBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
