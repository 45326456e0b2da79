/** Which streams a harvest can read, from which of their sources, and why not. Pure. */

import { isDashboard, type Scopes } from "../endpoint.ts";
import type { StreamGroup } from "../streams/stream.ts";
import { type HarvestNeed, harvestNeeds } from "./calls.ts";
import type { CheckName } from "./check.ts";
import { type AccountFacts, bestOf, type Obstacle, restObstacle } from "./obstacle.ts";

export interface StreamLine {
  name: string;
  /** Null for what is no stream: look-ups, and what flags need. */
  group: StreamGroup | null;
  ready: boolean;
  /** Which of Zoom's sources is read; "" when none can be. */
  source: string;
  /** Why it is not ready, or what is not known or left out although it is; "" when there is nothing to say. */
  why: string;
  /** Of the source; of each vocabulary one scope is enough, an app has scopes of either. */
  scopes: Scopes;
}

/** What many streams may have in common, so that people are told it once. */
export interface Cause {
  /** `parent`: what it is asked for cannot be listed. `unasked`: nothing is known. `maybe`: it is ready if … */
  kind: Obstacle["kind"] | "parent" | "unasked" | "maybe";
  reason: string;
}

/** A line, and what to do about it, which people are shown and scripts know from the checks. */
export interface StreamJudged extends StreamLine {
  hint: string;
  cause?: Cause;
}

/**
 * @param facts what is known of the account, or the check that kept Zoom from being asked.
 * @param needs what to judge.
 */
export function judgeStreams(
  facts: AccountFacts | CheckName,
  needs: readonly HarvestNeed[] = harvestNeeds,
): StreamJudged[] {
  return needs.map((need) => (typeof facts === "string" ? unasked(need, facts) : judge(need, facts)));
}

function unasked(need: HarvestNeed, check: CheckName): StreamJudged {
  const reason = `not known: Zoom could not be asked, see ${check}`;
  return unready(need, { cause: { kind: "unasked", reason }, why: reason, hint: "" }, need.sources[0]);
}

function judge(need: HarvestNeed, facts: AccountFacts): StreamJudged {
  const { name, group = null } = need;
  const { source, obstacles } = bestOf(need, facts);
  if (source === undefined) return refused(need, obstacles);
  const lost = lostParent(need, facts);
  if (lost !== undefined) {
    const reason = `the ${lost} that it is asked for cannot be listed`;
    return unready(need, { cause: { kind: "parent", reason }, why: reason, hint: `see ${lost}` }, source);
  }
  const why = remarks(need, source, facts).join("; ");
  const reason = conditionOf(source, facts);
  const { scopes } = source.zoom;
  const line = { name, group, ready: true, source: source.source, why, scopes, hint: "" };
  return reason === undefined ? line : { ...line, cause: { kind: "maybe", reason } };
}

/** What the account must have besides, which no other call tells. */
function conditionOf(source: HarvestNeed["sources"][number], facts: AccountFacts): string | undefined {
  const { plan, needs } = source.zoom;
  // Zoom refuses dashboards to a Business account without the Dashboard feature as it does to a Pro one.
  const isUnsure = plan === "business" && !isDashboard(source.zoom) && facts.plan !== "business";
  const all = [...(isUnsure ? ["a Business plan"] : []), ...(needs === undefined ? [] : [needs])];
  return all.length === 0 ? undefined : all.join(" and ");
}

function refused(need: HarvestNeed, obstacles: readonly Obstacle[]): StreamJudged {
  // What a scope would open is what there is to do; of plans the smallest.
  const ofPro = obstacles.find(({ source }) => source.zoom.plan !== "business");
  const nearest = obstacles.find(({ kind }) => kind === "scope") ?? ofPro ?? obstacles[0];
  const { kind = "other", reason = "no source of it is allowed", hint = "" } = nearest ?? {};
  const rest = need.without === "" ? "" : `; without it ${need.without}`;
  return unready(
    need,
    { cause: { kind, reason }, why: sayObstacles(obstacles) + rest, hint },
    nearest?.source ?? need.sources[0],
  );
}

/** @param source the one to be had next. */
function unready(
  { name, group }: HarvestNeed,
  rest: Required<Pick<StreamJudged, "cause" | "why" | "hint">>,
  source: HarvestNeed["sources"][number] | undefined,
): StreamJudged {
  const scopes = source?.zoom.scopes ?? { classic: [], granular: [] };
  return { name, group: group ?? null, ready: false, source: "", scopes, ...rest };
}

/** The parent, or one further up, that no source of is allowed. */
function lostParent({ parent }: HarvestNeed, facts: AccountFacts): string | undefined {
  const above = harvestNeeds.find(({ name }) => name === parent);
  if (above === undefined) return undefined;
  return bestOf(above, facts).source === undefined ? above.name : lostParent(above, facts);
}

/** Each source with what is missing for it. */
function sayObstacles(obstacles: readonly Obstacle[]): string {
  const several = obstacles.filter(({ source }, index) =>
    obstacles.some((other, at) => at !== index && other.source.source === source.source),
  );
  return obstacles
    .map((obstacle) => {
      const { source, zoom } = obstacle.source;
      const path = several.includes(obstacle) ? ` (${zoom.path})` : "";
      return `${source}${path}: ${obstacle.reason}`;
    })
    .join("; ");
}

/** Of a stream that is ready if the account has something. */
export const sayCondition = (condition: string) => `needs ${condition}, which cannot be known without asking`;

/** What is not known although the stream is ready, and what its source leaves out. */
function remarks(need: HarvestNeed, source: HarvestNeed["sources"][number], facts: AccountFacts): string[] {
  const said: string[] = [];
  const { zoom } = source;
  const condition = conditionOf(source, facts);
  if (condition !== undefined) said.push(sayCondition(condition));
  const isUnsaid = facts.scopes.length === 0 && !facts.findings.has(zoom.path);
  if (isUnsaid) said.push("the token does not say whether the app has the scope");
  const obstacle = restObstacle(need, source, facts);
  if (obstacle !== undefined) {
    said.push(`those that one person attended alone are left out: ${obstacle.reason}`);
  }
  return said;
}
