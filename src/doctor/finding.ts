/** What one cheap call tells: Zoom allows it, refuses it and why, or nothing was learnt. */

import { HarvesterError, QuotaUsedUp, StreamRefused, SubjectFailed, SubjectUnavailable } from "../errors.ts";
import { Passing } from "../zoom/answer.ts";

export type Finding =
  | { kind: "allowed" }
  /** `scope`: the app lacks one. `plan`: the account's plan or feature. `role`: the permissions of the app's owner. */
  | { kind: "refused"; why: "scope" | "plan" | "role" | "other"; reason: string; hint: string }
  | { kind: "unknown"; reason: string };

const whys: readonly [RegExp, "scope" | "plan" | "role"][] = [
  [/lacks a scope/, "scope"],
  [/dashboards need|plan does not include/, "plan"],
  [/has no permission/, "role"],
];

/**
 * @param error what the Zoom client threw at a call.
 * @throws the error itself when it says that no further call makes sense: the network, the credentials.
 */
export function findingOf(error: unknown): Finding {
  if (error instanceof QuotaUsedUp) return { kind: "unknown", reason: error.explanation.reason };
  if (error instanceof HarvesterError && error.cause instanceof Passing && error.cause.kind === "rate") {
    return { kind: "unknown", reason: "Zoom refused it as one call too many" };
  }
  // It went past scope and plan, and found no such meeting, user or series: none was meant.
  if (error instanceof SubjectUnavailable) return { kind: "allowed" };
  if (error instanceof SubjectFailed && !(error.cause instanceof Passing)) return { kind: "allowed" };
  if (!(error instanceof StreamRefused)) throw error;
  const { reason, hint = "" } = error.explanation;
  const why = whys.find(([pattern]) => pattern.test(reason))?.[1] ?? "other";
  return { kind: "refused", why, reason, hint };
}
