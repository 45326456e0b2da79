/** What keeps an account from one of Zoom's calls, as far as plan, scopes and answers tell. Pure. */

import { isDashboard, type Plan, type Scopes } from "../endpoint.ts";
import type { Source } from "../streams/stream.ts";
import type { HarvestNeed } from "./calls.ts";
import type { Finding } from "./finding.ts";

export interface AccountFacts {
  plan: Plan | "unknown";
  dashboard: "allowed" | "refused" | "unknown";
  /** The plan was not found out but given: without dashboards it may not be a Business one all the same. */
  isPlanGiven?: true;
  /** Those of the token; empty when it does not say. */
  scopes: readonly string[];
  /** What was asked, by the endpoint's path. */
  findings: ReadonlyMap<string, Finding>;
  /** The only source of sessions that the user wants. @default all */
  sessionSource?: string;
}

export interface Obstacle {
  source: Source;
  kind: "plan" | "scope" | "role" | "other";
  reason: string;
  hint: string;
}

/** The best source that nothing stands in the way of, and what stands in the way of those before it. */
export interface Best {
  source: Source | undefined;
  obstacles: Obstacle[];
}

export function bestOf({ name, sources }: HarvestNeed, facts: AccountFacts): Best {
  const { sessionSource } = facts;
  const isWanted = ({ source }: Source) =>
    name !== "sessions" || sessionSource === undefined || source === sessionSource;
  const obstacles: Obstacle[] = [];
  for (const source of sources.filter(isWanted)) {
    const obstacle = obstacleOf(source, facts);
    if (obstacle === undefined) return { source, obstacles };
    obstacles.push(obstacle);
  }
  return { source: undefined, obstacles };
}

/**
 * What stands in the way of the list that a report needs beside it: it leaves out meetings that one person attended, and
 * these are listed user by user.
 */
export function restObstacle(
  { sources }: HarvestNeed,
  { source, zoom }: Source,
  facts: AccountFacts,
): Obstacle | undefined {
  const eachUser = sources.find((one) => one.eachUser === true);
  const isReport = source !== sources[0]?.source && zoom.path !== eachUser?.zoom.path;
  return isReport && eachUser !== undefined ? obstacleOf(eachUser, facts) : undefined;
}

/** What a call has shown outweighs the token's own list; a scope helps nobody whose plan lacks the call. */
export function obstacleOf(source: Source, facts: AccountFacts): Obstacle | undefined {
  const { path, plan, scopes } = source.zoom;
  const finding = facts.findings.get(path);
  if (finding?.kind === "allowed") return undefined;
  if (plan === "business" && isDashboard(source.zoom) && facts.dashboard === "refused") {
    const isOwn = facts.isPlanGiven !== true && facts.plan !== "free";
    const reason = isOwn ? "Zoom refuses the dashboards" : `a ${sayPlan(facts)} account has no dashboards`;
    return { source, kind: "plan", reason, hint: "see plan and dashboard above" };
  }
  if (plan === "business" && (facts.plan === "free" || (facts.isPlanGiven && facts.plan === "pro"))) {
    return { source, kind: "plan", reason: "it needs a Business plan", hint: "a Business plan" };
  }
  if (plan !== "free" && facts.plan === "free") {
    return { source, kind: "plan", reason: "it needs a Pro plan", hint: "a paid plan" };
  }
  const isRefused = finding?.kind === "refused" && finding.why === "scope";
  if (isRefused || !isGranted(facts.scopes, scopes)) {
    const [first = scopes.classic[0]] = scopes.granular;
    return {
      source,
      kind: "scope",
      reason: `the app lacks the scope ${sayScopes(scopes)}`,
      hint: `adding ${first} to the app`,
    };
  }
  if (finding?.kind !== "refused") return undefined;
  const { why: kind, reason, hint } = finding;
  return { source, kind, reason, hint };
}

function sayPlan({ plan }: AccountFacts): string {
  return plan === "free" ? plan : "Pro";
}

/** Whether a token's scopes allow a call; true when the token does not say. */
export function isGranted(scopes: readonly string[], { classic, granular }: Scopes): boolean {
  return scopes.length === 0 || [...classic, ...granular].some((scope) => scopes.includes(scope));
}

export function sayScopes({ granular, classic }: Scopes): string {
  const either = `(classic: ${classic.join(" or ")})`;
  return granular.length === 0 ? either : `${granular.join(" or ")} ${either}`;
}
