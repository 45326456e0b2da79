/** What `zoom-harvester streams` lists, without an account, with one, and with a store. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streams } from "../../src/streams/registry.ts";
import { makeFolder, type RunningSimulator, run, startSimulator } from "./support.ts";

const folder = makeFolder();
let simulator: RunningSimulator;
const account = ["--seed", "31", "--users", "8", "--meetings_per_day", "4", "--days", "3", "--limits", "off"];

beforeAll(async () => {
  simulator = await startSimulator(...account, "--plan", "pro");
});
afterAll(async () => {
  await simulator?.stop();
  folder.remove();
});

const list = async (args: string[], env: Record<string, string> = {}) => {
  const ended = await run(["streams", ...args], env, folder.path);
  expect(ended.code, ended.stderr).toBe(0);
  return ended;
};
const listJson = async (args: string[], env: Record<string, string> = {}) =>
  JSON.parse((await list(["--json", ...args], env)).stdout) as Record<string, unknown>[];

describe("without an account", () => {
  it("lists every stream, and says nothing of what is allowed", async () => {
    const lines = await listJson([]);
    expect(lines.map(({ name }) => name).sort()).toEqual(streams.map(({ name }) => name).sort());
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(
        ["name", "group", "key", "tier", "scopes", "plan", "parent", "calls_per_day"].concat([
          "description",
          ...["source", "ready", "why", "needs", "only_by_name", "sources"],
        ]),
      );
      expect(line).toMatchObject({ ready: null, source: "", why: "" });
    }
  });

  it("says keys and parents in words", async () => {
    const lines = await listJson(["meetings", "sign_ins", "sessions"]);
    const found = (name: string) => lines.find((line) => line.name === name);
    expect(found("meetings")).toMatchObject({ key: "uuid", parent: null, calls_per_day: 4 });
    expect(found("sessions")).toMatchObject({ key: "session", parent: "meetings", calls_per_day: 1_000 });
    expect(found("sign_ins")?.key).toMatch(/^fingerprint of time, type, email/);
  });

  it("lists those of a group, for people by group, with what the calls are counted for", async () => {
    const { stdout } = await list(["webinars"]);
    expect(stdout).toMatch(/^ {2}stream +plan +tier +calls a day +what it is\n/);
    expect(stdout).toMatch(/^webinars\n {2}webinars +business +intensive/m);
    expect(stdout).toMatch(/^ {2}webinar_sessions +business +heavy/m);
    expect(stdout).toMatch(/assumed day of 1,000 meetings/);
    expect(stdout).not.toMatch(/sign_ins/);
  });

  it("has a line for each, none wider than the terminal", async () => {
    const { stdout } = await list([]);
    const lines = stdout.split("\n");
    for (const { name } of streams) {
      expect(lines.filter((line) => line.trimStart().split(" ")[0] === name).length, name).toBeLessThan(3);
      expect(stdout).toMatch(new RegExp(`^ {2}${name}\\b`, "m"));
    }
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(110);
  });

  it("marks what is harvested only by its name", async () => {
    const lines = await listJson([]);
    for (const { name, onlyByName = false } of streams) {
      expect(lines.find((line) => line.name === name)).toMatchObject({ only_by_name: onlyByName });
    }
    const marked = streams.find(({ onlyByName }) => onlyByName);
    if (marked === undefined) return;
    const { stdout } = await list([marked.group]);
    expect(stdout).toMatch(new RegExp(`^ {2}${marked.name} \\*`, "m"));
    expect(stdout).toMatch(/^\* harvested only by its name/m);
  });

  it("tells all about a single stream, and about several with a flag", async () => {
    const one = await list(["meeting_polls"]);
    expect(one.stdout).toMatch(/^meeting_polls\n {2}what +All that one person answered/);
    expect(one.stdout).toMatch(/^ {2}parent +asked for each of the meetings$/m);
    expect(one.stdout).toMatch(/^ {2}source 2 +report: GET \/report\/meetings\/\{meetingId\}\/polls$/m);
    expect(one.stdout).toMatch(/report:read:list_meeting_polls:admin, or classic report:read:admin$/m);
    expect(one.stdout).not.toMatch(/^ {2}here/m);
    const several = await list(["core", "--details"]);
    expect(several.stdout.match(/^ {2}key +/gm)).toHaveLength(4);
  });

  it("leaves out with a minus, and filters by tier", async () => {
    const names = async (args: string[]) => (await listJson(args)).map(({ name }) => name);
    expect(await names(["all,-core"])).toHaveLength(streams.length - 4);
    const light = await listJson(["--tier", "light,resource-intensive"]);
    expect(new Set(light.map(({ tier }) => tier))).toEqual(new Set(["light", "resource_intensive"]));
    const ended = await run(["streams", "--tier", "leight"], {}, folder.path);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(/--tier: expected .*"leight"/) });
  });

  it("says what a plan allows, by the best source that it has", async () => {
    const pro = await listJson(["--plan", "pro"]);
    const found = (name: string) => pro.find((line) => line.name === name);
    expect(found("rooms")).toBeUndefined();
    expect(found("sessions")).toMatchObject({ ready: null, source: "report", plan: "pro", tier: "heavy" });
    const free = await listJson(["--plan", "free"]);
    expect(free.map(({ plan }) => plan)).toEqual(free.map(() => "free"));
    expect(await listJson(["--plan", "business"])).toHaveLength(streams.length);
    const { stdout } = await list(["--plan", "pro"]);
    expect(stdout).toMatch(/^\d+ streams need a larger plan than pro$/m);
    expect((await listJson([], { ZOOM_PLAN: "pro" })).length).toBe(streams.length);
  });

  it("does not know what is ready", async () => {
    const ended = await run(["streams", "--ready"], {}, folder.path);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(/is not known.*Try: credentials/) });
  });

  it("names the nearest for a stream that is none", async () => {
    const ended = await run(["streams", "sesions"], {}, folder.path);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/"sesions".*Try: sessions/);
  });
});

describe("with an account", () => {
  it("says from which source each comes, and why one cannot", async () => {
    const lines = await listJson(["meetings", "sessions", "rooms"], simulator.env);
    const found = (name: string) => lines.find((line) => line.name === name);
    expect(found("meetings")).toMatchObject({ ready: true, source: "report", tier: "heavy", plan: "pro" });
    expect(found("sessions")).toMatchObject({ ready: true, source: "report" });
    expect(found("rooms")).toMatchObject({
      ready: false,
      source: "",
      why: expect.stringMatching(/dashboards/),
    });
  });

  it("says once what keeps a group away, and can show just what is ready or is not", async () => {
    const { stdout } = await list(["rooms", "core"], simulator.env);
    expect(stdout.match(/Zoom refuses the dashboards/g)).toHaveLength(1);
    expect(stdout).toMatch(/^ {2}rooms +business +intensive +\d+ +NO plan/m);
    expect(stdout).toMatch(/^ {2}sessions +pro +heavy +1,000 +report/m);
    const ready = await listJson(["--ready"], simulator.env);
    const refused = await listJson(["--refused"], simulator.env);
    expect(ready.every((line) => line.ready === true)).toBe(true);
    expect(refused.every((line) => line.ready === false)).toBe(true);
    expect(ready.length + refused.length).toBe(streams.length);
  });

  it("says what another plan would allow it", async () => {
    const lines = await listJson(["rooms", "sessions", "--plan", "business"], simulator.env);
    expect(lines.find(({ name }) => name === "rooms")).toMatchObject({ ready: true, needs: "Zoom Rooms" });
    expect(lines.find(({ name }) => name === "sessions")).toMatchObject({ source: "dashboard" });
  });

  it("does not ask when it is not to", async () => {
    const before = (await simulator.requests()).total;
    expect((await listJson(["meetings", "--offline"], simulator.env))[0]).toMatchObject({ ready: null });
    expect((await simulator.requests()).total).toBe(before);
  });

  it("that cannot be asked lists them all the same, with the reason", async () => {
    const env = { ...simulator.env, ZOOM_SECRET: "wrong-secret" };
    expect((await listJson(["meetings"], env))[0]).toMatchObject({
      ready: null,
      why: expect.stringMatching(/^not known: /),
    });
    const ready = await run(["streams", "--ready"], env, folder.path);
    expect(ready).toMatchObject({ code: 3, stdout: "" });
  });

  it("counts the calls for the days that the store has", async () => {
    const harvest = await run(["--limits", "off", "--db", "days.duckdb"], simulator.env, folder.path);
    expect(harvest.code, harvest.stderr).toBe(0);
    const { stdout } = await list(["--db", "days.duckdb", "core"], simulator.env);
    expect(stdout).toMatch(/calls a day: for \d+ meetings, [\s\S]*days\.duckdb\s+has\s+it\s+of/);
  });
});
