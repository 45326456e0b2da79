/** Credentials that end in the middle of a harvest: what was received is stored, and the same command goes on. */

import { join } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { makeFolder, query, run, start, startSimulator, untilSaid } from "../e2e/support.ts";
import { duckdbStore, expectTruth, participantsRead, tell } from "./support.ts";

const day = "2026-03-03";

async function account({ onTestFinished }: Pick<TestContext, "onTestFinished">, seed: number) {
  const folder = makeFolder();
  const simulator = await startSimulator(
    ...["--seed", String(seed), "--users", "30", "--meetings_per_day", "200"],
    ...["--from", "2026-03-02", "--to", "2026-03-04"],
  );
  onTestFinished(async () => {
    await simulator.stop();
    folder.remove();
  });
  const db = join(folder.path, "credentials.duckdb");
  const store = duckdbStore(db);
  const args = ["--date", day, "--timezone", "UTC", "--log_level", "debug", ...store.args];
  return {
    db,
    store,
    simulator,
    start: () => start(args, simulator.env, folder.path),
    run: () => run(args, simulator.env, folder.path),
  };
}

describe.concurrent("an app", () => {
  it("deactivated in the middle ends the run with 3, with every row that came; active again, the run completes", {
    timeout: 150_000,
  }, async (context) => {
    const { db, store, simulator, start, run } = await account(context, 51);
    const running = start();
    await untilSaid(running, participantsRead, 80);
    await tell(simulator, "app?state=deactivated");
    const { code, stderr } = await running.ended;
    expect(code, stderr.slice(-1_000)).toBe(3);
    expect(stderr).toMatch(/the app is not activated/);
    const { served } = await simulator.requests(true);
    const sent = new Map<string, number>();
    for (const { uuid, rows, path } of served)
      if (path.endsWith("/participants")) sent.set(uuid, (sent.get(uuid) ?? 0) + rows);
    const stored = await query(db, "SELECT meeting, count(*)::INT AS rows FROM sessions GROUP BY ALL");
    expect(Object.fromEntries(stored.map(({ meeting, rows }) => [meeting, rows]))).toEqual(
      Object.fromEntries([...sent].filter(([, rows]) => rows > 0)),
    );
    expect((await run()).code).toBe(3);
    await tell(simulator, "app?state=active");
    const again = await run();
    expect(again.code, again.stderr.slice(-1_000)).toBe(0);
    await expectTruth(store, simulator, day);
  });

  it("whose tokens are revoked in the middle gets new ones, and the run completes", {
    timeout: 150_000,
  }, async (context) => {
    const { store, simulator, start } = await account(context, 52);
    const running = start();
    for (const times of [20, 80, 140]) {
      await untilSaid(running, participantsRead, times);
      await tell(simulator, "revoke");
    }
    const { code, stderr } = await running.ended;
    expect(code, stderr.slice(-1_000)).toBe(0);
    expect((await simulator.requests()).by_status["401"]).toBeGreaterThanOrEqual(3);
    await expectTruth(store, simulator, day);
  });
});
