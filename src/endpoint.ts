/** What an endpoint of Zoom's API is, as data: streams declare them, the client calls them. */

/** Zoom's rate-limit labels. */
export const tiers = ["light", "medium", "heavy", "resource_intensive"] as const;
export type Tier = (typeof tiers)[number];

/** Kinds of account as far as the rate limits tell them apart. */
export const plans = ["free", "pro", "business"] as const;
export type Plan = (typeof plans)[number];

/** The scopes of which an endpoint accepts either, as Zoom's API reference lists them. */
export interface Scopes {
  classic: readonly string[];
  granular: readonly string[];
}

/** An endpoint; all we use answer `GET`. */
export interface Endpoint {
  /** In the user's words, for messages: "list meetings". */
  operation: string;
  /** The path below `/v2` with its parameters in braces. */
  path: string;
  tier: Tier;
  scopes: Scopes;
  /** The key of the answer's list; absent for single objects. An answer without it is an error. */
  list?: string;
  /** The largest page that Zoom's API reference allows; absent where there is no paging. */
  pageSize?: number;
  /** Parameters that every call carries. */
  query?: Readonly<Record<string, string>>;
}
