/**
 * A harvester killed again and again at random moments, with faults of every kind: the store then equals the truth to
 * the row, and few calls were made twice. `npm run soak` does this for hours; FAULTS_SEED repeats a test run.
 */

import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { makePrefix } from "../destinations/search-harness.ts";
import { makeFolder, run, start, startSimulator } from "../e2e/support.ts";
import { seededRandom } from "../support/random.ts";
import { searchServers } from "../support/search-servers.ts";
import { comparison, duckdbStore, expectTruth, faults, type Store, searchStoreAt } from "./support.ts";

const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
const from = "2026-03-03";
const to = "2026-03-04";
const account = [
  ...["--seed", String(seed), "--users", "40", "--meetings_per_day", "260", "--faults", faults],
  ...["--from", "2026-03-01", "--to", "2026-03-06"],
];
const asked = ["--from", from, "--to", to, "--timezone", "UTC", "--timeout", "3"];
const kills = 16;
const mostRuns = 12;
const servers = searchServers().filter(({ name, secured }) => !secured && ["es8", "os3"].includes(name));

/** What an undisturbed run of the same account needs. */
let undisturbed: { calls: number; callsPerSecond: number };

beforeAll(async () => {
  const simulator = await startSimulator(...account);
  const { path, remove } = makeFolder();
  try {
    const startedAt = performance.now();
    const store = duckdbStore(join(path, "undisturbed.duckdb"));
    for (let runs = 1; (await run([...asked, ...store.args], simulator.env, path)).code !== 0; runs += 1)
      expect(runs).toBeLessThan(3);
    const calls = (await simulator.requests()).total;
    undisturbed = { calls, callsPerSecond: (1_000 * calls) / (performance.now() - startedAt) };
  } finally {
    await simulator.stop();
    remove();
  }
}, 90_000);

async function killAgainAndAgain(
  store: Store,
  folder: string,
  sound: () => Promise<string[]>,
): Promise<void> {
  const random = seededRandom(seed);
  const simulator = await startSimulator(...account);
  const args = [...asked, ...store.args];
  try {
    let killed = 0;
    for (let runs = 0; killed < kills && runs < 2 * kills; runs += 1) {
      const running = start(args, simulator.env, folder);
      // From before the store is open to well into the reading.
      const timer = setTimeout(() => running.process.kill("SIGKILL"), 150 * (5_000 / 150) ** random());
      const { code, stderr } = await running.ended;
      clearTimeout(timer);
      // Nothing but the signal, the end, or an end before completion that another run mends.
      expect([null, 0, 5], stderr.slice(-1_000)).toContain(code);
      if (code === null) killed += 1;
      expect(await sound()).toEqual([]);
      if (code === 0) break;
    }
    expect(killed).toBeGreaterThan(kills / 2);
    for (let runs = 0; ; runs += 1) {
      const { code, stderr } = await run(args, simulator.env, folder);
      if (code === 0) break;
      expect(code, stderr.slice(-1_000)).toBe(5);
      expect(runs).toBeLessThan(mostRuns);
    }
    await expectTruth(store, simulator, from, to);
    expect(await sound()).toEqual([]);
    const { total } = await simulator.requests();
    expect(total).toBeLessThanOrEqual(1.2 * undisturbed.calls + killed * 2 * undisturbed.callsPerSecond);
    // The least that any harvest needs was asked of this one, too.
    expect(total).toBeGreaterThan(undisturbed.calls / 2);
  } finally {
    await simulator.stop();
  }
}

describe.concurrent(`killed up to ${kills} times and started again, with faults, seed ${seed}, no row is lost or doubled`, () => {
  it("in a DuckDB file, and whenever it was killed the file is sound", { timeout: 200_000 }, async () => {
    const { path, remove } = makeFolder();
    const db = join(path, "kills.duckdb");
    await killAgainAndAgain(duckdbStore(db), path, () => comparison.unsound(db));
    remove();
  });

  if (servers.length === 0) it.skip("in a search engine (skipped: no search server)", () => {});
  for (const server of servers) {
    it(`in ${server.name}`, { timeout: 200_000 }, async () => {
      const { path, remove } = makeFolder();
      const store = await searchStoreAt(server, makePrefix());
      await killAgainAndAgain(store, path, async () => []);
      await store.remove();
      remove();
    });
  }
});
