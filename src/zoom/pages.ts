/**
 * Reads a paged list to its end. A page token lives 15 minutes at Zoom, so one older than ten is not used: the
 * listing starts again. Tokens are never stored.
 */

import { isObject, type Json, type JsonObject } from "../document.ts";
import type { Effects } from "../effects.ts";
import { ListingExpired, SubjectFailed } from "../errors.ts";
import { PageSizeRefused } from "./answer.ts";
import { type Call, subjectOf } from "./call.ts";

export interface Page {
  rows: JsonObject[];
  /** Elements of the list that are no objects; Zoom has not been seen to send any. */
  odd: Json[];
  /** Rows of the whole list as Zoom counts them; absent where it does not say. */
  totalRecords: number | undefined;
  /** 0, and one more each time the listing started again: rows of an earlier start come again. */
  start: number;
  last: boolean;
}

const longestTokenAgeMs = 10 * 60_000;
const mostStarts = 4;

/**
 * Pages in Zoom's order, each asked when the one before has been consumed.
 * @param smallerPages what this account refused so far, by path; shared by all listings of a run.
 * @throws SubjectFailed when Zoom keeps breaking the listing off.
 */
export async function* readPages(
  effects: Pick<Effects, "elapsed">,
  get: (call: Call) => Promise<JsonObject>,
  call: Call,
  smallerPages: Map<string, number>,
): AsyncGenerator<Page> {
  for (let start = 0; ; start += 1) {
    try {
      yield* fromTheStart(effects, get, call, smallerPages, start);
      return;
    } catch (error) {
      if (!(error instanceof ListingExpired) || start + 1 >= mostStarts) {
        throw error instanceof ListingExpired
          ? new SubjectFailed({ ...error.explanation, cause: error })
          : error;
      }
    }
  }
}

async function* fromTheStart(
  effects: Pick<Effects, "elapsed">,
  get: (call: Call) => Promise<JsonObject>,
  call: Call,
  smallerPages: Map<string, number>,
  start: number,
): AsyncGenerator<Page> {
  const { path, list = "", operation, paging, mayLackList, around = [], countsOthers } = call.endpoint;
  const seen = new Set<string>();
  let token = "";
  let tokenFrom = 0;
  let number = 1;
  let count = 0;
  for (let last = false; !last; number += 1) {
    if (token !== "" && effects.elapsed() - tokenFrom > longestTokenAgeMs) {
      throw expired(call, `its page token is older than ${longestTokenAgeMs / 60_000} minutes`);
    }
    const next = paging === "number" && number > 1 ? { page_number: String(number) } : undefined;
    const body = await withPageSize(get, call, token, smallerPages, next);
    tokenFrom = effects.elapsed();
    const elements = body[list] ?? (mayLackList === true ? [] : undefined);
    if (!Array.isArray(elements))
      throw new TypeError(`Expected a list "${list}" from ${operation} (${path})`);
    const { total_records: total } = body;
    const totalRecords = countsOthers !== true && typeof total === "number" ? total : undefined;
    count += elements.length;
    if (paging === "number") {
      last = isLastNumber(body, elements.length, count, number);
    } else {
      token = typeof body.next_page_token === "string" ? body.next_page_token : "";
      if (token !== "" && seen.has(token)) throw expired(call, "Zoom gave the same page token twice");
      seen.add(token);
      last = token === "";
    }
    const beside = Object.fromEntries(
      around.flatMap((key) => (key in body ? [[key, body[key] as Json]] : [])),
    );
    const objects = elements.filter(isObject);
    const rows = around.length === 0 ? objects : objects.map((row) => ({ ...beside, ...row }));
    const odd = rows.length === elements.length ? [] : elements.filter((element) => !isObject(element));
    yield { rows, odd, totalRecords, start, last };
  }
}

/** Numbered pages end where Zoom's own counts say so, and with an empty page in any case. */
function isLastNumber(
  { page_count, total_records }: JsonObject,
  rows: number,
  rowsSoFar: number,
  number: number,
): boolean {
  if (rows === 0) return true;
  if (typeof page_count === "number" && page_count > 0) return number >= page_count;
  return typeof total_records === "number" && rowsSoFar >= total_records;
}

/** Asks with the largest page the account accepts; smaller ones are tried when Zoom refuses the size. */
async function withPageSize(
  get: (call: Call) => Promise<JsonObject>,
  call: Call,
  token: string,
  smallerPages: Map<string, number>,
  next?: Readonly<Record<string, string>>,
): Promise<JsonObject> {
  const { path, pageSize } = call.endpoint;
  if (pageSize === undefined) return get({ ...call, query: { ...call.query, ...next } });
  for (;;) {
    const size = smallerPages.get(path) ?? pageSize;
    const query = {
      ...call.query,
      page_size: String(size),
      ...(token === "" ? {} : { next_page_token: token }),
      ...next,
    };
    try {
      return await get({ ...call, query });
    } catch (error) {
      const smaller = [300, 100, 30].find((candidate) => candidate < size);
      if (!(error instanceof PageSizeRefused) || smaller === undefined) throw error;
      smallerPages.set(path, smaller);
      // A token or a number belongs to the page size it was given for.
      if (token !== "" || next !== undefined)
        throw expired(call, "Zoom refused the page size in the middle of it");
    }
  }
}

function expired(call: Call, reason: string): ListingExpired {
  const subject = subjectOf(call);
  return new ListingExpired({
    operation: call.endpoint.operation,
    ...(subject === undefined ? {} : { subject }),
    reason,
    hint: "the same command again",
  });
}
