/** What Zoom's answers mean for the plan, the streams and the day's quota. */

import { describe, expect, it } from "vitest";
import { harvestNeeds, needOf } from "../../src/doctor/calls.ts";
import type { Finding } from "../../src/doctor/finding.ts";
import { findPlan, judgePlan } from "../../src/doctor/judge-plan.ts";
import { judgeQuota } from "../../src/doctor/judge-quota.ts";
import { judgeScopes } from "../../src/doctor/judge-scopes.ts";
import { judgeStreams } from "../../src/doctor/judge-streams.ts";
import type { AccountFacts } from "../../src/doctor/obstacle.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { allScopes } from "./support.ts";

const none: Map<string, Finding> = new Map();
const report = "report:read:list_meeting_participants:admin";

describe("plan and dashboard", () => {
  const refused = (why: "plan" | "role" | "scope"): Finding => ({
    kind: "refused",
    why,
    reason: `for its ${why}`,
    hint: `about the ${why}`,
  });
  const allowed: Finding = { kind: "allowed" };
  const judge = (listing: Finding, report?: Finding, scopes = allScopes()) => {
    const findings = new Map([
      [meetings.zoom.path, listing],
      ...(report === undefined ? [] : ([["/report/history_meetings", report]] as const)),
    ]);
    const found = findPlan(findings);
    return { ...found, checks: judgePlan({ ...found, findings, scopes }) };
  };
  const said = ({ checks }: ReturnType<typeof judge>) => checks.map(({ name, ok }) => `${name} ${ok}`);

  it("are fine where the meetings can be listed", () => {
    expect(said(judge(allowed))).toEqual(["plan true", "dashboard true"]);
  });

  it("of Pro, and of Business without the feature: a fact, with what stands in", () => {
    const judged = judge(refused("plan"), allowed);
    expect(said(judged)).toEqual(["plan true", "dashboard true"]);
    expect(judged).toMatchObject({ plan: "pro", dashboard: "refused" });
    expect(judged.checks[1]?.detail).toMatch(/tells less: meetings from report, sessions from report/);
    expect(judged.checks[1]?.hint).toMatch(/Dashboard feature/);
  });

  it("without scopes for reports: what stands in is a matter of scopes", () => {
    const judged = judge(refused("plan"), undefined, ["dashboard:read:list_meetings:admin"]);
    expect(said(judged)).toEqual(["dashboard true"]);
    expect(judged.checks[0]?.detail).toMatch(/see scopes/);
  });

  it("of a free account: the plan, and nothing about the dashboard", () => {
    const judged = judge(refused("plan"), refused("plan"));
    expect(said(judged)).toEqual(["plan false"]);
    expect(judged).toMatchObject({ plan: "free", dashboard: "refused" });
  });

  it("refused for the role, with reports: a fact, and what to do about the role", () => {
    expect(judge(refused("role"), allowed).checks[1]).toMatchObject({ ok: true, hint: "about the role" });
  });

  it("refused for the role, and the reports too: not ok", () => {
    const judged = judge(
      refused("role"),
      refused("role"),
      allScopes().filter((one) => one !== "report:read:user:admin" && one !== report),
    );
    expect(judged.checks.every(({ ok }) => ok)).toBe(true);
    const paths = ["/report/history_meetings", "/report/users/{userId}/meetings"];
    const findings = new Map([meetings.zoom.path, ...paths].map((path) => [path, refused("role")]));
    const facts = { ...findPlan(findings), findings, scopes: allScopes() };
    expect(judgePlan(facts)).toEqual([expect.objectContaining({ name: "dashboard", ok: false })]);
  });

  it("without the listing's scope: what stands in for it", () => {
    const judged = judge(refused("scope"), allowed);
    expect(said(judged)).toEqual(["plan true", "dashboard true"]);
    expect(judged.dashboard).toBe("unknown");
    expect(judged.checks[1]?.detail).toMatch(/meetings from report/);
  });
});

