/** The doctor with `--streams`, from outside: what is looked at, and what decides how it ends. */

import { describe, expect, it } from "vitest";
import { examineAccount as examineAccountIn, examine as examineIn, openPractice } from "../doctor/examine.ts";
import { bestScopes, coreNeeds } from "../doctor/support.ts";

const practice = openPractice();
const examine = (env: Record<string, string>, args: string[]) => examineIn(env, args, practice.emptyFolder());
const examineAccount = (flags: string[], env: Record<string, string> = {}) =>
  examineAccountIn(flags, practice.emptyFolder(), env);

describe("streams asked for by name", () => {
  it("are looked at alone, and decide", async () => {
    const { streams: lines, code } = await examine(practice.simulator.env, ["--streams", "sign_ins,-series"]);
    expect([lines.map(({ name }) => name), code]).toEqual([["sign_ins"], 0]);
    const webinars = await examine(practice.simulator.env, ["--streams", "meeting_polls"]);
    expect(webinars.streams.map(({ name }) => name)).toEqual(["meeting_polls", "meetings"]);
  });

  it("without their scopes are a failure, named with what to add", async () => {
    const scopes = bestScopes(coreNeeds).join();
    const other = { ZOOM_STREAMS: "sign_ins" };
    const { notOk, unready, code } = await examineAccount(["--scopes", scopes], other);
    expect([notOk.map(({ name }) => name), unready, code]).toEqual([["scopes"], ["sign_ins"], 3]);
    expect(notOk[0]?.hint).toMatch(/: report:read:user_activities:admin; .*: report:read:admin$/);
    expect((await examineAccount(["--scopes", scopes])).code).toBe(0);
  });

  it("that only dashboards give are a failure of a Pro account, and others are none", async () => {
    const pro = ["--plan", "pro"];
    const rooms = await examineAccount(pro, { ZOOM_STREAMS: "core,rooms" });
    expect([rooms.notOk.map(({ name }) => name), rooms.code]).toEqual([["dashboard"], 3]);
    expect(rooms.notOk[0]?.detail).toMatch(/nothing stands in for .*rooms/);
    expect((await examineAccount(pro, { ZOOM_STREAMS: "core,webinar_sessions" })).code).toBe(0);
  });

  it("that are none are a line of the settings", async () => {
    const { notOk, code } = await examine(practice.simulator.env, ["--streams", "sesions"]);
    expect(notOk).toEqual([
      expect.objectContaining({ name: "settings", hint: expect.stringMatching(/^sessions;/) }),
    ]);
    expect(code).toBe(2);
  });
});
