/** A harvester that stands still for more than a minute loses its hold, and its late writes are refused. */

import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it, type TestContext } from "vitest";
import { makePrefix } from "../destinations/search-harness.ts";
import { makeFolder, type Running, run, start, startSimulator, untilSaid } from "../e2e/support.ts";
import { searchServers } from "../support/search-servers.ts";
import {
  comparison,
  duckdbStore,
  expectTruth,
  participantsRead,
  type Store,
  searchStoreAt,
} from "./support.ts";

const day = "2026-03-03";
const frozenMs = 65_000;
const plain = searchServers().find(({ name, secured }) => name === "es8" && !secured);
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** @param freeze stops the harvester at a moment when that holds nobody up for ever. */
async function expectTakenOver(
  { onTestFinished }: Pick<TestContext, "onTestFinished">,
  store: Store,
  folder: string,
  freeze: (first: Running) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator(
    ...["--seed", "71", "--users", "30", "--meetings_per_day", "400", "--latency", "100"],
    ...["--from", "2026-03-02", "--to", "2026-03-04"],
  );
  onTestFinished(() => simulator.stop());
  const args = [
    "--date",
    day,
    "--timezone",
    "UTC",
    "--series",
    "none",
    "--log_level",
    "debug",
    ...store.args,
  ];
  const first = start(args, simulator.env, folder);
  onTestFinished(() => void first.process.kill("SIGKILL"));
  await untilSaid(first, participantsRead, 60);
  await freeze(first);
  const frozenAt = Date.now();
  const second = await run([...args, "--lock_wait", "90s"], simulator.env, folder);
  expect(second.code, second.stderr.slice(-1_000)).toBe(0);
  await expectTruth(store, simulator, day);
  await wait(Math.max(0, frozenMs - (Date.now() - frozenAt)));
  const before = await store.rows();
  first.process.kill("SIGCONT");
  const { code, stderr } = await first.ended;
  expect([4, 5], stderr.slice(-1_000)).toContain(code);
  expect(stderr).toMatch(
    /this harvester did not answer for a while, and (process \d+ .* took over|its hold was ended)/,
  );
  // In the order of the file: a row that was written again, though the same, is elsewhere in it.
  expect(await store.rows()).toEqual(before);
  await expectTruth(store, simulator, day);
}

/** Stops it between two flushes: with the file open it would keep everybody out for as long as it stands still. */
async function freezeOutside(db: string, { process: child }: Running): Promise<void> {
  for (;;) {
    child.kill("SIGSTOP");
    await wait(20);
    try {
      (await DuckDBInstance.create(db, { access_mode: "READ_ONLY" })).closeSync();
      return;
    } catch {
      child.kill("SIGCONT");
      await wait(50);
      if (child.exitCode !== null) throw new Error("it ended before it could be stopped");
    }
  }
}

describe.concurrent("a harvester frozen for 65 seconds is taken over from, and wakes up to be told so", () => {
  it("with a DuckDB file", { timeout: 150_000 }, async (context) => {
    const { path, remove } = makeFolder();
    context.onTestFinished(remove);
    const db = join(path, "frozen.duckdb");
    await expectTakenOver(context, duckdbStore(db), path, (first) => freezeOutside(db, first));
    expect(await comparison.unsound(db)).toEqual([]);
  });

  it.skipIf(plain === undefined)(
    "with Elasticsearch (skipped: no search server)",
    { timeout: 150_000 },
    async (context) => {
      if (plain === undefined) return;
      const { path, remove } = makeFolder();
      const store = await searchStoreAt(plain, makePrefix());
      context.onTestFinished(async () => {
        remove();
        await store.remove();
      });
      await expectTakenOver(context, store, path, async (first) => {
        first.process.kill("SIGSTOP");
      });
    },
  );
});
