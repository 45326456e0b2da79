/** The account's plan and its dashboards, from what Zoom allowed and refused. Pure. */

import { meetings } from "../streams/meeting.ts";
import { pastMeeting } from "../streams/series.ts";
import { hostReport } from "./calls.ts";
import { bad, type Check, good } from "./check.ts";
import type { Finding } from "./finding.ts";
import type { ZoomEvidence } from "./probe-zoom.ts";

export interface PlanJudged {
  /** Those of `plan` and `dashboard` that could be told. */
  checks: Check[];
  plan: "business" | "pro" | "free" | "unknown";
  dashboard: "allowed" | "refused" | "unknown";
}

const upgrade = "a Business, Education or Enterprise plan with the Dashboard feature";

/** Said wherever somebody could hope for it. */
export const noReports = "Zoom's reports, which Pro has, are not read by this version yet";

/**
 * Zoom refuses a Pro account's dashboards with the words for a Business account without the Dashboard feature; so
 * these two cannot be told apart, and the dashboard is what is missing.
 */
export function judgePlan({ findings }: Pick<ZoomEvidence, "findings">): PlanJudged {
  const listing = findings.get(meetings.zoom.path);
  if (listing?.kind === "allowed") {
    return {
      checks: [
        good("plan", "Business or higher: the dashboards are allowed"),
        good("dashboard", "the meetings of yesterday can be listed"),
      ],
      plan: "business",
      dashboard: "allowed",
    };
  }
  const report = findings.get(hostReport.path);
  const past = findings.get(pastMeeting.path);
  const isFree = [report, past].some((finding) => finding?.kind === "refused" && finding.why === "plan");
  const isRefused = listing?.kind === "refused" && listing.why !== "scope";
  const dashboard = isRefused ? "refused" : "unknown";
  if (isFree) {
    const hint = `${upgrade}; ${noReports}`;
    return {
      checks: [bad("plan", "free: Zoom refuses reports and dashboards", hint)],
      plan: "free",
      dashboard: "refused",
    };
  }
  const basis =
    report?.kind === "allowed" ? "reports" : past?.kind === "allowed" ? "past meetings" : undefined;
  const checks: Check[] = [];
  if (basis !== undefined) checks.push(good("plan", `Pro or higher: ${basis} are allowed`));
  if (isRefused) checks.push(judgeDashboard(listing));
  return { checks, plan: basis === undefined ? "unknown" : "pro", dashboard };
}

function judgeDashboard({ why, reason, hint }: Extract<Finding, { kind: "refused" }>): Check {
  if (why !== "plan") return bad("dashboard", reason, hint);
  return bad(
    "dashboard",
    reason,
    `${upgrade}; who has such a plan asks Zoom's support to enable the feature. ${noReports}`,
  );
}
