/** The demo as somebody meets it: on a terminal with an older demo's file, and again while the first still serves. */

import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCsv } from "../../src/people/across/read-csv.ts";
import { planLimits } from "../../src/zoom/limits.ts";
import { type Ended, main, makeFolder, query, run, startSimulator } from "./support.ts";

const folder = makeFolder();
const db = join(folder.path, "zoom-demo.duckdb");
afterAll(folder.remove);

/** A store with another simulated account in it. */
async function harvestOther(seed: string, file: string): Promise<void> {
  const days = ["--from", "2026-03-04", "--to", "2026-03-05"];
  const simulator = await startSimulator("--seed", seed, "--users", "5", "--meetings_per_day", "6", ...days);
  const into = ["--destination", "duckdb", "--db", file, "--timezone", "UTC"];
  const { code, stderr } = await run([...days, ...into], simulator.env, folder.path);
  await simulator.stop();
  expect(code, stderr).toBe(0);
}

/** The demo on a terminal: what it prints until it says where the dashboard is, and what a Ctrl-C makes of it. */
async function startOnTerminal(): Promise<{ address: string; said: () => string; stop(): Promise<number> }> {
  const command = `exec "${process.execPath}" "${main}" demo`;
  const terminal = spawn("script", ["-qefc", command, "/dev/null"], {
    cwd: folder.path,
    env: { PATH: process.env.PATH ?? "", TZ: "UTC", TERM: "dumb", SHELL: "/bin/sh" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let said = "";
  terminal.stdout.setEncoding("utf8");
  const ended = new Promise<number>((resolve) => terminal.once("close", (code) => resolve(code ?? -1)));
  const address = await new Promise<string>((resolve, reject) => {
    terminal.stdout.on("data", (chunk) => {
      said += chunk;
      const [found] = /^http:\/\/127\.0\.0\.1:\d+\/(?=\r?$)/m.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`the demo ended with ${code}: ${said}`)));
  });
  return {
    address,
    said: () => said,
    stop: () => {
      if (terminal.exitCode === null) terminal.stdin.write("\u0003");
      return ended;
    },
  };
}

const hasTerminal = spawnSync("script", ["--version"]).status === 0;

describe.skipIf(!hasTerminal)("the demo (skipped without the program script of util-linux)", () => {
  let first: Awaited<ReturnType<typeof startOnTerminal>>;
  let second: Ended;
  let whileServing: { accounts: unknown; status: number; after: number };

  beforeAll(async () => {
    // What the demo of version 0.4.0 left behind: seed 7 is its account.
    await harvestOther("7", db);
    first = await startOnTerminal();
    const accounts = await query(db, "SELECT account FROM ledger.accounts");
    const { status } = await fetch(first.address);
    writeFileSync(
      join(folder.path, ".env"),
      "ES_HOST=127.0.0.1:1\nZOOM_DB=mine.duckdb\nZOOM_STREAMS=users\n",
    );
    const mine = { ES_HOST: "127.0.0.1:1", ZOOM_DB: "mine.duckdb", ZOOM_KEY: "mine", TZ: "Asia/Tokyo" };
    second = await run(["demo"], mine, folder.path);
    whileServing = { accounts, status, after: (await fetch(first.address)).status };
  }, 240_000);
  afterAll(() => first?.stop());

  it("puts its account in the place of an older demo's", async () => {
    expect(whileServing.accounts).toHaveLength(1);
    const [counted] = await query(
      db,
      "SELECT count(*) AS meetings, min(start_time)::DATE AS day FROM meetings",
    );
    expect(Number(counted?.meetings)).toBeGreaterThan(500);
    expect(counted?.day).toBe("2026-03-01");
  });

  it("serves the dashboard on a terminal, goes on while the demo runs again, and ends with 0 on Ctrl-C", async () => {
    expect([whileServing.status, whileServing.after]).toEqual([200, 200]);
    expect(first.said()).toMatch(/^Where they joined from/m);
    expect(first.said()).not.toMatch(/zoom-harvester dashboard/);
    expect(await first.stop()).toBe(0);
  });

  it("elsewhere prints the tables and the dashboard's command, and ends with 0", () => {
    expect(second.code, second.stderr).toBe(0);
    expect(second.stdout.match(/^(Who|When|Where) .*$/gm)).toHaveLength(3);
    expect(second.stdout).toMatch(
      /^ {2}zoom-harvester dashboard --db zoom-demo\.duckdb --timezone UTC \\\n {4}--roster \d+=zoom-demo-class\.csv$/m,
    );
  });

  it("reads no setting of the user's, and writes beside its file only the class list", () => {
    expect(second.stderr).toMatch(/into zoom-demo\.duckdb.*no \.env file/);
    expect(existsSync(join(folder.path, "mine.duckdb"))).toBe(false);
    expect(second.stderr).toMatch(/^ {2}days +2026-03-01 to 2026-03-31 \(UTC\)$/m);
  });

  it("asks Zoom for no more than half a minute of what the limits let through", () => {
    const heavy = Number(/([\d,]+) heavy/.exec(second.stderr)?.[1]?.replace(",", ""));
    expect(heavy / (planLimits.business.perSecond.heavy * 0.9)).toBeLessThan(30);
  });

  it("writes a class list by which attendance says who missed more than two meetings", async () => {
    const file = join(folder.path, "zoom-demo-class.csv");
    const [, series = ""] = /--roster (\d+)=/.exec(second.stdout) ?? [];
    const [header, ...rows] = readCsv(readFileSync(file, "utf8"));
    expect(header?.cells).toEqual(["email", "name"]);
    expect(second.stderr).toMatch(
      new RegExp(
        `^Class list zoom-demo-class\\.csv: ${rows.length} people of ".+", meeting number ${series}`,
        "m",
      ),
    );
    const asked = ["attendance", "--db", db, "--series", series, "--roster", file, "--timezone", "UTC"];
    const { code, stdout } = await run([...asked, "--missed_more_than", "2", "--json"], {}, folder.path);
    expect(code).toBe(0);
    const { people, meetings } = JSON.parse(stdout) as {
      people: { email: string; missed: number }[];
      meetings: unknown[];
    };
    expect(meetings.length).toBeGreaterThanOrEqual(8);
    expect(people.filter(({ missed }) => missed === meetings.length)).toHaveLength(3);
    expect(people.length).toBeGreaterThan(4);
    expect(people.length).toBeLessThan(rows.length / 2);
  });
});

it("the demo leaves a file alone that holds somebody's account", async () => {
  const file = join(folder.path, "real.duckdb");
  await harvestOther("3", file);
  const before = { size: statSync(file).size, bytes: readFileSync(file) };
  const { code, stderr } = await run(["demo", "--db", file], {}, folder.path);
  expect(code).toBe(4);
  expect(stderr).toMatch(/belongs to Zoom account .*Try: another file with --db/s);
  expect(readFileSync(file).equals(before.bytes)).toBe(true);
  expect(existsSync(join(folder.path, "real-class.csv"))).toBe(false);
});
