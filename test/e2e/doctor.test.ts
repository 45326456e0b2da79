/** What the doctor says, from outside: for each thing that can be wrong exactly one line. */

import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { harvestNeeds } from "../../src/doctor/calls.ts";
import { streams } from "../../src/streams/registry.ts";
import { sourcesOf, streamGroups } from "../../src/streams/stream.ts";
import {
  accountChecks,
  examineAccount as examineAccountIn,
  examine as examineIn,
  openPractice,
} from "../doctor/examine.ts";
import { allScopes, bestScopes, coreNeeds } from "../doctor/support.ts";
import { localProxy } from "../support/local-server.ts";
import { run } from "./support.ts";

const practice = openPractice();
const examine = (env: Record<string, string>, args: string[] = [], cwd = practice.emptyFolder()) =>
  examineIn(env, args, cwd);
const examineAccount = (flags: string[], env: Record<string, string> = {}) =>
  examineAccountIn(flags, practice.emptyFolder(), env);

/** What an account without dashboards has no source of. */
const onlyOfDashboards = streams
  .filter((stream) => sourcesOf(stream).every(({ zoom }) => zoom.path.startsWith("/metrics/")))
  .map(({ name }) => name);

describe("when all is well", () => {
  it("says so in at most a dozen calls, and leaves nothing behind", async () => {
    const before = (await practice.simulator.requests()).total;
    const cwd = practice.emptyFolder();
    const {
      checks,
      names,
      streams: lines,
      notOk,
      unready,
      code,
    } = await examine(practice.simulator.env, [], cwd);
    expect(notOk).toEqual([]);
    expect(unready).toEqual([]);
    expect(code).toBe(0);
    expect(names).toEqual([...accountChecks, "store", "disk"]);
    for (const check of checks) expect(Object.keys(check)).toEqual(["name", "ok", "detail", "hint"]);
    for (const line of lines)
      expect(Object.keys(line).sort()).toEqual(["group", "name", "ready", "scopes", "source", "why"]);
    expect((await practice.simulator.requests()).total - before).toBeLessThan(12);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("says that standard output stores nothing", async () => {
    const { checks, names, code } = await examine(practice.simulator.env, ["--destination", "stdout"]);
    expect(code).toBe(0);
    expect(names).toEqual([...accountChecks, "store"]);
    expect(checks.at(-1)?.detail).toMatch(/nothing is stored/);
  });

  it("names the proxy in between", async () => {
    const proxy = await localProxy();
    const { checks, code } = await examine({ ...practice.simulator.env, HTTP_PROXY: proxy.url });
    expect(code).toBe(0);
    expect(checks.find(({ name }) => name === "proxy")?.detail).toContain(`127.0.0.1:${proxy.port}`);
    expect(proxy.requests.length).toBeGreaterThan(0);
  });

  it("shows people a table of checks and one of streams", async () => {
    const ended = await run(["doctor"], practice.simulator.env, practice.emptyFolder());
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^check +result\n/);
    expect(ended.stdout).toMatch(/^dashboard +ok +\S/m);
    expect(ended.stdout).toMatch(/^stream +ready +source +why\n/m);
    expect(ended.stdout).toMatch(/^sessions +yes +dashboard$/m);
  });

  it("shows people the other streams by group, and each cause once", async () => {
    const ended = await run(["doctor"], practice.simulator.env, practice.emptyFolder());
    expect(ended.stdout).toMatch(/^group +ready\n/m);
    for (const group of streamGroups.filter((name) => name !== "core")) {
      const all = streams.filter((stream) => stream.group === group).length;
      expect(ended.stdout).toMatch(new RegExp(`^${group} +${all} of ${all} `, "m"));
    }
    expect(ended.stdout.match(/if the account has the Webinar add-on, which/g)).toHaveLength(1);
    const lines = ended.stdout.slice(ended.stdout.indexOf("\nstream ")).split("\n");
    expect(lines.length).toBeLessThan(streams.length);
  });
});

describe("settings", () => {
  it("that are missing are a line, and the rest is looked at", async () => {
    const { ZOOM_SECRET: _, ...env } = practice.simulator.env;
    const { notOk, names, code } = await examine(env);
    expect(notOk).toEqual([
      expect.objectContaining({ name: "settings", detail: expect.stringContaining("ZOOM_SECRET") }),
    ]);
    expect(names).toEqual(["settings", "node", "clock", "network", "store", "disk"]);
    expect(code).toBe(2);
  });

  it("that are wrong are a line", async () => {
    const { notOk, code } = await examine(practice.simulator.env, ["--share", "7"]);
    expect(notOk).toEqual([
      expect.objectContaining({ name: "settings", detail: expect.stringContaining("--share") }),
    ]);
    expect(code).toBe(2);
    const file = await examine(practice.simulator.env, ["--env_file", "nowhere.env"]);
    expect(file.notOk).toEqual([
      expect.objectContaining({ name: "settings", detail: expect.stringContaining("nowhere.env") }),
    ]);
  });

  it("that do not exist are a usage error", async () => {
    const ended = await run(["doctor", "--nonsense"], practice.simulator.env, practice.emptyFolder());
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/unknown option '--nonsense'/);
  });
});

