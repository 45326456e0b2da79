/** What streams that are asked for by name need, and what keeps many away, each cause once. */

import { describe, expect, it } from "vitest";
import { needsOf } from "../../src/doctor/calls.ts";
import { groupCauses } from "../../src/doctor/group-causes.ts";
import { judgePlan } from "../../src/doctor/judge-plan.ts";
import { judgeScopes } from "../../src/doctor/judge-scopes.ts";
import { judgeStreams } from "../../src/doctor/judge-streams.ts";
import type { AccountFacts } from "../../src/doctor/obstacle.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { allScopes } from "./support.ts";

describe("what is asked for by name", () => {
  const facts = (scopes: string[]): AccountFacts => ({
    plan: "pro",
    dashboard: "refused",
    scopes,
    findings: new Map([
      [meetings.zoom.path, { kind: "refused", why: "plan", reason: "no dashboards", hint: "" }],
    ]),
  });

  it("brings what it is found through, and the look-ups where series are read", () => {
    expect(needsOf(["meeting_polls"]).map(({ name }) => name)).toEqual(["meeting_polls", "meetings"]);
    expect(needsOf(["core"]).map(({ name }) => name)).toContain("series look-ups");
    expect(() => needsOf(["nonsense"])).toThrow(/nonsense/);
  });

  it("decides about the scopes", () => {
    const wanted = needsOf(["sign_ins"]);
    expect(judgeScopes(facts(["report:read:user_activities:admin"]), wanted).check.ok).toBe(true);
    const { check } = judgeScopes(facts(["user:read:list_users:admin"]), wanted);
    expect(check).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/^Zoom refuses .*sign_ins needs/),
    });
  });

  it("of many streams without scopes names the scopes once", () => {
    const wanted = needsOf(["all"]);
    const { check } = judgeScopes(facts(["user:read:list_users:admin"]), wanted);
    expect(check.detail).not.toMatch(/:admin/);
    const listed = check.hint.match(/[a-z_]+:read:[a-z_:]*admin/g) ?? [];
    expect(new Set(listed).size).toBe(listed.length);
  });

  it("needs the dashboards, or does not", () => {
    const [plan, dashboard] = judgePlan(facts(allScopes()), needsOf(["rooms"]));
    expect([plan?.ok, dashboard?.ok]).toEqual([true, false]);
    expect(dashboard).toMatchObject({
      name: "dashboard",
      detail: expect.stringMatching(/nothing stands in for .*rooms/),
    });
    expect(judgePlan(facts(allScopes()), needsOf(["sign_ins"])).every(({ ok }) => ok)).toBe(true);
    expect(judgePlan({ ...facts(allScopes()), plan: "free" }, needsOf(["users"]))).toMatchObject([
      { name: "plan", ok: true },
    ]);
  });

  it("is told by cause, each once, with the scopes to add", () => {
    const lines = judgeStreams(facts(["user:read:admin", "recording:read:admin"]));
    const groups = groupCauses(lines);
    expect(new Set(groups.map(({ kind, reason }) => `${kind} ${reason}`)).size).toBe(groups.length);
    const told = groups.flatMap(({ names }) => names);
    expect(new Set(told).size).toBe(told.length);
    for (const { name, ready } of lines) if (!ready) expect(told).toContain(name);
    const scopes = groups.find(({ kind }) => kind === "scope");
    expect(scopes?.add?.granular).toContain("report:read:user_activities:admin");
    expect(groups.find(({ reason }) => /refuses the dashboards/.test(reason))?.names).toContain("rooms");
    expect(groups.find(({ kind, names }) => kind === "maybe" && names.includes("recordings"))?.reason).toBe(
      "cloud recording",
    );
  });
});
