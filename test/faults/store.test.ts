/** Stores that are full, of another version, or held: nothing is lost, and the words tell why. */

import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it, type TestContext } from "vitest";
import { makePrefix } from "../destinations/search-harness.ts";
import {
  type Ended,
  main,
  makeFolder,
  query,
  type RunningSimulator,
  run,
  start,
  startSimulator,
  untilSaid,
} from "../e2e/support.ts";
import { searchServers } from "../support/search-servers.ts";
import { duckdbStore, expectTruth, participantsRead, type Store, searchStoreAt } from "./support.ts";

type Ends = Pick<TestContext, "onTestFinished">;
const day = "2026-03-03";
const asked = ["--date", day, "--timezone", "UTC", "--log_level", "debug"];
const plain = searchServers().find(({ name, secured }) => name === "es8" && !secured);

async function place({ onTestFinished }: Ends, ...flags: string[]) {
  const { path, remove } = makeFolder();
  const simulator = await startSimulator(...flags, "--from", "2026-03-02", "--to", "2026-03-04");
  onTestFinished(async () => {
    await simulator.stop();
    remove();
  });
  return { folder: path, simulator };
}

const many = ["--seed", "61", "--users", "30", "--meetings_per_day", "500", "--limits", "off"];

/** A file over its size limit ends a program by signal; on a full disk it is an error that the program sees. */
const ignoreSignal = `data:text/javascript,process.on(\`SIGXFSZ\`,()=>{})`;

/** The program in a shell that lets no file grow beyond so many kilobytes. */
function runLimited(
  args: string[],
  env: Record<string, string>,
  cwd: string,
  kilobytes: number,
): Promise<Ended> {
  const quoted = [process.execPath, main, ...args].map((word) => `'${word}'`).join(" ");
  const shell = spawn("bash", ["--norc", "-c", `ulimit -f ${kilobytes}; exec ${quoted}`], {
    cwd,
    env: { PATH: process.env.PATH ?? "", TZ: "UTC", ...env, NODE_OPTIONS: `--import=${ignoreSignal}` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  shell.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    shell.once("close", (code) => resolve({ code, stdout: "", stderr }));
  });
}

function canMount(): boolean {
  try {
    execFileSync("sh", [
      "-c",
      'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d"; s=$?; rmdir "$d"; exit $s',
    ]);
    return true;
  } catch {
    return false;
  }
}

function expectNoSpace({ code, stderr }: Ended): void {
  expect([4, 5], stderr.slice(-1_000)).toContain(code);
  expect(stderr).toMatch(/no space left.*Try: make room, then the same command again/);
  expect(stderr).not.toContain("this is a bug");
}

describe.concurrent("a disk that is full in the middle of a harvest", () => {
  const args = [...asked, "--limits", "off", "--series", "none"];

  it("is told in these words; with room the same command completes (a file that may grow no more)", {
    timeout: 150_000,
  }, async (context) => {
    const { folder, simulator } = await place(context, ...many);
    const store = duckdbStore(join(folder, "full.duckdb"));
    expectNoSpace(await runLimited([...args, ...store.args], simulator.env, folder, 3_000));
    const again = await run([...args, ...store.args], simulator.env, folder);
    expect(again.code, again.stderr.slice(-1_000)).toBe(0);
    await expectTruth(store, simulator, day);
  });

  it.skipIf(!canMount())(
    "is told in these words; with room the same command completes (a small disk; skipped where none can be mounted)",
    { timeout: 150_000 },
    async (context) => {
      const { folder, simulator } = await place(context, ...many);
      const disk = join(folder, "disk");
      execFileSync("mkdir", [disk]);
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk]);
      try {
        const store = duckdbStore(join(disk, "full.duckdb"));
        expectNoSpace(await run([...args, ...store.args], simulator.env, folder));
        execFileSync("mount", ["-o", "remount,size=200m", disk]);
        const again = await run([...args, ...store.args], simulator.env, folder);
        expect(again.code, again.stderr.slice(-1_000)).toBe(0);
        await expectTruth(store, simulator, day);
      } finally {
        execFileSync("umount", ["-l", disk]);
      }
    },
  );
});

