/**
 * Pages of a list: page sizes, and tokens that hold their position, live 15 minutes and fit one query only
 * (Zoom's page "Pagination"). Tokens are encrypted, not stored.
 */
import { expiredPageToken, invalidParameter } from "./errors.ts";
import { hashText } from "./hash.ts";
import { cipherOf } from "./ids.ts";

const tokenLifeMs = 15 * 60 * 1000;

/** What of a request a page depends on. */
export interface PageRequest {
  readonly seed: number;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly nowMs: number;
}

/** The sizes an endpoint takes; without `max` any size is taken and at most 300 rows are given. */
export interface PageRule {
  readonly max?: number;
  /** @default 30 */
  readonly standard?: number;
  readonly numbered?: boolean;
}

/** A window on the rows of a list. */
export interface Page {
  readonly size: number;
  readonly offset: number;
  /** The paging fields of the body, once the number of rows is known. */
  fields(total: number): {
    next_page_token: string;
    page_count: number;
    page_size: number;
    total_records: number;
  };
  readonly number: number;
}

function queryHash({ seed, path, query }: PageRequest): number {
  const rest = [...query].filter(([name]) => name !== "next_page_token").sort(([a], [b]) => (a < b ? -1 : 1));
  return hashText(seed, `${path}?${JSON.stringify(rest)}`);
}

function wholeNumber(query: URLSearchParams, name: string, fallback: number, max: number): number {
  const text = query.get(name);
  if (text === null || text === "") return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw invalidParameter(name, value > max ? `The value must be at most ${max}.` : "Invalid field.");
}

/** The row at which a token's page starts, or undefined when the token is not one of this query, or too old. */
export function readPageToken(request: PageRequest, token: string): number | undefined {
  const block = Buffer.from(token, "base64url");
  const plain = cipherOf(request.seed).decrypt(block);
  if (plain?.kind !== "page" || block.toString("base64url") !== token) return undefined;
  const issuedMs = plain.third * 1000;
  const age = request.nowMs - issuedMs;
  return plain.first === queryHash(request) && age < tokenLifeMs && age >= -1_000 ? plain.second : undefined;
}

/** The page that a request asks for. Throws Zoom's refusals of a bad size or token. */
export function readPage(request: PageRequest, rule: PageRule): Page {
  const asked = wholeNumber(
    request.query,
    "page_size",
    rule.standard ?? 30,
    rule.max ?? Number.MAX_SAFE_INTEGER,
  );
  const size = Math.min(asked, rule.max ?? 300);
  const token = request.query.get("next_page_token") ?? "";
  const number = rule.numbered ? wholeNumber(request.query, "page_number", 1, 1e6) : 1;
  const offset = token === "" ? (number - 1) * size : readPageToken(request, token);
  if (offset === undefined) throw expiredPageToken();
  return {
    size,
    offset,
    number: Math.floor(offset / size) + 1,
    fields(total) {
      const next = offset + size;
      const issued = Math.floor(request.nowMs / 1000);
      const block = next < total && cipherOf(request.seed).encrypt("page", queryHash(request), next, issued);
      return {
        next_page_token: block ? block.toString("base64url") : "",
        page_count: Math.ceil(total / size),
        page_size: size,
        total_records: total,
      };
    },
  };
}
