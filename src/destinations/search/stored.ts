/** Searching for whatever is stored, and where documents lie. */

import type { JsonObject } from "../../document.ts";
import type { IndexNames } from "./index-names.ts";
import type { Requests } from "./requests.ts";
import { listIn, objectIn, type SearchRequest } from "./transport.ts";

/** Where a document lies. */
export interface Place {
  index: string;
  id: string;
}

/** Hits of one answer; a list that is longer is read on. */
const pageSize = 5_000;
/** Values of one query; the servers take up to 65,536. */
const mostValues = 2_000;

/** Makes everything that was confirmed visible to searches. */
export async function refresh(requests: Requests, indices: readonly string[]): Promise<void> {
  if (indices.length > 0) await requests.ask(refreshing, refreshOf(indices));
}

/** The same for a user who perhaps may not. @returns false when he may not. */
export async function tryRefresh(requests: Requests, indices: readonly string[]): Promise<boolean> {
  return (await requests.ask(refreshing, refreshOf(indices), [403])).status !== 403;
}

const refreshing = "refresh the indices";

function refreshOf(indices: readonly string[]): SearchRequest {
  return {
    method: "POST",
    path: `/${indices.map(encodeURIComponent).join(",")}/_refresh`,
    query: { ignore_unavailable: true, allow_no_indices: true },
  };
}

/**
 * Where the documents with these ids lie, in every month that has one. In `near`, the indices that are being written,
 * they are got one by one, which sees all writes; a search there would make the cluster refresh again and again.
 */
export function placesOf(
  requests: Requests,
  { alias, monthly }: Pick<IndexNames, "alias" | "monthly">,
  ids: readonly string[],
  near: readonly string[] = [],
): Promise<Place[]> {
  return inPieces(ids, async (values) => {
    const others = [alias, ...near.map((index) => `-${index}`)].join(",");
    const hasOthers = monthly || !near.includes(alias);
    const [hits, got] = await Promise.all([
      hasOthers ? searchAll(requests, others, { ids: { values } }, false) : [],
      getAll(requests, near, values),
    ]);
    return [...hits, ...got].map(({ _index, _id }) => ({ index: String(_index), id: String(_id) }));
  });
}

async function getAll(
  requests: Requests,
  indices: readonly string[],
  ids: readonly string[],
): Promise<JsonObject[]> {
  if (indices.length === 0 || ids.length === 0) return [];
  const docs = indices.flatMap((_index) => ids.map((_id) => ({ _index, _id })));
  const { body } = await requests.ask("get documents", {
    method: "POST",
    path: "/_mget",
    query: { _source: false, filter_path: "docs._index,docs._id,docs.found" },
    body: { docs },
  });
  return listIn(body, "docs").filter(({ found }) => found === true);
}

/** Where the documents lie whose field `by` has one of the values, with that value. */
export function placesBy(
  requests: Requests,
  alias: string,
  by: string,
  owners: readonly string[],
): Promise<(Place & { owner: string })[]> {
  return inPieces(owners, async (values) => {
    const hits = await searchAll(requests, alias, { terms: { [by]: values } }, [by]);
    return hits.map(({ _index, _id, _source }) => ({
      index: String(_index),
      id: String(_id),
      owner: String(objectIn(_source)[by]),
    }));
  });
}

/** Every hit, all at once. */
export async function searchAll(
  requests: Requests,
  alias: string,
  query: JsonObject,
  source: boolean | string[],
): Promise<JsonObject[]> {
  const hits: JsonObject[] = [];
  for await (const page of searchPages(requests, alias, query, source)) hits.push(...page);
  return hits;
}

export interface PageOptions {
  /** Hits of a page. */
  size?: number;
  /** @default in the order that is quickest */
  sort?: JsonObject[];
}

/** Every hit, however many, as of the first page. @param source whether the documents come with their places. */
export async function* searchPages(
  requests: Requests,
  alias: string,
  query: JsonObject,
  source: boolean | string[],
  { size = pageSize, sort }: PageOptions = {},
): AsyncGenerator<JsonObject[]> {
  const operation = "search documents";
  let answer = await requests.ask(operation, {
    method: "POST",
    path: `/${encodeURIComponent(alias)}/_search`,
    // A part of the hits would look like documents that are not there.
    query: { ignore_unavailable: true, allow_partial_search_results: false, scroll: "5m" },
    body: { query, _source: source, version: source !== false, size, sort: sort ?? ["_doc"] },
  });
  for (;;) {
    const page = listIn(objectIn(answer.body).hits, "hits");
    if (page.length > 0) yield page;
    const scroll = objectIn(answer.body)._scroll_id;
    if (typeof scroll !== "string") return;
    if (page.length < size) {
      const body = { scroll_id: scroll };
      await requests.ask(operation, { method: "DELETE", path: "/_search/scroll", body }, [404]);
      return;
    }
    answer = await requests.ask(operation, {
      method: "POST",
      path: "/_search/scroll",
      body: { scroll: "5m", scroll_id: scroll },
    });
  }
}

/** Looks for many values in as many queries as it takes. */
export async function inPieces<T>(
  values: readonly string[],
  look: (piece: string[]) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let at = 0; at < values.length; at += mostValues) {
    found.push(...(await look(values.slice(at, at + mostValues))));
  }
  return found;
}
