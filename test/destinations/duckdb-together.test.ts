/** A harvest and a dashboard on one DuckDB file: both go on, and the reader sees what is new. */

import { type ChildProcess, spawn } from "node:child_process";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { realClock } from "../../src/clock.ts";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import { type Source, StoreHeld } from "../../src/destinations/source.ts";
import { buildChild } from "./build-child.ts";
import { all, members, owners, setOf, thing, things } from "./contract-data.ts";
import { makeFolder, makeOptions, quickEffects } from "./duckdb-harness.ts";

let script = "";
let folder = "";
let file = "";
const children: ChildProcess[] = [];
const sources: Source[] = [];

beforeAll(async () => {
  script = await buildChild();
}, 120_000);
beforeEach(async () => {
  folder = await makeFolder();
  file = join(folder, "store.duckdb");
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const source of sources.splice(0)) await source.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts a child; `line()` gives its next line. */
function start(verb: string) {
  const child = spawn(process.execPath, [script, verb, file], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => String((await lines.next()).value);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return { child, line, ended };
}

const real = { ...realClock, isRunning: () => undefined, log: { warn: () => {} } };
/** Two seconds are what a reader waits on a machine with nothing else to do. */
const patienceMs = 30_000;

async function open(effects: Parameters<typeof duckdbSource>[0], more: { patienceMs?: number } = {}) {
  const source = await duckdbSource(effects, { file, lockWaitMs: patienceMs, collections: all, ...more });
  sources.push(source);
  return source;
}

async function write(...asked: Parameters<typeof setOf>): Promise<void> {
  // A reader of this process lets go of the file a moment after its question.
  const destination = duckdbDestination(quickEffects(), makeOptions(file, { lockWaitMs: 500 }));
  await destination.open(all);
  await destination.write([setOf(...asked)]);
  await destination.close();
}

it("lets a reader in beside a harvest that writes without a pause, and the harvest goes on", async () => {
  const { line } = start("write");
  let last = Number(await line());
  const source = await open(real, { patienceMs });
  for (let question = 0; question < 4; question += 1) {
    const [owner] = await source.read("owners", ["o"]);
    const seen = Number(owner?.topic);
    expect(seen).toBeGreaterThanOrEqual(last);
    // What a reader has let go of is written to again.
    while (last <= seen) last = Number(await line());
  }
}, 120_000);

it("lets a harvest in beside readers that ask without a pause, and they go on", async () => {
  await write("o", ["1", "2"]);
  const asking = [start("ask"), start("ask")];
  for (const { line } of asking) await line();
  const destination = duckdbDestination(real, makeOptions(file, { lockWaitMs: patienceMs }));
  await destination.open(all);
  for (let count = 1; count <= 3; count += 1) await destination.write([setOf("o", ["1", "2"], { count })]);
  await destination.close();
  for (const { line } of asking) expect(Number(await line())).toBeGreaterThan(0);
  const source = await open(real, { patienceMs });
  expect((await source.members("members", ["o"])).map(({ count }) => count)).toEqual([3, 3]);
}, 120_000);

it("says who holds the file when a reader's patience is at its end, and reads on afterwards", async () => {
  await write("o", ["1"]);
  const source = await open(quickEffects(), { patienceMs: 100 });
  expect(await source.find("owners", {})).toEqual(["o"]);
  const { child, line, ended } = start("occupy");
  expect(await line()).toBe("open");
  const question = source.find("owners", {});
  await expect(question).rejects.toThrow(StoreHeld);
  await expect(question).rejects.toThrow(new RegExp(`held by process ${child.pid} .*Try: wait`));
  child.kill("SIGKILL");
  await ended;
  expect(await source.find("owners", {})).toEqual(["o"]);
});

it("shows to a reader the tables and columns that are new since it was opened", async () => {
  const { topic: _, ...fields } = owners.fields;
  const young = duckdbDestination(quickEffects(), makeOptions(file));
  await young.open([{ ...owners, fields }]);
  await young.close();
  const source = await open(quickEffects());
  expect(await source.members("members", ["o"])).toEqual([]);
  expect(await source.find("owners", { contains: [{ fields: ["topic"], text: "ST" }] })).toEqual([]);
  await write("o", ["1"], { topic: "first" });
  expect(await source.members("members", ["o"])).toHaveLength(1);
  expect(await source.find("owners", { contains: [{ fields: ["topic"], text: "ST" }] })).toEqual(["o"]);
});

it("reads another file that was put in the place of the first", async () => {
  await write("o", ["1"]);
  const source = await open(quickEffects());
  expect(await source.total("members")).toBe(1);
  const other = duckdbDestination(quickEffects(), makeOptions(join(folder, "other.duckdb")));
  await other.open([owners, members, things]);
  await other.write([setOf("p", ["1", "2"]), { to: "things", documents: [thing("t")] }]);
  await other.close();
  await rename(join(folder, "other.duckdb"), file);
  expect(await source.find("owners", {})).toEqual(["p"]);
  expect(await source.total("members")).toBe(2);
});
