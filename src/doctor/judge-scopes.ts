/** The token's scopes against the calls that a harvest of the core needs, in both vocabularies. Pure. */

import type { Scopes } from "../endpoint.ts";
import type { Source } from "../streams/stream.ts";
import { type HarvestNeed, harvestNeeds } from "./calls.ts";
import { bad, type Check, good } from "./check.ts";
import { type AccountFacts, bestOf, restObstacle, sayScopes } from "./obstacle.ts";

export interface ScopesJudged {
  check: Check;
  /** What a scope is missing for that no other source makes up for. */
  missing: ReadonlySet<HarvestNeed>;
}

export function judgeScopes(facts: AccountFacts): ScopesJudged {
  const lacking = harvestNeeds
    .filter(({ isCore }) => isCore)
    .flatMap((need) => {
      const { source, obstacles } = bestOf(need, facts);
      if (source === undefined) return [{ need, obstacles }];
      const rest = restObstacle(need, source, facts);
      return rest === undefined
        ? []
        : [{ need: { ...need, name: `${need.name} of one person` }, obstacles: [rest] }];
    });
  const wanted = lacking.flatMap(({ need, obstacles }) => {
    // The richest source that the plan allows is the one to ask for.
    const first = obstacles.find(({ kind }) => kind === "scope");
    return first === undefined ? [] : [{ need, source: first.source }];
  });
  const missing = new Set(wanted.map(({ need }) => need));
  if (wanted.length > 0) {
    const named = wanted.map(({ need, source }) => `${need.name} needs ${sayScopes(source.zoom.scopes)}`);
    const why = facts.dashboard === "refused" ? "Zoom refuses the dashboards: " : "";
    return {
      check: bad("scopes", why + named.join("; "), sayWanted(wanted.map(({ source }) => source))),
      missing,
    };
  }
  for (const { need, obstacles } of lacking) {
    const role = obstacles.find(({ kind }) => kind === "role");
    if (role !== undefined)
      return { check: bad("scopes", `${need.name}: ${role.reason}`, role.hint), missing };
  }
  const how = facts.scopes.length > 0 ? "the token's scopes" : "the app's scopes, as far as tried,";
  return { check: good("scopes", `${how} are enough for a harvest of the core`), missing };
}

/** The lists to paste into the app; of several classic scopes that do, the narrowest is named first and is enough. */
function sayWanted(sources: readonly Source[]): string {
  const first = (vocabulary: keyof Scopes) =>
    [...new Set(sources.flatMap(({ zoom }) => zoom.scopes[vocabulary].slice(0, 1)))].join(", ");
  return (
    `adding to the app (Zoom App Marketplace > Manage > the app > Scopes): ${first("granular")}; ` +
    `in an app with classic scopes: ${first("classic")}`
  );
}
