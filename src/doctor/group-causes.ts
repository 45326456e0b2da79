/** Why streams cannot be read, each cause once with the streams that it keeps away. Pure. */

import type { Scopes } from "../endpoint.ts";
import { scopesToAdd } from "./judge-scopes.ts";
import type { Cause, StreamJudged } from "./judge-streams.ts";

export interface CauseGroup {
  kind: Cause["kind"];
  /** What the streams have in common, a sentence without a full stop; for `maybe` what the account must have. */
  reason: string;
  /** What to do about all of them; "" when nothing, and where scopes are missing. */
  hint: string;
  /** The scopes to add, each once. */
  add?: Scopes;
  names: string[];
}

/** What is to be done comes first, what may still turn out comes last. */
const order: readonly Cause["kind"][] = ["unasked", "scope", "role", "plan", "other", "parent", "maybe"];

/** @param lines of which those without a cause have nothing to say. */
export function groupCauses(
  lines: readonly (Pick<StreamJudged, "name" | "hint"> & { cause?: Cause | undefined; scopes: Scopes })[],
): CauseGroup[] {
  const groups = new Map<string, CauseGroup & { scopes: Scopes[] }>();
  for (const { name, cause, hint, scopes } of lines) {
    if (cause === undefined) continue;
    const { kind } = cause;
    const reason = sayReason(cause, scopes);
    const group = groups.get(`${kind} ${reason}`) ?? { kind, reason, hint, names: [], scopes: [] };
    group.names.push(name);
    group.scopes.push(scopes);
    groups.set(`${kind} ${reason}`, group);
  }
  return [...groups.values()]
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map(({ scopes, ...group }) =>
      group.kind === "scope" ? { ...group, hint: "", add: scopesToAdd(scopes) } : group,
    );
}

/** A scope that is missing is one cause, whichever it is: all are added at once. */
function sayReason({ kind, reason }: Cause, { granular }: Scopes): string {
  if (kind !== "scope") return reason;
  return granular.length === 0
    ? "the app lacks a scope that Zoom lists in its classic form alone"
    : "the app lacks their scopes";
}
