/** The harvest on the dashboard: what is complete, what runs and what to run. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HarvestNow } from "../../src/dashboard/answers/harvest.ts";
import type { HarvestDays } from "../../src/dashboard/answers/harvest-days.ts";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import type { RunRecord } from "../../src/destinations/ledger.ts";
import type { Source } from "../../src/destinations/source.ts";
import { readHarvestState } from "../../src/reports/harvest-state.ts";
import { hidePeople } from "../../src/reports/hide-people.ts";
import { collections } from "../../src/streams/derived.ts";
import { firstHolder } from "../destinations/contract-data.ts";
import { makeOptions, quickEffects } from "../destinations/duckdb-harness.ts";
import { everyStore, fill, inventAccount } from "../destinations/rollup-store.ts";
import { makeFolder } from "../e2e/support.ts";
import { askOf, makeDashboard, now } from "./support.ts";

const folder = makeFolder();
const account = inventAccount("2026-11-02T00:00:00Z", 6, 20);
const file = join(folder.path, "store.duckdb");
const span = (from: string, to: string) => ({ start: Date.parse(`${from}Z`), end: Date.parse(`${to}Z`) });
const runOf = (n: number, more: Partial<RunRecord>): RunRecord => ({
  run: `harvest-${n}`,
  startedAt: `2026-11-${10 + n}T08:00:00Z`,
  asked: { from: "2026-11-02", to: "2026-11-07", hosts: ["host1@x.example"] },
  calls: { [`2026-11-${10 + n}`]: { heavy: 100 * n, light: 5 } },
  ...more,
});
let source: Source;

beforeAll(async () => {
  await fill(duckdbDestination(quickEffects(), makeOptions(file)), account);
  const destination = duckdbDestination(quickEffects(), makeOptions(file));
  await destination.open(everyStore);
  const at = Date.parse("2026-11-12T00:00:00Z");
  await destination.noteListings([
    { what: "meetings", span: span("2026-11-01T00:00", "2026-11-06T00:00"), at },
  ]);
  await destination.record(runOf(1, { finishedAt: "2026-11-11T08:10:00Z", exitCode: 0 }));
  await destination.record(runOf(2, {}));
  const outcome = { stored: { meetings: 70, sessions: 800 }, done: 70, expected: 120 };
  await destination.record(runOf(10, { run: firstHolder.run, outcome }));
  const letter = { to: "sessions", reason: "Host 1 has a date that is none", record: { name: "Person 1" } };
  await destination.bury([
    { ...letter, id: "a" },
    { ...letter, id: "b" },
    { ...letter, to: "users", id: "c" },
  ]);
  await destination.close();
  source = await duckdbSource(quickEffects(), { file, lockWaitMs: 0, collections });
});
afterAll(async () => {
  await source.close();
  folder.remove();
});

type Given = Parameters<typeof askOf>[1];
async function ask<T>(path: string, more: Given = {}): Promise<T> {
  const response = await makeDashboard(askOf(more?.source ?? source, more)).get(path);
  expect(response.status).toBe(200);
  return ((await response.json()) as { answer: T }).answer;
}

describe("the harvest now", () => {
  it("tells the latest runs first, in words, with what they did and used", async () => {
    const { runs, runCount, quota, writing } = await ask<HarvestNow>("/api/harvest");
    expect(writing).toBeUndefined();
    expect(runCount).toBe(3);
    expect(runs.map(({ run, end }) => [run, end])).toEqual([
      [firstHolder.run, "cut off"],
      ["harvest-2", "cut off"],
      ["harvest-1", "0 complete"],
    ]);
    expect(runs[2]).toMatchObject({
      days: "2026-11-02 to 2026-11-07",
      seconds: 600,
      heavyCalls: 100,
      calls: 105,
    });
    expect(quota).toEqual({
      zoom_day: "2026-11-20",
      used: 1_000,
      allowed: 15_000,
      resets_at: "2026-11-21T00:00:00Z",
    });
  });

  it("follows the run that writes", async () => {
    const ledger = { ...(await source.ledger()) };
    const lease = { ...firstHolder, renewedAt: now - 2_000, renewals: 7 };
    const held: Source = { ...source, ledger: async () => ({ ...ledger, lease }) };
    const writingRun: NonNullable<Given>["writingRun"] = (one) => one?.run;
    const { writing, runs } = await ask<HarvestNow>("/api/harvest", { source: held, writingRun });
    expect(writing).toMatchObject({
      run: firstHolder.run,
      pid: firstHolder.pid,
      seen: "2026-11-20T11:59:58Z",
      record: { meetings: 70, sessions: 800, progress: { done: 70, expected: 120 }, isWriting: true },
    });
    expect(runs[0]?.end).toBe("writing");
  });

  it("counts dead letters by collection and reason, and shows no record of them", async () => {
    const { letters, lettersBy } = await ask<HarvestNow>("/api/harvest");
    expect(letters).toBe(3);
    expect(lettersBy.map(({ collection, count }) => [collection, count])).toEqual([
      ["sessions", 2],
      ["users", 1],
    ]);
    expect(JSON.stringify(lettersBy)).not.toContain("Person 1");
  });

  it("names nobody where people are hidden", async () => {
    const hidden = { source: hidePeople(source, "seed"), hidesPeople: true };
    for (const path of ["/api/harvest", "/api/harvest-days"])
      expect(JSON.stringify(await ask(path, hidden))).not.toMatch(/Host 1|host1|Person 1/);
  });

  it("is read again after a moment also where the store has not changed, since a run may have died", async () => {
    let clock = now;
    let alive = true;
    const lease = { ...firstHolder, renewedAt: now, renewals: 1 };
    const held: Source = { ...source, ledger: async () => ({ ...(await source.ledger()), lease }) };
    const writingRun: NonNullable<Given>["writingRun"] = (one) => (alive ? one?.run : undefined);
    const given = askOf(held, { writingRun, now: () => clock });
    const { get } = makeDashboard(given, { stamp: async () => "the same" });
    const writes = async () =>
      ((await (await get("/api/harvest")).json()) as { answer: HarvestNow }).answer.writing !== undefined;
    expect(await writes()).toBe(true);
    alive = false;
    expect(await writes()).toBe(true);
    clock += 2_000;
    expect(await writes()).toBe(false);
  });

  it("is a file of all runs", async () => {
    const response = await makeDashboard(askOf(source)).get("/api/harvest?format=csv");
    const lines = (await response.text()).replace("\ufeff", "").trim().split("\r\n");
    expect(lines[0]).toBe("run,started,finished,end,days,meetings,sessions,heavy_calls,calls,seconds");
    expect(lines.length).toBe(4);
  });
});

describe("the days of the harvest", () => {
  it("are in the states that status tells, with their meetings", async () => {
    for (const timeZone of ["UTC", "America/New_York"]) {
      const told = await ask<HarvestDays>(`/api/harvest-days?tz=${timeZone}`);
      const asked = { from: undefined, to: undefined, timeZone, now, settleAfterMs: 10_800_000 };
      const exact = await readHarvestState(source, asked);
      const days = exact.days.map(({ sessions: _, ...day }) => day);
      expect(told.days.map(({ sessions: _, ...day }) => day)).toEqual(days);
      expect(told.states).toEqual(exact.states);
    }
    const { days } = await ask<HarvestDays>("/api/harvest-days");
    expect(new Set(days.map(({ state }) => state))).toEqual(new Set(["complete", "partial", "never_listed"]));
    expect(days.at(-1)?.date).toBe("2026-11-19");
  });

  it("say what to run, with the command that means this store", async () => {
    const { next } = await ask<HarvestDays>("/api/harvest-days", { command: "zoom-harvester --db a.duckdb" });
    expect(next[0]).toMatch(
      /^zoom-harvester --db a\.duckdb --from 2026-11-\d\d --to 2026-11-\d\d: \d+ meetings are not read yet$/,
    );
    expect(next.at(-1)).toBe("zoom-harvester replay: 3 dead letters");
  });

  it("count what is stored of each stream", async () => {
    const { documents, states } = await ask<HarvestDays>("/api/harvest-days");
    expect(documents).toMatchObject({
      meetings: account.meetings.length,
      attendance: account.attendance.length,
    });
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(account.meetings.length);
  });

  it("are a file", async () => {
    const { days } = await ask<HarvestDays>("/api/harvest-days");
    const response = await makeDashboard(askOf(source)).get("/api/harvest-days?format=csv");
    const lines = (await response.text()).replace("\ufeff", "").trim().split("\r\n");
    expect(lines[0]).toBe("date,state,meetings,sessions,partial");
    expect(lines.slice(1).map((line) => line.slice(0, 10))).toEqual(days.map(({ date }) => date));
  });
});