describe("credentials", () => {
  it.each([
    ["secret", { ZOOM_SECRET: "wrong-secret" }, [], /--secret/, /App Credentials/],
    ["account id", { ZOOM_ACCOUNT_ID: "nobody" }, [], /--account_id/, /account id/],
    ["app, deactivated", {}, ["--app", "deactivated"], /not active/, /^activating/],
    [
      "app, deactivated by an administrator",
      {},
      ["--app", "deactivated", "--app_refusal", "disabled_by_admin"],
      /not active/,
      /^activating/,
    ],
    [
      "app, refused like a wrong secret",
      {},
      ["--app", "deactivated", "--app_refusal", "invalid_client"],
      /--secret/,
      /activating/,
    ],
  ])("that are wrong by their %s are one line", async (_, env, flags, detail, hint) => {
    const { notOk, names, unready, code } = await examineAccount(flags, env);
    expect(notOk).toEqual([
      {
        name: "credentials",
        ok: false,
        detail: expect.stringMatching(detail),
        hint: expect.stringMatching(hint),
      },
    ]);
    expect(names).not.toContain("scopes");
    expect(unready).toHaveLength(harvestNeeds.length);
    expect(code).toBe(3);
  });

  it("that are refused leave the later lines untried, which people are shown", async () => {
    const ended = await run(
      ["doctor"],
      { ...practice.simulator.env, ZOOM_SECRET: "wrong-secret" },
      practice.emptyFolder(),
    );
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(/^credentials +NOT OK +\S[\s\S]*Try: [\s\S]*^scopes +not tried$/m);
  });
});

describe("scopes", () => {
  it.each(coreNeeds.map((need) => [need.name, need] as const))(
    "without that of %s name it, and its line",
    async (name, need) => {
      const [missing = ""] = bestScopes([need]);
      const left = bestScopes(coreNeeds).filter((scope) => scope !== missing);
      const { notOk, unready, code } = await examineAccount(["--scopes", left.join()]);
      expect(notOk.map((check) => check.name)).toEqual(["scopes"]);
      expect(notOk[0]?.detail).toContain(`${name} needs ${missing}`);
      expect(notOk[0]?.hint).toContain(`: ${missing};`);
      expect(unready).toContain(name);
      for (const other of coreNeeds) if (other !== need) expect(unready).not.toContain(other.name);
      expect(code).toBe(3);
    },
  );

  it("of the classic vocabulary are as good", async () => {
    const classic = "dashboard_meetings:read:admin,meeting:read:admin,user:read:admin";
    const { notOk, unready, code } = await examineAccount(["--scopes", classic]);
    expect([notOk, code]).toEqual([[], 0]);
    for (const { name } of coreNeeds) expect(unready).not.toContain(name);
  });

  it("of reports alone are enough", async () => {
    const scopes = allScopes().filter((scope) => !scope.startsWith("dashboard:"));
    const { notOk, streams, code } = await examineAccount(["--scopes", scopes.join()]);
    expect([notOk, code]).toEqual([[], 0]);
    expect(streams.find(({ name }) => name === "sessions")).toMatchObject({ ready: true, source: "report" });
  });
});

