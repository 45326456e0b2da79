import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { basic } from "./client.ts";
import { compileSimulator } from "./compiled.ts";

const { folder, remove } = compileSimulator();
afterAll(remove);

function start(script: string, args: readonly string[] = []): ChildProcess {
  return spawn(process.execPath, ["--input-type=module", "--eval", script, "simulate", ...args], {
    cwd: folder,
  });
}

async function read(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, "close");
  return { code, stdout, stderr };
}

const url = (path: string) => JSON.stringify(pathToFileURL(join(folder, path)).href);

const command = `
  const { simulateCommand } = await import(${url("commands/simulate.js")});
  await simulateCommand().exitOverride().parseAsync(process.argv.slice(2), { from: "user" }).catch((error) => {
    process.stderr.write(error.message);
    process.exitCode = 2;
  });
`;

test("the command prints exactly the dotenv lines, serves, and ends with 0 on SIGTERM", async () => {
  const child = start(command, [
    "--seed",
    "5",
    "--from",
    "2026-10-05",
    "--to",
    "2026-10-06",
    "--exit_with_parent",
  ]);
  const finished = read(child);
  const [first] = await once(child.stdout!, "data");
  const lines = String(first).trim().split("\n");
  const env = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s)));
  expect(Object.keys(env)).toEqual([
    "ZOOM_API_URL",
    "ZOOM_OAUTH_URL",
    "ZOOM_KEY",
    "ZOOM_SECRET",
    "ZOOM_ACCOUNT_ID",
  ]);
  expect(env.ZOOM_API_URL).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v2$/);
  const login = await fetch(
    `${env.ZOOM_OAUTH_URL}?grant_type=account_credentials&account_id=${env.ZOOM_ACCOUNT_ID}`,
    {
      method: "POST",
      headers: { authorization: basic(env.ZOOM_KEY, env.ZOOM_SECRET) },
    },
  );
  const { access_token } = (await login.json()) as { access_token: string };
  const users = await fetch(`${env.ZOOM_API_URL}/users`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  expect(users.status).toBe(200);
  child.kill("SIGTERM");
  expect(await finished).toMatchObject({ code: 0, stdout: String(first) });
});

test("flags that the program has too are the simulator's", async () => {
  const script = `
    const { Command } = await import("commander");
    const { simulateCommand } = await import(${url("commands/simulate.js")});
    const program = new Command().option("--plan <plan>").option("--from <day>").option("--to <day>");
    await program.addCommand(simulateCommand()).parseAsync(["simulate", ...process.argv.slice(2)], { from: "user" });
  `;
  const child = start(script, ["--plan", "pro", "--from", "2026-10-05", "--to", "2026-10-06"]);
  const [first] = await once(child.stdout!, "data");
  const [, origin = ""] = /ZOOM_API_URL=(.*)\/v2/.exec(String(first)) ?? [];
  const truth = (await (await fetch(`${origin}/_simulator/truth`)).json()) as { by_day: { date: string }[] };
  expect(truth.by_day.map(({ date }) => date)).toEqual(["2026-10-05", "2026-10-06"]);
  child.kill("SIGTERM");
  await once(child, "close");
});

test("a number may be negative: --clock_offset -3600", async () => {
  const child = start(command, ["--clock_offset", "-3600"]);
  const [first] = await once(child.stdout!, "data");
  const [, origin = ""] = /ZOOM_API_URL=(.*)\/v2/.exec(String(first)) ?? [];
  const { headers } = await fetch(`${origin}/_simulator/requests`);
  const behindMs = Date.now() - Date.parse(headers.get("date") ?? "");
  expect(Math.round(behindMs / 60_000)).toBe(60);
  child.kill("SIGTERM");
  await once(child, "close");
});

test("with --exit_with_parent it ends after its parent", async () => {
  const child = JSON.stringify(["--input-type=module", "--eval", command, "simulate", "--exit_with_parent"]);
  const parent = `
    const { spawn } = await import("node:child_process");
    const child = spawn(process.execPath, ${child}, { stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", () => process.exit());
  `;
  expect(await read(start(parent))).toMatchObject({ code: 0, stdout: "" });
});

test.each([
  [["--seed", "x"], "Expected `seed`"],
  [["--plan", "gold"], "Allowed choices are business, pro, free"],
  [["--nonsense"], "unknown option"],
])("%o is a usage error", async (args, message) => {
  const { code, stdout, stderr } = await read(start(command, args));
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
});

test("a day of 100,000 meetings is served in less than 300 MB", { timeout: 120_000 }, async () => {
  const script = `
    // As the program itself does: garbage is collected sooner.
    (await import("node:v8")).setFlagsFromString("--heap-growing-percent=30");
    const { createSimulator } = await import(${url("simulator/simulator.js")});
    const { options, credentials, fetch } = createSimulator({
      from: "2026-10-07", to: "2026-10-07", meetings_per_day: 80_000, users: 20_000, limits: "off",
    });
    const origin = "http://zoom.test";
    const authorization = "Basic " + Buffer.from(credentials.key + ":" + credentials.secret).toString("base64");
    const login = "/oauth/token?grant_type=account_credentials&account_id=" + credentials.accountId;
    const answer = await fetch(new Request(origin + login, { method: "POST", headers: { authorization } }));
    const headers = { authorization: "Bearer " + (await answer.json()).access_token };
    const get = async (path) => (await fetch(new Request(origin + "/v2" + path, { headers }))).json();
    let [rows, sessions, slowest, next] = [0, 0, 0, ""];
    const listing = "/metrics/meetings?type=past&from=2026-10-07&to=2026-10-07&page_size=300&next_page_token=";
    do {
      const before = performance.now();
      const page = await get(listing + next);
      if (rows > 0) slowest = Math.max(slowest, performance.now() - before);
      rows += page.meetings.length;
      for (const { uuid } of page.meetings.slice(0, 5)) {
        const path = "/metrics/meetings/" + encodeURIComponent(encodeURIComponent(uuid)) + "/participants";
        sessions += (await get(path + "?type=past&page_size=300")).participants.length;
      }
      next = page.next_page_token;
    } while (next !== "");
    console.log(JSON.stringify({ rows, sessions, slowest, rss: process.resourceUsage().maxRSS / 1024 }));
  `;
  const { stdout, stderr } = await read(start(script));
  expect(stderr).toBe("");
  const { rows, sessions, rss } = JSON.parse(stdout) as Record<string, number>;
  expect(rows).toBeGreaterThan(80_000);
  expect(sessions).toBeGreaterThan(5_000);
  expect(rss).toBeLessThan(300);
});
