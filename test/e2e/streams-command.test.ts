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
          "source",
          "ready",
          "why",
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
    expect(stdout).toMatch(/^webinars\n {2}stream +plan +tier +calls a day\n/);
    expect(stdout).toMatch(/^ {2}webinar_sessions +business +heavy/m);
    expect(stdout).toMatch(/assumed day of 1,000 meetings/);
    expect(stdout).not.toMatch(/sign_ins/);
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
  });

  it("counts the calls for the days that the store has", async () => {
    const harvest = await run(["--limits", "off", "--db", "days.duckdb"], simulator.env, folder.path);
    expect(harvest.code, harvest.stderr).toBe(0);
    const { stdout } = await list(["--db", "days.duckdb", "core"], simulator.env);
    expect(stdout).toMatch(/calls a day: for \d+ meetings, .*days\.duckdb has it of/);
  });
});
