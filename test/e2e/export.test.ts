/** The export as a user runs it: pipes, kills and full disks. */

import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { filledFile } from "../export/stored.ts";
import { main, makeFolder, query, run, start } from "./support.ts";

const folder = makeFolder();
const db = join(folder.path, "store.duckdb");
afterAll(folder.remove);

/** Enough for an export to take a while. */
const copies = 12_000;
beforeAll(async () => {
  await filledFile(db);
  const instance = await DuckDBInstance.create(db);
  const connection = await instance.connect();
  await connection.run(
    `INSERT INTO sessions SELECT s.* REPLACE (_id || round AS _id) FROM range(${copies}) AS r(round), sessions AS s`,
  );
  connection.closeSync();
  instance.closeSync();
}, 60_000);

const tell = (...args: string[]) =>
  run(["export", "--timezone", "UTC", "--db", db, ...args], {}, folder.path);

/** A place with a file of before in it. */
function place(name: string): string {
  const { path, remove } = makeFolder();
  onTestFinished(remove);
  const out = join(path, name);
  writeFileSync(out, "old");
  return out;
}

/** The program in a shell's pipe. */
function piped(command: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const shell = spawn("bash", ["--norc", "-c", command], {
    cwd: folder.path,
    env: { PATH: process.env.PATH ?? "", TZ: "UTC", NODE_NO_WARNINGS: "1" },
  });
  let stdout = "";
  let stderr = "";
  shell.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  shell.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => shell.once("close", (code) => resolve({ code, stdout, stderr })));
}

describe("export", () => {
  it("says on standard error alone what it did, and names nobody", async () => {
    const out = join(folder.path, "m.csv");
    const { code, stdout, stderr } = await tell("--what", "meetings", "--out", out);
    expect(code, stderr).toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/3 meetings in .*m\.csv, after/);
    expect(stderr).not.toMatch(/Host|host@example.org|Übung/);
  });

  it("says that there is nothing, and writes the header", async () => {
    const out = join(folder.path, "none.csv");
    const { code, stderr } = await tell("--what", "attendance", "--out", out);
    expect(code).toBe(0);
    expect(stderr).toMatch(/no attendance are stored that were asked for/);
    expect(readFileSync(out, "utf8")).toMatch(/^\ufeff_id,meeting,person,[^\n]*\n$/);
  });

  it("prints the same CSV to a pipe as into a file, without the mark", async () => {
    const out = join(folder.path, "s.csv");
    const asked = ["--what", "sessions", "--meeting", "march=="];
    expect((await tell(...asked, "--out", out)).code).toBe(0);
    const command = `'${process.execPath}' '${main}' export --timezone UTC --db '${db}' ${asked.join(" ")} --format csv`;
    expect((await piped(`${command} | cat > piped.csv`)).code).toBe(0);
    // The rows of a file that several threads read come in no order.
    const lines = (text: string) => text.split("\n").sort().join("\n");
    const text = readFileSync(join(folder.path, "piped.csv"), "utf8");
    expect(text.startsWith("_id,meeting,")).toBe(true);
    expect(lines(text) === lines(readFileSync(out, "utf8").slice(1))).toBe(true);
  });

  it.each(["csv", "ndjson"])(
    "ends quietly with 0 when the reader of its %s has seen enough",
    async (format) => {
      const command = `'${process.execPath}' '${main}' export --db '${db}' --what sessions --format ${format} --log_level error`;
      const { code, stdout, stderr } = await piped(`set -o pipefail; ${command} | head -n 2`);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout.split("\n")).toHaveLength(3);
    },
  );

  it.each(["csv", "parquet", "ndjson"])(
    "that is killed leaves the %s of before under its name",
    async (format) => {
      const out = place(`x.${format}`);
      const running = start(["export", "--db", db, "--what", "sessions", "--out", out], {}, folder.path);
      await until(() => readdirSync(join(out, "..")).length > 1);
      running.process.kill("SIGKILL");
      await running.ended;
      expect(readFileSync(out, "utf8")).toBe("old");
    },
  );

  it.each(["csv", "parquet", "ndjson"])(
    "that is interrupted ends with 5 and leaves nothing of its %s",
    async (format) => {
      const out = place(`x.${format}`);
      const running = start(["export", "--db", db, "--what", "sessions", "--out", out], {}, folder.path);
      await until(() => readdirSync(join(out, "..")).length > 1);
      running.process.kill("SIGINT");
      const { code, stderr } = await running.ended;
      expect(stderr).toMatch(/interrupted; nothing was left behind/);
      expect(code).toBe(5);
      expect(readdirSync(join(out, ".."))).toEqual([`x.${format}`]);
      expect(readFileSync(out, "utf8")).toBe("old");
    },
  );

  it("that is interrupted ends also when nobody reads on", async () => {
    const args = ["export", "--db", db, "--what", "sessions", "--timezone", "UTC"];
    const child = spawn(process.execPath, [main, ...args], { cwd: folder.path, env: { TZ: "UTC" } });
    await new Promise((resolve) => child.stdout.once("readable", resolve));
    child.kill("SIGINT");
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(5);
  });

  it.each(["csv", "parquet", "ndjson"])(
    "of %s onto a full disk ends with 4 and leaves nothing",
    async (format) => {
      const out = place(`x.${format}`);
      const ignoreSignal = "--import=data:text/javascript,process.on(`SIGXFSZ`,()=>{})";
      const command = `ulimit -f 100; '${process.execPath}' '${ignoreSignal}' '${main}' export --db '${db}' --what sessions --out '${out}'`;
      const { code, stderr } = await piped(command);
      expect(stderr).toMatch(/no space left on its disk; nothing was left behind/);
      expect(code).toBe(4);
      expect(readdirSync(join(out, ".."))).toEqual([`x.${format}`]);
    },
  );

  it("of a store that is not there ends with 4, and without --what with 2", async () => {
    expect((await run(["export", "--what", "users", "--db", "none.duckdb"], {}, folder.path)).code).toBe(4);
    expect((await tell()).code).toBe(2);
    expect(await query(db, "SELECT count(*)::INT AS n FROM meetings")).toEqual([{ n: 3 }]);
  });
});

/** Resolves when it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
}
