/** The README's commands, run as they stand against a simulated account; and the demo's output, as it is pasted. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSimulator, startSimulator } from "../e2e/support.ts";
import { read, root, run, shellCommands } from "./support.ts";

/** Commands that another test runs. */
const elsewhere: Record<string, string> = {
  "npm ci && npm run demo": "npm ci by package.test.ts and CI, the demo below",
};

const folder = mkdtempSync(join(tmpdir(), "zoom-harvester-readme-"));
const tools = join(folder, "tools");
const main = join(root, "dist", "main.js");
const small = ["--users", "20", "--meetings_per_day", "8", "--seed", "3"];
let simulators: { old: RunningSimulator; now: RunningSimulator };

/** The DuckDB command line is no part of the project: this stands for it, with the flags that the README uses. */
const duckdb = `
  import { DuckDBInstance } from ${JSON.stringify(import.meta.resolve("@duckdb/node-api"))};
  const [file, sql] = process.argv.slice(2).filter((argument) => argument !== "-readonly");
  const connection = await (await DuckDBInstance.create(file, { access_mode: "READ_ONLY" })).connect();
  for (const row of (await connection.runAndReadAll(sql)).getRowsJson()) console.log(row.join("\\t"));
`;

function addTool(name: string, script: string): void {
  writeFileSync(join(tools, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(tools, name), 0o755);
}

beforeAll(async () => {
  mkdirSync(tools);
  writeFileSync(join(folder, "example.env"), read("example.env"));
  writeFileSync(join(tools, "duckdb.mjs"), duckdb);
  addTool("npx", `shift; exec "${process.execPath}" "${main}" "$@"`);
  addTool("duckdb", `exec "${process.execPath}" "${join(tools, "duckdb.mjs")}" "$@"`);
  if ((await run("sh", ["-c", "command -v jq"], { cwd: folder })).code !== 0) addTool("jq", "cat");
  const [old, now] = await Promise.all([
    startSimulator(...small, "--from", "2026-03-01", "--to", "2026-03-09"),
    startSimulator(...small, "--days", "3"),
  ]);
  simulators = { old, now };
});
afterAll(async () => {
  await Promise.all([simulators?.old.stop(), simulators?.now.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** A command that names days is for the account that has them. */
const envFor = (command: string) => (/2026-03/.test(command) ? simulators.old.env : simulators.now.env);

describe("each command of the README does what it says", () => {
  // test/search/documents.test.ts runs those that ask a search engine.
  const commands = shellCommands("README.md").filter((command) => !command.includes("localhost:9200"));

  it("and there are some", () => {
    expect(commands.length).toBeGreaterThan(5);
    for (const command of Object.keys(elsewhere)) expect(commands).toContain(command);
  });

  // In order, in one folder: later ones look at what earlier ones stored. Days of March and of now go to two
  // accounts, and each account has a file of its own, which the queries meet as the same name.
  it.each(commands.filter((command) => !(command in elsewhere)))("%s", async (command) => {
    const days = /2026-03/.test(command) ? { ZOOM_DB: "march.duckdb" } : {};
    const env = { ...envFor(command), ...days, PATH: `${tools}${delimiter}${process.env.PATH}` };
    const { code, stdout, stderr } = await run("bash", ["-o", "pipefail", "-c", command], {
      cwd: folder,
      env,
    });
    expect(code, stderr).toBe(0);
    if (command.startsWith("duckdb") || command.includes("stdout"))
      expect(stdout.split("\n").length).toBeGreaterThan(5);
    else expect(stdout).toBe("");
  });
});

describe("the demo", () => {
  it("prints the tables that the README shows", { timeout: 90_000 }, async () => {
    const [, shown = ""] =
      /<!-- demo output -->([\s\S]*?)<!-- end of demo output -->/.exec(read("README.md")) ?? [];
    const { code, stdout, stderr } = await run(process.execPath, [main, "demo"], { cwd: folder });
    expect(code, stderr).toBe(0);
    const pasted = shown.split("\n").map((line) => line.trimEnd());
    // Stale? npm run docs -- --demo
    for (const line of stdout.split("\n").map((one) => one.trimEnd())) expect(pasted).toContain(line);
  });
});
