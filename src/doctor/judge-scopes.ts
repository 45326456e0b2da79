/** The token's scopes against every call of a harvest, in both vocabularies. Pure. */

import type { Scopes } from "../endpoint.ts";
import { type HarvestCall, harvestCalls } from "./calls.ts";
import { bad, type Check, good } from "./check.ts";
import type { ZoomEvidence } from "./probe-zoom.ts";

type Evidence = Pick<ZoomEvidence, "scopes" | "findings">;

export interface ScopesJudged {
  check: Check;
  missing: ReadonlySet<HarvestCall>;
}

/** What a call has shown outweighs the token's own list. */
export function judgeScopes(evidence: Evidence): ScopesJudged {
  const missing = new Set(harvestCalls.filter((call) => isMissing(call, evidence)));
  if (missing.size > 0) {
    const named = [...missing].map(({ name, endpoint }) => `${name} needs ${sayScopes(endpoint.scopes)}`);
    return { check: bad("scopes", named.join("; "), sayWanted([...missing])), missing };
  }
  const role = harvestCalls.flatMap(({ name, needs, endpoint }) => {
    const finding = evidence.findings.get(endpoint.path);
    const isRefused = finding?.kind === "refused" && finding.why === "role" && needs !== "dashboard";
    return isRefused ? [{ name, ...finding }] : [];
  });
  const [first] = role;
  if (first !== undefined) {
    return { check: bad("scopes", `${first.name}: ${first.reason}`, first.hint), missing };
  }
  const how = evidence.scopes.length > 0 ? "the token's scopes allow" : "Zoom allows";
  return { check: good("scopes", `${how} all ${harvestCalls.length} calls of a harvest`), missing };
}

function isMissing({ endpoint }: HarvestCall, { scopes, findings }: Evidence): boolean {
  const finding = findings.get(endpoint.path);
  if (finding?.kind === "allowed") return false;
  if (finding?.kind === "refused" && finding.why === "scope") return true;
  const { classic, granular } = endpoint.scopes;
  return scopes.length > 0 && ![...classic, ...granular].some((scope) => scopes.includes(scope));
}

function sayScopes({ granular, classic }: Scopes): string {
  return `${granular.join(" or ")} (classic: ${classic.join(" or ")})`;
}

/** The lists to paste into the app; of several classic scopes that do, the narrowest is named first and is enough. */
function sayWanted(calls: readonly HarvestCall[]): string {
  const first = (vocabulary: keyof Scopes) =>
    [...new Set(calls.flatMap(({ endpoint }) => endpoint.scopes[vocabulary].slice(0, 1)))].join(", ");
  return (
    `adding to the app (Zoom App Marketplace > Manage > the app > Scopes): ${first("granular")}; ` +
    `in an app with classic scopes: ${first("classic")}`
  );
}
