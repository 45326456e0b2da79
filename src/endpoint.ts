/** What an endpoint of Zoom's API is, as data: streams declare them, the client calls them. */

/** Zoom's rate-limit labels. */
export const tiers = ["light", "medium", "heavy", "resource_intensive"] as const;
export type Tier = (typeof tiers)[number];

/** Whether calls of a tier are counted together over a day; the others have no daily limit on a paid account. */
export function isRationed(tier: Tier): boolean {
  return tier === "heavy" || tier === "resource_intensive";
}

/** Kinds of account as far as the rate limits tell them apart. */
export const plans = ["free", "pro", "business"] as const;
export type Plan = (typeof plans)[number];

/** Whether a call is one of Zoom's dashboards, which an account has all of or none. */
export function isDashboard({ path }: Pick<Endpoint, "path">): boolean {
  return path.startsWith("/metrics/");
}

/** The scopes of which an endpoint accepts either, as Zoom's API reference lists them. */
export interface Scopes {
  classic: readonly string[];
  granular: readonly string[];
}

/** What a list of a stretch of time allows. */
export interface Window {
  /** The longest stretch of one call, in days. */
  days: number;
  /** How many months back Zoom lists. */
  months?: number;
  /** The time zone in which Zoom reads the days; absent where it does not say. */
  zone?: "UTC";
  /**
   * How Zoom is told the stretch: `days` and `instants` as `from` and `to`, a calendar month as `year` and `month`.
   * @default "days"
   */
  asks?: "days" | "instants" | "months";
}

/** An endpoint; all we use answer `GET`. */
export interface Endpoint {
  /** In the user's words, for messages: "list meetings". */
  operation: string;
  /** The path below `/v2` with its parameters in braces. */
  path: string;
  tier: Tier;
  scopes: Scopes;
  /** The smallest plan that may call it, as Zoom's API reference has it. */
  plan: Plan;
  /** What else the account must have: "the Webinar add-on". */
  needs?: string;
  /** The key of the answer's list; absent for single objects. An answer without it is an error. */
  list?: string;
  /** Keys beside the list that each of its rows is to have, too. */
  around?: readonly string[];
  /** True where Zoom's `total_records` counts something else than the list's rows. */
  countsOthers?: true;
  /** The largest page that Zoom's API reference allows; absent where there is no paging. */
  pageSize?: number;
  /** `number`: the next page is asked for by its number; Zoom gives no token. @default "token" */
  paging?: "number" | "token";
  /** True where Zoom may leave the list out when there is nothing in it. */
  mayLackList?: true;
  /** For lists of a stretch of time, asked with `from` and `to`. */
  window?: Window;
  /** Parameters that every call carries. */
  query?: Readonly<Record<string, string>>;
}
