/** Which streams a harvest can read, from which of their sources, and why not. Pure. */

import type { Scopes } from "../endpoint.ts";
import { type HarvestNeed, harvestNeeds } from "./calls.ts";
import type { CheckName } from "./check.ts";
import { type AccountFacts, bestOf, type Obstacle, restObstacle } from "./obstacle.ts";

export interface StreamLine {
  name: string;
  ready: boolean;
  /** Which of Zoom's sources is read; "" when none can be. */
  source: string;
  /** Why it is not ready, or what is not known or left out although it is; "" when there is nothing to say. */
  why: string;
  /** Of the source; of each vocabulary one scope is enough, an app has scopes of either. */
  scopes: Scopes;
}

/** A line and what to do about it, which people are shown and scripts know from the checks. */
export interface StreamJudged extends StreamLine {
  hint: string;
}

/** @param facts what is known of the account, or the check that kept Zoom from being asked. */
export function judgeStreams(facts: AccountFacts | CheckName): StreamJudged[] {
  return harvestNeeds.map((need) => (typeof facts === "string" ? unasked(need, facts) : judge(need, facts)));
}

function unasked({ name, sources }: HarvestNeed, check: CheckName): StreamJudged {
  const why = `not known: Zoom could not be asked, see ${check}`;
  return { name, ready: false, source: "", why, scopes: scopesOf(sources[0]), hint: "" };
}

function judge(need: HarvestNeed, facts: AccountFacts): StreamJudged {
  const { name } = need;
  const { source, obstacles } = bestOf(need, facts);
  if (source !== undefined) {
    const why = remarks(need, source, facts).join("; ");
    return { name, ready: true, source: source.source, why, scopes: source.zoom.scopes, hint: "" };
  }
  // What a scope would open is what there is to do.
  const nearest = obstacles.find(({ kind }) => kind === "scope") ?? obstacles[0];
  return {
    name,
    ready: false,
    source: "",
    why: `${sayObstacles(obstacles)}; without it ${need.without}`,
    scopes: scopesOf(nearest?.source ?? need.sources[0]),
    hint: nearest?.hint ?? "",
  };
}

function scopesOf(source: HarvestNeed["sources"][number] | undefined): Scopes {
  return source?.zoom.scopes ?? { classic: [], granular: [] };
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

/** What is not known although the stream is ready, and what its source leaves out. */
function remarks(need: HarvestNeed, source: HarvestNeed["sources"][number], facts: AccountFacts): string[] {
  const said: string[] = [];
  const { zoom } = source;
  if (zoom.needs !== undefined) said.push(`needs ${zoom.needs}, which cannot be known without asking`);
  const isUnsaid = facts.scopes.length === 0 && !facts.findings.has(zoom.path);
  if (isUnsaid) said.push("the token does not say whether the app has the scope");
  const obstacle = restObstacle(need, source, facts);
  if (obstacle !== undefined) {
    said.push(`those that one person attended alone are left out: ${obstacle.reason}`);
  }
  return said;
}