describe("the account", () => {
  it.each([
    ["Pro", ["--plan", "pro"]],
    ["Business without the Dashboard feature", ["--dashboard_feature", "off"]],
  ])("that is %s is harvested from reports, which is no failure", async (_, flags) => {
    const { checks, notOk, streams, unready, code } = await examineAccount(flags);
    expect([notOk, code]).toEqual([[], 0]);
    expect(checks.find(({ name }) => name === "dashboard")?.detail).toMatch(/sessions from report/);
    expect(unready).toEqual(expect.arrayContaining(["meeting_quality", "rooms"]));
    for (const name of unready) expect(onlyOfDashboards).toContain(name);
    for (const name of ["meetings", "sessions"])
      expect(streams.find((line) => line.name === name)).toMatchObject({ ready: true, source: "report" });
    expect(streams.find(({ name }) => name === "--meeting UUID")).toMatchObject({ source: "past" });
  });

  it("that is Pro, with the scopes of dashboards alone, is told the scopes of reports", async () => {
    const { notOk, code } = await examineAccount(["--plan", "pro", "--scopes", bestScopes(coreNeeds).join()]);
    expect(notOk.map(({ name }) => name)).toEqual(["scopes"]);
    expect(notOk[0]?.hint).toMatch(/report:read:list_history_meetings:admin, report:read:list_meeting_part/);
    expect(code).toBe(3);
  });

  it("that is free is one line", async () => {
    const { notOk, unready, code } = await examineAccount(["--plan", "free"]);
    expect(notOk).toEqual([expect.objectContaining({ name: "plan", detail: expect.stringMatching(/free/) })]);
    expect(unready).toEqual(expect.arrayContaining(["meetings", "sessions"]));
    expect(unready).not.toContain("users");
    expect(code).toBe(3);
  });

  it("whose calls of the day are used up", async () => {
    const { notOk, code } = await examineAccount(["--day_limit", "0"]);
    expect(notOk).toEqual([
      expect.objectContaining({ name: "quota", detail: expect.stringMatching(/used up/) }),
    ]);
    expect(code).toBe(5);
  });
});

describe("the way to Zoom", () => {
  it.each([
    ["behind", "3600", /1 h behind/],
    ["ahead", "-3600", /1 h ahead/],
  ])("a clock an hour %s is one line", async (_, offset, detail) => {
    const { notOk, unready, code } = await examineAccount(["--clock_offset", offset]);
    expect(notOk).toEqual([
      expect.objectContaining({ name: "clock", detail: expect.stringMatching(detail) }),
    ]);
    expect([unready, code]).toEqual([[], 2]);
  });

  it("a proxy that is down is one line, without its password", async () => {
    const { notOk, names, code } = await examine({
      ...practice.simulator.env,
      HTTP_PROXY: "http://ann:pw-of-ann@127.0.0.1:9",
    });
    expect(notOk).toEqual([
      expect.objectContaining({ name: "proxy", detail: expect.stringMatching(/127\.0\.0\.1:9/) }),
    ]);
    expect(JSON.stringify(notOk)).not.toMatch(/ann/);
    expect(names).not.toContain("network");
    expect(code).toBe(5);
  });

  it.each([
    ["nothing there", { ZOOM_API_URL: "http://127.0.0.1:9/v2", ZOOM_OAUTH_URL: "http://127.0.0.1:9/t" }],
    ["the API alone missing", { ZOOM_API_URL: "http://127.0.0.1:9/v2" }],
  ])("with %s is one line, soon", async (_, env) => {
    const { notOk, code } = await examine({ ...practice.simulator.env, ...env });
    expect(notOk).toEqual([
      expect.objectContaining({ name: "network", detail: expect.stringMatching(/connection refused/) }),
    ]);
    expect(code).toBe(5);
  });
});
