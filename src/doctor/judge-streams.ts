/** Which streams a harvest can read, from where, and why not. Pure. */

import type { Scopes } from "../endpoint.ts";
import { type HarvestCall, harvestCalls } from "./calls.ts";
import type { CheckName } from "./check.ts";
import { noReports, type PlanJudged } from "./judge-plan.ts";
import type { ZoomEvidence } from "./probe-zoom.ts";

export interface StreamLine {
  name: string;
  ready: boolean;
  /** Which of Zoom's sources is read; "" when none can be. */
  source: string;
  /** Why it is not ready; "" when it is. */
  why: string;
  /** Of each vocabulary one scope is enough; an app has scopes of either. */
  scopes: Scopes;
}

/** A line and what to do about it, which people are shown and scripts know from the checks. */
export interface StreamJudged extends StreamLine {
  hint: string;
}

export interface StreamFacts {
  missing: ReadonlySet<HarvestCall>;
  plan: Pick<PlanJudged, "plan" | "dashboard">;
  findings: ZoomEvidence["findings"];
}

/** @param facts what is known of the account, or the check that kept Zoom from being asked. */
export function judgeStreams(facts: StreamFacts | CheckName): StreamJudged[] {
  return harvestCalls.map((call) => {
    const problem =
      typeof facts === "string"
        ? { why: `not known: Zoom could not be asked, see ${facts}`, hint: "" }
        : problemOf(call, facts);
    return {
      name: call.name,
      ready: problem === undefined,
      source: problem === undefined ? call.source : "",
      why: problem?.why ?? "",
      scopes: call.endpoint.scopes,
      hint: problem?.hint ?? "",
    };
  });
}

function problemOf(
  call: HarvestCall,
  { missing, plan, findings }: StreamFacts,
): { why: string; hint: string } | undefined {
  const { granular, classic } = call.endpoint.scopes;
  if (missing.has(call)) {
    return {
      why: `the app lacks the scope ${granular.join(" or ")} (classic: ${classic.join(" or ")}); without it ${call.without}`,
      hint: `adding ${granular[0]} to the app`,
    };
  }
  if (call.needs === "dashboard" && plan.dashboard === "refused") {
    const reports = plan.plan === "free" ? "a free account has no reports to fall back on" : noReports;
    return {
      why: `Zoom refuses the dashboards; the fallback is missing: ${reports}`,
      hint: "see plan and dashboard above",
    };
  }
  if (call.needs === "paid" && plan.plan === "free") {
    return { why: "a free account may not look up past meetings", hint: "a paid plan" };
  }
  const finding = findings.get(call.endpoint.path);
  if (finding?.kind === "refused") return { why: finding.reason, hint: finding.hint };
  return undefined;
}
