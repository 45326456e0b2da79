/**
 * One page of documents in the order of a field. The servers put what is alike in any order, and `_id`s in none at all:
 * so those that are alike are read together, their `_id`s alone, and put in order here.
 */

import type { Collection, JsonObject } from "../../document.ts";
import { declaredField, isSortable } from "../declared-field.ts";
import type { PageOf } from "../reader.ts";
import type { Requests } from "./requests.ts";
import { searchPages } from "./stored.ts";
import { listIn, objectIn } from "./transport.ts";

/** What is read behind a page to see whether its last document has its like there. */
const beyond = 100;
/** What the servers give in one answer, `index.max_result_window`. */
const window = 10_000;

export interface FoundPage {
  total: number;
  ids: string[];
}

/** @param query which documents. */
export async function findPage(
  requests: Requests,
  alias: string,
  collection: Collection,
  query: JsonObject,
  { by, order, offset, limit }: Omit<PageOf, "where">,
): Promise<FoundPage> {
  const end = offset + limit;
  const size = Math.min(limit <= 0 ? 0 : end + beyond, window);
  const sort = sortOf(collection, by, order);
  const { body } = await requests.ask("find documents", {
    method: "POST",
    path: `/${encodeURIComponent(alias)}/_search`,
    query: { ignore_unavailable: true, allow_partial_search_results: false },
    body: { query, _source: false, size, sort, track_total_hits: true },
  });
  const found = objectIn(objectIn(body).hits);
  const total = Number(objectIn(found.total).value ?? 0);
  const cut = new PageCut(offset, end);
  if (limit <= 0 || offset >= total) return { total, ids: [] };
  const hits = listIn(found, "hits");
  cut.take(hits);
  if (hits.length < size) cut.finish();
  if (cut.isWhole) return { total, ids: cut.ids };
  const walked = new PageCut(offset, end);
  for await (const page of searchPages(requests, alias, query, false, { sort })) {
    walked.take(page);
    if (walked.isWhole) return { total, ids: walked.ids };
  }
  walked.finish();
  return { total, ids: walked.ids };
}

/** Cuts a page out of documents that come in the order of their values. */
class PageCut {
  readonly #offset: number;
  readonly #end: number;
  /** How many documents lie before those that are alike now. */
  #before = 0;
  #alike: string[] = [];
  #value: string | undefined;
  readonly ids: string[] = [];

  constructor(offset: number, end: number) {
    this.#offset = offset;
    this.#end = end;
  }

  get isWhole(): boolean {
    return this.#before >= this.#end;
  }

  take(hits: readonly JsonObject[]): void {
    for (const { _id, sort } of hits) {
      const value = JSON.stringify(sort);
      if (value !== this.#value) this.finish();
      if (this.isWhole) return;
      this.#value = value;
      this.#alike.push(String(_id));
    }
  }

  /** Nothing more comes that is like the last. */
  finish(): void {
    const from = Math.max(0, this.#offset - this.#before);
    const end = Math.max(0, this.#end - this.#before);
    if (from < this.#alike.length && end > 0) {
      // Bytes of UTF-8 are in the order of code points.
      this.#alike.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      this.ids.push(...this.#alike.slice(from, end));
    }
    this.#before += this.#alike.length;
    this.#alike = [];
  }
}

/** Of a field that cannot be sorted by, the order of one that no document has. */
function sortOf({ fields }: Collection, by: string, order: PageOf["order"]): JsonObject[] {
  const isSorted = isSortable(fields, by);
  const { type = "keyword" } = declaredField(fields, by) ?? {};
  const how = {
    order: order === "ascending" ? "asc" : "desc",
    missing: "_last",
    unmapped_type: isSorted && type !== "text" ? type : "keyword",
  };
  return [{ [isSorted ? by : "_no_such_field"]: how }];
}
