/** The little that is asked of a search engine's client, so that everything else can be read without knowing one. */

import type { Json, JsonObject } from "../../document.ts";

export interface SearchRequest {
  method: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  /** Without a prefix and without a query: `/_bulk`. */
  path: string;
  query?: Record<string, string | number | boolean>;
  /** JSON, or the lines of a bulk request as they are sent. */
  body?: JsonObject | Buffer | string;
  /** Milliseconds until the attempt counts as failed. */
  timeoutMs?: number;
}

export interface SearchAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** What the body holds; null where it is no JSON. */
  body: Json;
}

export interface SearchTransport {
  /** The hosts as a person knows them, without credentials. */
  readonly hosts: string;
  /**
   * One attempt at one node; every answer is a result, also a refusal.
   * @throws Unreachable when no whole answer came: nobody knows then whether the request was carried out.
   */
  request(request: SearchRequest): Promise<SearchAnswer>;
  close(): Promise<void>;
}

/** No whole answer: refused, reset, cut off, too late. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** The part of an answer's body that is an object; an empty one for anything else. */
export function objectIn(body: Json | undefined): JsonObject {
  return typeof body === "object" && body !== null && !Array.isArray(body) ? body : {};
}

/** The list under a key of an answer's body; an empty one where there is none. */
export function listIn(body: Json | undefined, key: string): JsonObject[] {
  const list = objectIn(body)[key];
  return Array.isArray(list) ? (list as JsonObject[]) : [];
}

/** A search engine's own words for an error. */
export interface EngineError {
  type: string;
  reason: string;
}

/** The error of an answer or of one item of it; the deepest cause says most. */
export function errorIn(body: Json | undefined): EngineError {
  const { error } = objectIn(body);
  if (typeof error === "string") return { type: "", reason: error };
  const found = objectIn(error);
  const type = String(found.type ?? "");
  let reason = String(found.reason ?? "");
  let cause = objectIn(found.caused_by);
  while (typeof cause.reason === "string") {
    if (!reason.includes(cause.reason)) reason += `: ${cause.reason}`;
    cause = objectIn(cause.caused_by);
  }
  return { type, reason };
}