/** The file that the fixture makes. */
async function makeFile(db: string, ...more: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(db);
  const connection = await instance.connect();
  await connection.run(readFileSync(new URL("../fixtures/ledger-1.sql", import.meta.url), "utf8"));
  for (const sql of more) await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

describe.concurrent("a DuckDB file of another version", () => {
  const small = ["--seed", "2", "--users", "6", "--meetings_per_day", "8"];

  it("is brought up from the one before: what was settled is not read again, and the letters are there", {
    timeout: 150_000,
  }, async (context) => {
    const { folder, simulator } = await place(context, ...small);
    const db = join(folder, "old.duckdb");
    await makeFile(db);
    const settled = (await query(db, "SELECT uuid FROM meetings")).map(({ uuid }) => uuid);
    const before = await query(db, "SELECT _id, harvest.run FROM sessions ORDER BY _id");
    const store = duckdbStore(db);
    const { code, stderr } = await run([...asked, ...store.args], simulator.env, folder);
    expect(code, stderr.slice(-1_000)).toBe(0);
    await expectTruth(store, simulator, day);
    const { served } = await simulator.requests(true);
    expect(settled).toHaveLength(2);
    expect(served.map(({ uuid }: { uuid: string }) => uuid)).not.toEqual(
      expect.arrayContaining([settled[0]]),
    );
    expect(served.map(({ uuid }: { uuid: string }) => uuid)).not.toEqual(
      expect.arrayContaining([settled[1]]),
    );
    const ids = before.map(({ _id }) => `'${_id}'`).join(", ");
    const kept = `SELECT _id, harvest.run FROM sessions WHERE _id IN (${ids}) ORDER BY _id`;
    expect(await query(db, kept)).toEqual(before);
    expect(await query(db, "SELECT schema_version::INT AS version FROM ledger.meta")).toEqual([
      { version: 2 },
    ]);
    const owner = "MPgGccy_5r5CTq1eTY9GIw";
    expect(await query(db, "SELECT DISTINCT account FROM ledger.facts")).toEqual([{ account: owner }]);
    const letters = await run(["replay", "--json", "--db", db], {}, folder);
    expect(letters.code, letters.stderr).toBe(6);
    expect(JSON.parse(letters.stdout)).toHaveLength(2);
    const runs = await run(["runs", "--json", "--db", db], {}, folder);
    expect(runs.code, runs.stderr).toBe(0);
    expect(runs.stdout).toContain("20261124T060000Z-0a1b2c3d");
  });

  it("that is newer is refused with 4, and not one byte of it is changed", {
    timeout: 150_000,
  }, async (context) => {
    const { folder, simulator } = await place(context, ...small);
    const db = join(folder, "new.duckdb");
    await makeFile(db, "UPDATE ledger.meta SET schema_version = 99, program_version = '9.0.0'");
    const before = readFileSync(db);
    const { code, stderr } = await run([...asked, "--db", db], simulator.env, folder);
    expect(code).toBe(4);
    expect(stderr).toMatch(/written by zoom-harvester 9\.0\.0, in a newer form \(99\).*nothing was changed/);
    expect(readFileSync(db).equals(before)).toBe(true);
    expect((await simulator.requests()).total).toBe(0);
  });
});

/** The second is sent away, and the first goes on. */
async function expectOneAlone(simulator: RunningSimulator, store: Store, folder: string): Promise<void> {
  const args = [...asked, "--series", "none", ...store.args];
  const first = start(args, simulator.env, folder);
  await untilSaid(first, participantsRead);
  const startedAt = Date.now();
  const second = await run([...args, "--lock_wait", "1s"], simulator.env, folder);
  expect(second.code, second.stderr.slice(-1_000)).toBe(4);
  expect(second.stderr).toMatch(
    new RegExp(`held by .*process ${first.process.pid}\\b.* host,? ${hostname()}`),
  );
  expect(Date.now() - startedAt).toBeLessThan(20_000);
  expect(first.process.exitCode).toBeNull();
  const { code, stderr } = await first.ended;
  expect(code, stderr.slice(-1_000)).toBe(0);
  await expectTruth(store, simulator, day);
}

describe.concurrent("of two harvesters on one store the second ends with 4 and names the first, which completes", () => {
  const busy = ["--seed", "62", "--users", "30", "--meetings_per_day", "300"];

  it("in a DuckDB file", { timeout: 150_000 }, async (context) => {
    const { folder, simulator } = await place(context, ...busy);
    await expectOneAlone(simulator, duckdbStore(join(folder, "two.duckdb")), folder);
  });

  it.skipIf(plain === undefined)(
    "in Elasticsearch (skipped: no search server)",
    { timeout: 150_000 },
    async (context) => {
      if (plain === undefined) return;
      const { folder, simulator } = await place(context, ...busy);
      const store = await searchStoreAt(plain, makePrefix());
      context.onTestFinished(store.remove);
      await expectOneAlone(simulator, store, folder);
    },
  );
});
