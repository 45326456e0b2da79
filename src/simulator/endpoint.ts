/** What one served route declares, and what its handler is given. Paths are those of Zoom's documents. */
import { type Page, type PageRule, readPage } from "./paging.ts";
import type { World } from "./world.ts";

export type Tier = "light" | "medium" | "heavy" | "resource_intensive";
export type Plan = "free" | "pro" | "business";

/** A served GET route. */
export interface Endpoint {
  /** As in the documents: /users/{userId}. */
  readonly path: string;
  readonly tier: Tier;
  /** The smallest plan that may call it. */
  readonly plan: Plan;
  /** What the account must have besides. */
  readonly addon?: "webinar";
  /** Scopes of which one is enough: classic ones first. */
  readonly scopes: readonly string[];
  /** The body of a 200; throws a `Refusal` otherwise. */
  handle(call: Call): Readonly<Record<string, unknown>>;
}

/** One call that passed token, scopes, plan and limits. */
export interface Call {
  readonly world: World;
  /** The decoded path, part by part: an id is decoded once. */
  readonly params: Readonly<Record<string, string>>;
  /** The path with its encoding, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The page asked for. */
  page(rule: PageRule): Page;
}

/** A call as a handler sees it. */
export function createCall(world: World, params: Call["params"], path: string, query: URLSearchParams): Call {
  const request = { seed: world.options.seed, path, query, nowMs: world.now() };
  return { world, params, path, query, page: (rule) => readPage(request, rule) };
}
