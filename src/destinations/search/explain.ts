/** What a search engine refuses, in words that say what to do about it. */

import { DestinationError } from "../../errors.ts";
import { sayStatus } from "./client.ts";
import { type EngineError, errorIn, type SearchAnswer } from "./transport.ts";

/** An answer that only later can be better: too busy, restarting, full. */
export function isTemporary(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

/** Why an answer of that kind was given, for the line that says what is waited for. */
export function sayTemporary(status: number, error: EngineError): string {
  if (isDiskFull(error)) return `its disk is full (${clip(error.reason)})`;
  if (status === 429) return `it is too busy (${clip(error.reason || error.type || "429")})`;
  return `it is not ready (${clip(error.reason || sayStatus(status))})`;
}

/** The block that a cluster sets when a node runs out of disk; it goes when there is room again. */
export function isDiskFull({ type, reason }: EngineError): boolean {
  return type === "cluster_block_exception" && /flood-stage|read-only-allow-delete/.test(reason);
}

/** A block that an operator has set; it does not go by itself. */
export function isReadOnly({ type, reason }: EngineError): boolean {
  return type === "cluster_block_exception" && !isDiskFull({ type, reason }) && /FORBIDDEN/.test(reason);
}

/** The error for an answer that no retry makes better. */
export function refused(operation: string, hosts: string, answer: SearchAnswer): DestinationError {
  return refusedFor(operation, hosts, answer.status, errorIn(answer.body));
}

/** The same for one item of a bulk answer. */
export function refusedFor(
  operation: string,
  hosts: string,
  status: number,
  error: EngineError,
): DestinationError {
  const { reason, hint } = explain(status, error);
  return new DestinationError({ operation, subject: hosts, reason, hint });
}

function explain(status: number, error: EngineError): { reason: string; hint: string } {
  const words = clip(error.reason || error.type || sayStatus(status));
  if (isReadOnly(error)) {
    const index = /index \[([^\]]+)\]/.exec(error.reason)?.[1] ?? "<index>";
    return {
      reason: `the index ${index} is read-only (${words})`,
      hint: `curl -XPUT -H 'Content-Type: application/json' <host>/${index}/_settings -d '{"index.blocks.write":null,"index.blocks.read_only":null}'`,
    };
  }
  if (status === 401) {
    return {
      reason: `the credentials are refused (${words})`,
      hint: "ES_API_KEY, ES_USERNAME and ES_PASSWORD, or ES_BEARER_TOKEN, as the cluster knows them",
    };
  }
  if (status === 403) {
    return {
      reason: `a privilege is missing: ${words}`,
      hint: "the role in docs/search-engines.md, given to this user or key",
    };
  }
  return { reason: words, hint: "the cluster's own log, which says more" };
}

/** Reasons can hold whole documents; a person's data has no place in a log. */
function clip(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").replace(/[.;]+$/, "");
  return line.length <= 400 ? line : `${line.slice(0, 400)}…`;
}
