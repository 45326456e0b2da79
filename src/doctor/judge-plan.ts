/** The account's plan and its dashboards, from what Zoom allowed and refused, and what stands in for them. Pure. */

import { isDashboard, type Plan } from "../endpoint.ts";
import { meetings } from "../streams/meeting.ts";
import { historyReport, hostReport, userReport } from "../streams/report-endpoints.ts";
import { pastMeeting } from "../streams/series.ts";
import { coreNeeds, type HarvestNeed } from "./calls.ts";
import { bad, type Check, good, noted } from "./check.ts";
import type { Finding } from "./finding.ts";
import { type AccountFacts, bestOf } from "./obstacle.ts";

/** What only a paid account may call. */
const reports = [historyReport("meeting").path, userReport.path, hostReport.path];

const support =
  "for all that dashboards tell: a Business, Education or Enterprise plan; who has one asks Zoom's support to enable the Dashboard feature";

/**
 * Zoom refuses a Pro account's dashboards with the words for a Business account without the Dashboard feature; so
 * these two cannot be told apart, and the dashboard is what is missing.
 */
export function findPlan(findings: AccountFacts["findings"]): Pick<AccountFacts, "plan" | "dashboard"> {
  const listing = findings.get(meetings.zoom.path);
  if (listing?.kind === "allowed") return { plan: "business", dashboard: "allowed" };
  const paid = [...reports, pastMeeting.path].flatMap((path) => findings.get(path) ?? []);
  const isPaid = paid.some(({ kind }) => kind === "allowed");
  const isFree = !isPaid && paid.some((finding) => finding.kind === "refused" && finding.why === "plan");
  if (isFree) return { plan: "free", dashboard: "refused" };
  const isRefused = listing?.kind === "refused" && listing.why !== "scope";
  return { plan: isPaid ? "pro" : "unknown", dashboard: isRefused ? "refused" : "unknown" };
}

/**
 * @param needs what is to be harvested.
 * @returns those of `plan` and `dashboard` that could be told.
 */
export function judgePlan(facts: AccountFacts, needs: readonly HarvestNeed[] = coreNeeds): Check[] {
  const { plan, findings } = facts;
  if (plan === "free") {
    if (needs.every((need) => bestOf(need, facts).source !== undefined)) {
      return [good("plan", "free: it is enough for what --streams asks for")];
    }
    return [
      bad("plan", "free: Zoom refuses reports and dashboards", "a paid plan: Pro has reports, Business both"),
    ];
  }
  return [...sayPlan(plan, findings), ...judgeDashboard(facts, needs)];
}

function sayPlan(plan: Plan | "unknown", findings: AccountFacts["findings"]): Check[] {
  if (plan === "business") return [good("plan", "Business or higher: the dashboards are allowed")];
  if (plan !== "pro") return [];
  const basis = reports.some((path) => findings.get(path)?.kind === "allowed") ? "reports" : "past meetings";
  return [good("plan", `Pro or higher: ${basis} are allowed`)];
}

/** Dashboards that are missing are no failure where something stands in for them, or where scopes are the cause. */
function judgeDashboard(facts: AccountFacts, needs: readonly HarvestNeed[]): Check[] {
  const listing = facts.findings.get(meetings.zoom.path);
  if (listing?.kind === "allowed") return [good("dashboard", "the meetings of yesterday can be listed")];
  if (listing?.kind !== "refused") return [];
  const read = needs
    .filter(({ sources }) => sources.some(({ zoom }) => isDashboard(zoom)))
    .map((need) => ({ name: need.name, ...bestOf(need, facts) }));
  if (read.length === 0) return [good("dashboard", "refused, and not needed for what --streams asks for")];
  const from = read.flatMap(({ name, source }) =>
    source === undefined ? [] : [`${name} from ${source.source}`],
  );
  if (listing.why === "scope") {
    if (from.length < read.length) return [];
    return [good("dashboard", `not known, the app lacks the scope; without it ${from.join(", ")}`)];
  }
  if (from.length === read.length) {
    return [
      noted("dashboard", `${listing.reason}; what stands in tells less: ${from.join(", ")}`, hintOf(listing)),
    ];
  }
  const without = read.filter(
    ({ source, obstacles }) => source === undefined && obstacles.every(({ kind }) => kind !== "scope"),
  );
  if (without.length === 0) {
    return [noted("dashboard", `${listing.reason}; reports can stand in, see scopes`, hintOf(listing))];
  }
  const names = without.map(({ name }) => name).join(", ");
  return [bad("dashboard", `${listing.reason}; nothing stands in for ${names}`, hintOf(listing))];
}

function hintOf({ why, hint }: Extract<Finding, { kind: "refused" }>): string {
  return why === "plan" ? support : hint;
}