describe("streams", () => {
  const business = (scopes = allScopes()): AccountFacts => ({
    plan: "business",
    dashboard: "allowed",
    scopes,
    findings: none,
  });
  const pro = (scopes = allScopes()): AccountFacts => ({
    ...business(scopes),
    plan: "pro",
    dashboard: "refused",
  });
  const lineOf = (name: string, facts: AccountFacts) =>
    judgeStreams(facts).find((line) => line.name === name);
  const ready = (lines: ReturnType<typeof judgeStreams>) =>
    lines.filter((line) => line.ready).map(({ name }) => name);

  it("are all ready when nothing is missing, each from its best source and with its scopes", () => {
    const lines = judgeStreams(business([...allScopes(), ...allScopes("classic")]));
    expect(ready(lines)).toHaveLength(harvestNeeds.length);
    for (const line of lines) {
      expect(line.hint).toBe("");
      expect(line.source).toBe(harvestNeeds.find(({ name }) => name === line.name)?.sources[0]?.source);
      expect([...line.scopes.granular, ...line.scopes.classic]).not.toEqual([]);
    }
  });

  it("that need more than a plan say that it cannot be known without asking", () => {
    expect(lineOf("webinars", business())).toMatchObject({
      ready: true,
      why: "needs the Webinar add-on, which cannot be known without asking",
    });
    expect(lineOf("sessions", business())?.why).toBe("");
  });

  it("whose best source lacks a scope come from the next", () => {
    const scopes = allScopes().filter(
      (scope) => !scope.startsWith("dashboard:read:list_meeting_participants"),
    );
    expect(lineOf("sessions", business(scopes))).toMatchObject({ ready: true, source: "report" });
    const without = scopes.filter((scope) => scope !== report);
    expect(lineOf("sessions", business(without))).toMatchObject({ ready: true, source: "past" });
  });

  it("that no source is allowed for say of each what is missing", () => {
    const line = lineOf("sessions", pro(["user:read:list_users:admin"]));
    expect(line).toMatchObject({ ready: false, source: "", hint: `adding ${report} to the app` });
    expect(line?.why).toMatch(
      /^dashboard: Zoom refuses the dashboards; report: .*; past: .*without their participants$/,
    );
  });

  it("keep to the source of sessions that the user wants", () => {
    expect(lineOf("sessions", { ...business(), sessionSource: "past" })).toMatchObject({ source: "past" });
    expect(lineOf("sessions", { ...pro(), sessionSource: "dashboard" })).toMatchObject({ ready: false });
  });

  it("without the scope that lists meetings of one person are not enough, and say which it is", () => {
    const facts = pro(allScopes().filter((scope) => scope !== "report:read:user:admin"));
    expect(judgeScopes(facts).check).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/meetings of one person needs report:read:user:admin/),
    });
    expect(judgeScopes(pro(allScopes())).check).toMatchObject({ ok: true });
  });

  it("of a Pro account come from reports, and say what one scope more would add", () => {
    const facts = pro(allScopes().filter((scope) => scope !== "report:read:user:admin"));
    expect(lineOf("meetings", facts)).toMatchObject({
      ready: true,
      source: "report",
      why: expect.stringMatching(/one person attended .*report:read:user:admin/),
    });
    expect(lineOf("--meeting UUID", facts)).toMatchObject({ ready: true, source: "past" });
    expect(lineOf("rooms", facts)).toMatchObject({ ready: false, why: expect.stringMatching(/dashboards/) });
  });

  it("of a free account are those that need no plan, such as users and series", () => {
    const lines = judgeStreams({ ...pro(), plan: "free" });
    expect(ready(lines)).toEqual(expect.arrayContaining(["series", "users"]));
    for (const name of ready(lines)) {
      expect(needOf(name).sources.map(({ zoom }) => zoom.plan)).toContain("free");
    }
    expect(lines.find((line) => line.name === "sessions")?.why).toMatch(/no dashboards.*needs a Pro plan/);
  });

  it("that are asked for what cannot be listed are not ready, whatever their own scopes", () => {
    const facts = business(
      allScopes().filter((scope) => scope !== "user:read:list_users:admin" && !scope.startsWith("role:")),
    );
    expect(lineOf("recordings", facts)).toMatchObject({
      ready: false,
      cause: { kind: "parent" },
      why: "the users that it is asked for cannot be listed",
    });
    expect(lineOf("meeting_polls", facts)).toMatchObject({ ready: true });
  });

  it("that need a Business plan without being dashboards are in doubt where the plan may be one", () => {
    const need = {
      ...needOf("groups"),
      sources: needOf("groups").sources.map(({ zoom, ...source }) => ({
        ...source,
        zoom: { ...zoom, plan: "business" as const },
      })),
    };
    expect(judgeStreams(pro(), [need])[0]).toMatchObject({
      ready: true,
      cause: { kind: "maybe", reason: "a Business plan" },
    });
    expect(judgeStreams({ ...pro(), isPlanGiven: true }, [need])[0]).toMatchObject({
      ready: false,
      cause: { kind: "plan", reason: "it needs a Business plan" },
    });
    expect(judgeStreams(business(), [need])[0]?.cause).toBeUndefined();
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
