/** The token's scopes against the calls that a harvest needs, in both vocabularies. Pure. */

import type { Scopes } from "../endpoint.ts";
import { coreNeeds, type HarvestNeed } from "./calls.ts";
import { bad, type Check, good } from "./check.ts";
import { type AccountFacts, bestOf, restObstacle, sayScopes } from "./obstacle.ts";

export interface ScopesJudged {
  check: Check;
  /** What a scope is missing for that no other source makes up for. */
  missing: ReadonlySet<HarvestNeed>;
}

/** For more than so many streams the scopes stand in the list to add alone. */
const mostNamed = 8;

/** @param needs what is to be harvested. */
export function judgeScopes(facts: AccountFacts, needs: readonly HarvestNeed[] = coreNeeds): ScopesJudged {
  const lacking = needs.flatMap((need) => {
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
    const named =
      wanted.length > mostNamed
        ? [`the app lacks scopes of ${wanted.map(({ need }) => need.name).join(", ")}`]
        : wanted.map(({ need, source }) => `${need.name} needs ${sayScopes(source.zoom.scopes)}`);
    const why = facts.dashboard === "refused" ? "Zoom refuses the dashboards: " : "";
    return {
      check: bad(
        "scopes",
        why + named.join("; "),
        sayToAdd(scopesToAdd(wanted.map(({ source }) => source.zoom.scopes))),
      ),
      missing,
    };
  }
  for (const { need, obstacles } of lacking) {
    const role = obstacles.find(({ kind }) => kind === "role");
    if (role !== undefined)
      return { check: bad("scopes", `${need.name}: ${role.reason}`, role.hint), missing };
  }
  const how = facts.scopes.length > 0 ? "the token's scopes" : "the app's scopes, as far as tried,";
  const what = needs === coreNeeds ? "a harvest of the core" : "what --streams asks for";
  return { check: good("scopes", `${how} are enough for ${what}`), missing };
}

/** What to tick for these calls, each scope once; of several classic scopes that do the narrowest is named first. */
export function scopesToAdd(wanted: readonly Scopes[]): Scopes {
  const first = (vocabulary: keyof Scopes) => [
    ...new Set(wanted.flatMap((scopes) => scopes[vocabulary].slice(0, 1))),
  ];
  return { granular: first("granular"), classic: first("classic") };
}

/** The lists to paste into the app. */
export function sayToAdd({ granular, classic }: Scopes): string {
  const ofClassic = `in an app with classic scopes: ${classic.join(", ")}`;
  const where = "adding to the app (Zoom App Marketplace > Manage > the app > Scopes)";
  return granular.length === 0 ? `${where} ${ofClassic}` : `${where}: ${granular.join(", ")}; ${ofClassic}`;
}
