/** What the doctor says of a DuckDB file, from outside; the file stays as it is. */

import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it, onTestFinished } from "vitest";
import { run } from "../e2e/support.ts";
import { examineAccount, examine as examineIn, openPractice } from "./examine.ts";
import { makeReadOnly } from "./read-only.ts";

const practice = openPractice();
const examine = (env: Record<string, string>, args: string[] = [], cwd = practice.emptyFolder()) =>
  examineIn(env, args, cwd);

describe("the DuckDB file", () => {
  it("on a read-only disk is one line (skipped: nothing may be mounted here)", async ({ skip }) => {
    const disk = makeReadOnly();
    if (disk === undefined) return skip();
    onTestFinished(disk.remove);
    const { notOk, code } = await examine(practice.simulator.env, ["--db", join(disk.path, "zoom.duckdb")]);
    expect(notOk).toEqual([
      expect.objectContaining({ name: "disk", detail: expect.stringMatching(/read-only/) }),
    ]);
    expect(code).toBe(4);
  });

  it("in a folder that does not exist is one line", async () => {
    const { notOk, code } = await examine(practice.simulator.env, ["--db", "nowhere/zoom.duckdb"]);
    expect(notOk).toEqual([
      expect.objectContaining({ name: "store", hint: expect.stringMatching(/mkdir -p/) }),
    ]);
    expect(code).toBe(4);
  });

  it("that another program made is one line, and stays as it is", async () => {
    const cwd = practice.emptyFolder();
    const instance = await DuckDBInstance.create(join(cwd, "zoom-harvester.duckdb"));
    instance.closeSync();
    const { notOk, code } = await examine(practice.simulator.env, [], cwd);
    expect(notOk).toEqual([
      expect.objectContaining({ name: "store", detail: expect.stringMatching(/did not make it/) }),
    ]);
    expect(code).toBe(4);
  });

  it("that a harvest wrote tells the calls of the day; held by another process, by whom", async () => {
    const cwd = practice.emptyFolder();
    expect((await run(["harvest"], practice.simulator.env, cwd)).code).toBe(0);
    const { checks, notOk } = await examine(practice.simulator.env, [], cwd);
    const detailOf = (name: string) => checks.find((check) => check.name === name)?.detail ?? "";
    expect(notOk).toEqual([]);
    expect(detailOf("store")).toMatch(/holds [1-9]\d* meetings/);
    expect(detailOf("quota")).toMatch(/ [1-9]\d* of 60,000 Heavy/);
    expect(detailOf("lock")).toMatch(/no harvester/);
    const instance = await DuckDBInstance.create(join(cwd, "zoom-harvester.duckdb"));
    const held = await examine(practice.simulator.env, [], cwd);
    instance.closeSync();
    expect(held.notOk).toEqual([]);
    expect(held.checks.find(({ name }) => name === "lock")?.detail).toContain(`process ${process.pid}`);
    const stranger = await examineAccount(["--seed", "32"], practice.emptyFolder(), {
      ZOOM_DB: join(cwd, "zoom-harvester.duckdb"),
    });
    expect(stranger.notOk).toEqual([
      expect.objectContaining({ name: "store", hint: expect.stringMatching(/--allow_account/) }),
    ]);
  });
});
