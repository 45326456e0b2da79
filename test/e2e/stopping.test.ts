/** Runs that end early: what was received is stored, the exit code says so, nothing hangs. */

import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { main, makeFolder, query, run, start, startSimulator, untilSaid } from "./support.ts";

const account = [
  "--seed",
  "9",
  "--users",
  "30",
  "--meetings_per_day",
  "700",
  "--from",
  "2026-03-02",
  "--to",
  "2026-03-04",
];
const args = ["--date", "2026-03-03", "--timezone", "UTC", "--log_level", "debug"];
const folder = makeFolder();
afterAll(folder.remove);
let files = 0;
const nextFile = () => join(folder.path, `${files++}.duckdb`);
const participantsRead = '"path":"/metrics/meetings/{meetingId}/participants","status":200';

describe("an interrupted harvest", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "after %s has stored every row that Zoom sent, and ends with 5",
    { timeout: 60_000 },
    async (signal) => {
      const simulator = await startSimulator(...account);
      const db = nextFile();
      try {
        const running = start([...args, "--db", db], simulator.env, folder.path);
        await untilSaid(running, participantsRead, 60);
        running.process.kill(signal);
        const { code, stderr } = await running.ended;
        expect(code).toBe(5);
        expect(stderr).toMatch(/interrupted/);
        const { served } = await simulator.requests(true);
        const sent = new Map<string, number>();
        for (const { uuid, rows, path } of served) {
          if (path.endsWith("/participants")) sent.set(uuid, (sent.get(uuid) ?? 0) + rows);
        }
        const stored = await query(db, "SELECT meeting, count(*)::INT AS rows FROM sessions GROUP BY ALL");
        expect(Object.fromEntries(stored.map(({ meeting, rows }) => [meeting, rows]))).toEqual(
          Object.fromEntries([...sent].filter(([, rows]) => rows > 0)),
        );
        const states = await query(db, "SELECT DISTINCT state FROM meetings ORDER BY state");
        expect(states.map(({ state }) => state)).toContain("listed");
      } finally {
        await simulator.stop();
      }
    },
  );

  it("ends at once after a second signal", { timeout: 60_000 }, async () => {
    const simulator = await startSimulator(...account, "--faults", "hang:1");
    try {
      const running = start([...args, "--db", nextFile()], simulator.env, folder.path);
      await untilSaid(running, "into");
      running.process.kill("SIGINT");
      await new Promise((resolve) => setImmediate(resolve));
      const asked = Date.now();
      running.process.kill("SIGINT");
      expect((await running.ended).code).toBe(5);
      expect(Date.now() - asked).toBeLessThan(4_000);
    } finally {
      await simulator.stop();
    }
  });

  it("is completed by the same command again", { timeout: 90_000 }, async () => {
    const simulator = await startSimulator(...account, "--meetings_per_day", "150");
    const db = nextFile();
    try {
      const running = start([...args, "--db", db], simulator.env, folder.path);
      await untilSaid(running, participantsRead);
      running.process.kill("SIGINT");
      await running.ended;
      expect((await run([...args, "--db", db], simulator.env, folder.path)).code).toBe(0);
      const truth = await simulator.truth("2026-03-03");
      const [counts] = await query(
        db,
        "SELECT (SELECT count(*) FROM meetings)::INT AS meetings, (SELECT count(*) FROM sessions)::INT AS sessions",
      );
      expect(counts).toEqual({ meetings: truth.meetings, sessions: truth.sessions });
    } finally {
      await simulator.stop();
    }
  });
});

describe("standard output", () => {
  it("closed by its reader ends the run quietly with 0", { timeout: 60_000 }, async () => {
    const simulator = await startSimulator(...account);
    try {
      const command = `"${process.execPath}" "${main}" --destination stdout --date 2026-03-03 --timezone UTC 2>err.log; echo "code $?" >&2`;
      const shell = spawn("bash", ["--norc", "-c", `{ ${command}; } | head -n 3`], {
        cwd: folder.path,
        env: { PATH: process.env.PATH ?? "", ...simulator.env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let out = "";
      let err = "";
      shell.stdout.on("data", (chunk) => {
        out += chunk;
      });
      shell.stderr.on("data", (chunk) => {
        err += chunk;
      });
      await new Promise((resolve) => shell.once("close", resolve));
      expect(out.trim().split("\n")).toHaveLength(3);
      expect(err).toBe("code 0\n");
    } finally {
      await simulator.stop();
    }
  });
});

describe("Zoom", () => {
  it("gone half-way ends with 5 and keeps what came", { timeout: 120_000 }, async () => {
    const simulator = await startSimulator(...account);
    const db = nextFile();
    const running = start([...args, "--db", db], simulator.env, folder.path);
    await untilSaid(running, participantsRead, 60);
    await simulator.stop();
    const { code, stderr } = await running.ended;
    expect(code).toBe(5);
    expect(stderr).toMatch(/Zoom cannot be reached/);
    const [{ sessions } = { sessions: 0 }] = await query(
      db,
      "SELECT count(*)::INT AS sessions FROM sessions",
    );
    expect(Number(sessions)).toBeGreaterThan(40);
  });

  it("with its daily quota used up ends with 5 and says when it resets", { timeout: 60_000 }, async () => {
    const simulator = await startSimulator(...account, "--day_limit", "60");
    const db = nextFile();
    const summary = join(folder.path, "quota.json");
    try {
      const { code, stderr } = await run(
        [...args, "--db", db, "--summary", summary],
        simulator.env,
        folder.path,
      );
      expect(code).toBe(5);
      expect(stderr).toMatch(/used up.*resets them at \d{4}-\d\d-\d\dT/);
      const [{ meetings } = { meetings: 0 }] = await query(
        db,
        "SELECT count(DISTINCT meeting)::INT AS meetings FROM sessions",
      );
      expect(Number(meetings)).toBeGreaterThan(20);
      expect((await simulator.requests()).by_status["429"]).toBeLessThan(60);
    } finally {
      await simulator.stop();
    }
  });
});

describe("the same command twice at the same time", () => {
  it("lets one harvest and sends the other away with 4", { timeout: 60_000 }, async () => {
    const simulator = await startSimulator(...account, "--meetings_per_day", "150");
    const db = nextFile();
    try {
      const first = start([...args, "--db", db], simulator.env, folder.path);
      await untilSaid(first, '"path":"/users"');
      const second = await run([...args, "--db", db, "--lock_wait", "1s"], simulator.env, folder.path);
      expect(second.code).toBe(4);
      expect(second.stderr).toMatch(new RegExp(`process ${first.process.pid}`));
      expect((await first.ended).code).toBe(0);
    } finally {
      await simulator.stop();
    }
  });
});

it("a long print arrives whole in a pipe whose reader takes its time", async () => {
  const shell = spawn("sh", ["-c", `node "${main}" templates | gzip | gunzip`], {
    cwd: folder.path,
    env: { PATH: process.env.PATH ?? "" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  shell.stdout.setEncoding("utf8");
  let printed = "";
  for await (const text of shell.stdout) printed += text;
  expect(printed.length).toBeGreaterThan(128 * 1_024);
  expect(Object.keys(JSON.parse(printed))).toContain("meetings");
});
