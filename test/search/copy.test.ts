/** Copying between a DuckDB file and a real search engine: the same documents and ledger, also after an interruption. */

import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { allDocuments } from "../destinations/search-harness.ts";
import {
  makeFolder,
  query,
  type RunningSimulator,
  run,
  start,
  startSimulator,
  untilSaid,
} from "../e2e/support.ts";
import { describeOnServers, environmentOf } from "../support/search-servers.ts";
import { account, argumentsFor, withPrefix } from "./support.ts";

const folder = makeFolder();
const db = join(folder.path, "from.duckdb");
const tables = ["meetings", "sessions", "users", "series"];
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator(
    ...account,
    "--meetings_per_day",
    "300",
    "--seed",
    "71",
    "--limits",
    "off",
  );
  const args = argumentsFor("", "--db", db, "--destination", "duckdb", "--limits", "off");
  expect((await run(args, simulator.env, folder.path)).code).toBe(0);
  await simulator.stop();
});
afterAll(folder.remove);

const rowsOf = (file: string) =>
  Promise.all(tables.map((table) => query(file, `SELECT * FROM ${table} ORDER BY _id`)));
const ledgerOf = (file: string) =>
  Promise.all([
    query(file, "SELECT run, started_at, finished_at, asked, exit_code FROM ledger.runs ORDER BY run"),
    query(file, "SELECT zoom_day, tier, run, calls FROM ledger.calls ORDER BY ALL"),
    query(file, "SELECT account FROM ledger.accounts"),
  ]);

describeOnServers("a copy", (server) => {
  it("goes to the cluster and back without losing anything", { timeout: 120_000 }, async () => {
    await withPrefix(server, async (prefix) => {
      const { ES_HOST = "", ...env } = environmentOf(server);
      const more = ["--index_prefix", prefix];
      const there = await run(["copy", "--from", db, "--to", ES_HOST, ...more], env, folder.path);
      expect(there.code, there.stderr).toBe(0);
      expect(there.stderr).toMatch(/complete: the target holds everything/);
      const indices = (await allDocuments(server, `${prefix}meetings`)).map(({ _index }) => _index);
      expect(new Set(indices)).toEqual(new Set([`${prefix}meetings-2026.03`]));
      const back = join(folder.path, `${server.name}.duckdb`);
      const again = await run(["copy", "--from", ES_HOST, "--to", back, ...more], env, folder.path);
      expect(again.code, again.stderr).toBe(0);
      expect(await rowsOf(back)).toEqual(await rowsOf(db));
      expect(await ledgerOf(back)).toEqual(await ledgerOf(db));
    });
  });

  it("that was killed goes on where it stopped", { timeout: 120_000 }, async () => {
    await withPrefix(server, async (prefix) => {
      const { ES_HOST = "", ...env } = environmentOf(server);
      const args = ["copy", "--from", db, "--to", ES_HOST, "--index_prefix", prefix];
      const running = start(args, env, folder.path);
      await untilSaid(running, "into");
      running.process.kill("SIGKILL");
      await running.ended;
      const ended = await run(args, env, folder.path);
      expect(ended.code, ended.stderr).toBe(0);
      const ids = async (index: string) => (await allDocuments(server, index)).map(({ _id }) => _id).sort();
      const stored = async (table: string) =>
        (await query(db, `SELECT _id FROM ${table}`)).map(({ _id }) => String(_id)).sort();
      expect(await ids(`${prefix}meetings`)).toEqual(await stored("meetings"));
      expect(await ids(`${prefix}sessions`)).toEqual(await stored("sessions"));
      const third = await run(args, env, folder.path);
      expect(third.stderr).toMatch(/meetings +(\d+) +\1 +0 +0 +\1/);
    });
  });

  it("refuses what is no store, and leaves it alone", async () => {
    const { ES_HOST = "", ...env } = environmentOf(server);
    await withPrefix(server, async (prefix) => {
      const none = await run(
        ["copy", "--from", ES_HOST, "--to", "x.duckdb", "--index_prefix", prefix],
        env,
        folder.path,
      );
      expect(none.code).toBe(4);
      expect(none.stderr).toMatch(/no harvest has written there/);
      const missing = await run(["copy", "--from", "no.duckdb", "--to", ES_HOST], env, folder.path);
      expect(missing.code).toBe(4);
      expect(missing.stderr).toMatch(/there is no such file/);
      const same = await run(["copy", "--from", db, "--to", db], env, folder.path);
      expect(same.code).toBe(2);
    });
  });
});
