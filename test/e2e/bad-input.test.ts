/** Bad input, each tried from outside: the right exit code, words that name the thing, and nothing lost. */

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, type RunningSimulator, run, startSimulator } from "./support.ts";

const account = [
  "--seed",
  "5",
  "--users",
  "20",
  "--meetings_per_day",
  "10",
  "--from",
  "2026-03-02",
  "--to",
  "2026-03-04",
];
const day = ["--date", "2026-03-03", "--timezone", "UTC"];

let simulator: RunningSimulator;
const folder = makeFolder();

beforeAll(async () => {
  simulator = await startSimulator(...account);
});
afterAll(async () => {
  await simulator.stop();
  folder.remove();
});

/** Each case in an empty folder. */
let cases = 0;
function emptyFolder(): string {
  cases += 1;
  const path = join(folder.path, String(cases));
  mkdirSync(path);
  return path;
}

describe("settings that are wrong end with 2 before anything is asked", () => {
  const wrong: [name: string, args: string[], says: RegExp][] = [
    ["a day that does not exist", ["--date", "2026-02-30"], /--date.*exists.*2026-02-30/],
    [
      "a range that ends before it begins",
      ["--from", "2026-03-04", "--to", "2026-03-02"],
      /--from.*no later than --to/,
    ],
    ["a day in the future", ["--date", "2999-01-01"], /--date.*no later than today/],
    ["a day and a range", ["--date", "2026-03-03", "--from", "2026-03-02"], /--date.*alone/],
    ["a destination that does not exist", ["--destination", "nowhere"], /--destination.*stdout.*nowhere/],
    ["Elasticsearch without a host", ["--destination", "elasticsearch"], /--es_host/],
    ["an unknown flag", ["--datte", "2026-03-03"], /unknown option '--datte'[\s\S]*--date/],
    ["an unknown command", ["harvets"], /unknown command 'harvets'[\s\S]*harvest/],
    ["a plain http API elsewhere", ["--zoom_api_url", "http://zoom.example/v2"], /https/],
    [
      "no pacing against Zoom itself",
      ["--limits", "off", "--zoom_api_url", "https://api.zoom.us/v2"],
      /--limits/,
    ],
    ["a privacy class that does not exist", ["--without", "shoes"], /--without.*email.*shoes/],
  ];
  it.each(wrong)("%s", async (_, args, says) => {
    const before = (await simulator.requests()).total;
    const ended = await run(args, simulator.env, emptyFolder());
    expect(ended.stderr).toMatch(says);
    expect(ended.code).toBe(2);
    expect((await simulator.requests()).total).toBe(before);
  });

  it("names every credential that is missing, where it goes and where to get it", async () => {
    const none = await run([], {}, emptyFolder());
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(
      /--key \(ZOOM_KEY.*--secret \(ZOOM_SECRET.*--account_id \(ZOOM_ACCOUNT_ID\).*Marketplace/,
    );
    const { ZOOM_SECRET: _, ...twoOfThree } = simulator.env;
    const one = await run([], twoOfThree, emptyFolder());
    expect(one.code).toBe(2);
    expect(one.stderr).toMatch(/: --secret \(ZOOM_SECRET/);
    expect(one.stderr).not.toMatch(/--key \(/);
  });
});

describe("credentials", () => {
  it("with a line break around them are trimmed, with a warning", async () => {
    const env = { ...simulator.env, ZOOM_SECRET: `${simulator.env.ZOOM_SECRET}\n` };
    const ended = await run([...day, "--destination", "stdout"], env, emptyFolder());
    expect(ended.stderr).toMatch(/white space around --secret/);
    expect(ended.code).toBe(0);
  });

  it("that are wrong end with 3 and name the kind of app", async () => {
    const env = { ...simulator.env, ZOOM_SECRET: "wrong" };
    const ended = await run(day, env, emptyFolder());
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/client secret is wrong.*Server-to-Server OAuth app/);
    expect(ended.stderr).not.toContain("wrong\n");
  });

  it("of another account end with 3 and name the account id", async () => {
    const ended = await run(day, { ...simulator.env, ZOOM_ACCOUNT_ID: "nobody" }, emptyFolder());
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/account id is wrong/);
  });
});

describe("what Zoom refuses ends with 3", () => {
  it("a token without the dashboard scope: names the scopes of both kinds", async () => {
    const poor = await startSimulator(...account, "--scopes", "user:read:list_users:admin");
    const ended = await run(day, poor.env, emptyFolder());
    await poor.stop();
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(
      /dashboard:read:list_meetings:admin \(granular\).*dashboard_meetings:read:admin/,
    );
  });

  it("a free plan: says which plan is needed", async () => {
    const free = await startSimulator(...account, "--plan", "free");
    const ended = await run(day, free.env, emptyFolder());
    await free.stop();
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/Business plan or higher/);
  });
});

describe("something else than Zoom", () => {
  it("an API that answers HTML ends with 2 and names the flag", async () => {
    const server = createServer((_, response) => {
      response.setHeader("content-type", "text/html");
      response.end("<html>hello</html>");
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const api = await run(day, { ...simulator.env, ZOOM_API_URL: `${url}/v2` }, emptyFolder());
    const oauth = await run(day, { ...simulator.env, ZOOM_OAUTH_URL: `${url}/oauth` }, emptyFolder());
    server.close();
    expect(api.stderr).toMatch(/--zoom_api_url/);
    expect(api.code).toBe(2);
    expect(oauth.stderr).toMatch(/--zoom_oauth_url/);
    expect(oauth.code).toBe(2);
  });

  it("Zoom down from the start ends with 5, soon", async () => {
    const down = {
      ...simulator.env,
      ZOOM_API_URL: "http://127.0.0.1:9/v2",
      ZOOM_OAUTH_URL: "http://127.0.0.1:9/t",
    };
    const ended = await run(day, down, emptyFolder());
    expect(ended.code).toBe(5);
    expect(ended.stderr).toMatch(/cannot be reached.*127\.0\.0\.1:9.*connection refused/);
  });

  it("a proxy that is down ends with 5 and names the proxy", async () => {
    const env = { ...simulator.env, HTTPS_PROXY: "http://127.0.0.1:9", ZOOM_API_URL: "", ZOOM_OAUTH_URL: "" };
    const ended = await run(day, env, emptyFolder());
    expect(ended.code).toBe(5);
    expect(ended.stderr).toMatch(/proxy 127\.0\.0\.1:9/);
  });
});

describe("a store that cannot be had ends with 4 before Zoom is asked", () => {
  it.each([
    ["a folder that does not exist", "nonexistent/x.duckdb"],
    ["a folder", "."],
  ])("%s", async (_, db) => {
    const before = (await simulator.requests()).total;
    const ended = await run([...day, "--db", db], simulator.env, emptyFolder());
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(/Try: /);
    expect((await simulator.requests()).total).toBe(before);
  });

  it("a file that is no database, which stays as it was", async () => {
    const path = emptyFolder();
    writeFileSync(join(path, "notes.txt"), "not a database, and longer than the header of one".repeat(200));
    const ended = await run([...day, "--db", "notes.txt"], simulator.env, path);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(/notes\.txt/);
    expect(existsSync(join(path, "notes.txt"))).toBe(true);
  });

  it("a store of another account, unless it is allowed", async () => {
    const path = emptyFolder();
    const other = await startSimulator(...account, "--seed", "6");
    expect((await run(day, simulator.env, path)).code).toBe(0);
    const refused = await run(day, other.env, path);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toMatch(/--allow_account/);
    expect((await run([...day, "--allow_account"], other.env, path)).code).toBe(0);
    await other.stop();
  });
});
