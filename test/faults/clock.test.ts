/** Hosts whose clock is wrong, gets right or jumps: Zoom's own clock counts, and the store ends equal to the truth. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, type TestContext } from "vitest";
import { makeFolder, run, start, startSimulator, untilSaid } from "../e2e/support.ts";
import { duckdbStore, expectTruth, participantsRead } from "./support.ts";

const day = "2026-03-03";
const hourMs = 3_600_000;
const preload = fileURLToPath(new URL("shifted-clock.mjs", import.meta.url));

/** An account, a DuckDB file and a host whose clock can be set. */
async function host({ onTestFinished }: Pick<TestContext, "onTestFinished">, seed: number) {
  const folder = makeFolder();
  const simulator = await startSimulator(
    ...["--seed", String(seed), "--users", "30", "--meetings_per_day", "150"],
    ...["--from", "2026-03-02", "--to", "2026-03-04", "--latency", "20"],
  );
  onTestFinished(async () => {
    await simulator.stop();
    folder.remove();
  });
  const file = join(folder.path, "clock");
  const store = duckdbStore(join(folder.path, "clock.duckdb"));
  const args = ["--date", day, "--timezone", "UTC", "--log_level", "debug", ...store.args];
  const env = { ...simulator.env, NODE_OPTIONS: `--import=${preload}`, CLOCK_FILE: file };
  return {
    simulator,
    store,
    setClock: (offsetMs: number) => writeFileSync(file, String(offsetMs)),
    start: () => start(args, env, folder.path),
    run: () => run(args, env, folder.path),
  };
}

describe.concurrent("a host's clock", () => {
  it.for([
    ["behind", -hourMs],
    ["ahead of", hourMs],
  ] as const)(
    "an hour %s Zoom's, and right in the next run, costs no row",
    { timeout: 150_000 },
    async ([word, offsetMs], context) => {
      const { simulator, store, setClock, start, run } = await host(context, 41);
      setClock(offsetMs);
      const running = start();
      await untilSaid(running, participantsRead, 40);
      running.process.kill("SIGINT");
      const first = await running.ended;
      expect(first.code, first.stderr.slice(-1_000)).toBe(5);
      expect(first.stderr).toMatch(new RegExp(`this host's clock is (1 h|59 min \\d+ s) ${word} Zoom's`));
      setClock(0);
      const second = await run();
      expect(second.code, second.stderr.slice(-1_000)).toBe(0);
      expect(second.stderr).not.toContain("this host's clock");
      await expectTruth(store, simulator, day);
      // What was listed with the wrong clock is not listed again for that.
      const third = await run();
      expect(third.code).toBe(0);
      expect(third.stderr).not.toContain('"path":"/metrics/meetings"');
    },
  );

  it("that jumps in the middle of a run is set right by Zoom's, each time with a warning", {
    timeout: 150_000,
  }, async (context) => {
    const { simulator, store, setClock, start } = await host(context, 42);
    setClock(0);
    const running = start();
    await untilSaid(running, participantsRead, 20);
    setClock(26 * hourMs + 30_000);
    await untilSaid(running, "this host's clock is 26 h ahead of Zoom's");
    setClock(-3 * hourMs - 30_000);
    await untilSaid(running, "this host's clock is 3 h behind Zoom's");
    const { code, stderr } = await running.ended;
    expect(code, stderr.slice(-1_000)).toBe(0);
    await expectTruth(store, simulator, day);
  });
});
