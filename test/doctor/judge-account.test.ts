/** What Zoom's answers mean for the plan, the streams and the day's quota. */

import { describe, expect, it } from "vitest";
import { harvestCalls } from "../../src/doctor/calls.ts";
import type { Finding } from "../../src/doctor/finding.ts";
import { judgePlan } from "../../src/doctor/judge-plan.ts";
import { judgeQuota } from "../../src/doctor/judge-quota.ts";
import { judgeStreams } from "../../src/doctor/judge-streams.ts";
import { meetings } from "../../src/streams/meeting.ts";

const none: Map<string, Finding> = new Map();

describe("plan and dashboard", () => {
  const refused = (why: "plan" | "role" | "scope"): Finding => ({
    kind: "refused",
    why,
    reason: `for its ${why}`,
    hint: "",
  });
  const allowed: Finding = { kind: "allowed" };
  const judge = (listing: Finding, report?: Finding) =>
    judgePlan({
      findings: new Map([
        [meetings.zoom.path, listing],
        ...(report === undefined ? [] : ([["/report/users", report]] as const)),
      ]),
    });
  const said = ({ checks }: ReturnType<typeof judgePlan>) => checks.map(({ name, ok }) => `${name} ${ok}`);

  it("are fine where the meetings can be listed", () => {
    expect(said(judge(allowed))).toEqual(["plan true", "dashboard true"]);
  });

  it("of Pro, and of Business without the feature: the dashboard is what is missing", () => {
    const judged = judge(refused("plan"), allowed);
    expect(said(judged)).toEqual(["plan true", "dashboard false"]);
    expect(judged.checks[1]?.hint).toMatch(/not read by this version yet/);
  });

  it("of a free account: the plan, and nothing about the dashboard", () => {
    const judged = judge(refused("plan"), refused("plan"));
    expect(said(judged)).toEqual(["plan false"]);
    expect(judged).toMatchObject({ plan: "free", dashboard: "refused" });
  });

  it("without a way to tell Pro from free: the dashboard alone", () => {
    expect(said(judge(refused("plan")))).toEqual(["dashboard false"]);
  });

  it("refused for the role: says so", () => {
    expect(judge(refused("role"), allowed).checks[1]).toMatchObject({ ok: false, detail: "for its role" });
  });

  it("without the listing's scope: not known, and no second line", () => {
    expect(said(judge(refused("scope"), allowed))).toEqual(["plan true"]);
    expect(judge(refused("scope"), allowed).dashboard).toBe("unknown");
  });
});

describe("streams", () => {
  const plan = { plan: "business", dashboard: "allowed" } as const;
  const ready = (lines: ReturnType<typeof judgeStreams>) =>
    lines.filter((line) => line.ready).map(({ name }) => name);

  it("are all ready when nothing is missing, each with its source and scopes", () => {
    const lines = judgeStreams({ missing: new Set(), plan, findings: none });
    expect(ready(lines)).toHaveLength(harvestCalls.length);
    for (const line of lines) {
      expect(line).toMatchObject({ why: "", hint: "" });
      expect(line.source).not.toBe("");
      expect(line.scopes.granular).not.toEqual([]);
    }
  });

  it("that a scope is missing for are named with what a harvest is without them", () => {
    const call = harvestCalls.find(({ name }) => name === "sessions");
    const lines = judgeStreams({
      missing: new Set(call === undefined ? [] : [call]),
      plan,
      findings: none,
    });
    expect(lines.filter((line) => !line.ready)).toEqual([
      expect.objectContaining({
        name: "sessions",
        source: "",
        why: expect.stringMatching(/list_meeting_participants:admin .*without their participants/),
      }),
    ]);
  });

  it.each([
    ["pro", ["series", "users", "series look-ups"], /reports.*not read by this version yet/],
    ["free", ["series", "users"], /free account has no reports/],
  ] as const)("of a %s account are those without dashboards", (name, left, why) => {
    const lines = judgeStreams({
      missing: new Set(),
      plan: { plan: name, dashboard: "refused" },
      findings: none,
    });
    expect(ready(lines)).toEqual(left);
    expect(lines.find((line) => line.name === "sessions")?.why).toMatch(why);
  });

  it("of an account that could not be asked name the check that says why", () => {
    const lines = judgeStreams("credentials");
    expect(ready(lines)).toEqual([]);
    expect(lines[0]?.why).toMatch(/see credentials/);
  });
});

describe("the day's quota", () => {
  const run = (calls: Record<string, number>, day = "2026-03-03", account?: string) => ({
    run: "r",
    startedAt: "",
    asked: {},
    calls: { [day]: calls },
    ...(account === undefined ? {} : { account }),
  });
  const facts = { account: "a", day: "2026-03-03", plan: "business", dayShare: 0.5 } as const;
  const asked = { tooMany: 0 };

  it("adds up this account's runs of this day", () => {
    const runs = [
      run({ heavy: 1_000, resource_intensive: 234, light: 9 }),
      run({ heavy: 5_000 }, "2026-03-02"),
      run({ heavy: 5_000 }, "2026-03-03", "another"),
    ];
    const [check] = judgeQuota(asked, { ...facts, ledger: { runs } });
    expect(check).toMatchObject({ ok: true, detail: expect.stringContaining("1,234 of 60,000 Heavy") });
  });

  it("is not ok when our share is used up, and without limits never", () => {
    const ledger = { runs: [run({ heavy: 30_000 })] };
    expect(judgeQuota(asked, { ...facts, ledger })[0]).toMatchObject({
      ok: false,
      hint: expect.stringMatching(/day_share/),
    });
    expect(judgeQuota(asked, { ...facts, ledger, dayShare: undefined })[0]?.ok).toBe(true);
  });

  it("says what is not known, and nothing when nothing is", () => {
    const ledger = "nobody knows";
    expect(judgeQuota(asked, { ...facts, ledger })[0]).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/nobody knows/),
    });
    expect(judgeQuota(undefined, { ...facts, ledger })).toEqual([]);
    expect(judgeQuota({ tooMany: 2 }, { ...facts, ledger })[0]?.detail).toMatch(/other apps/);
  });
});
