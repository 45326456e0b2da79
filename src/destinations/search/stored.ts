/** What the cluster holds: where documents lie, which belong to a set, how many there are. */

import type { Document, JsonObject } from "../../document.ts";
import type { Requests } from "./requests.ts";
import { listIn, objectIn } from "./transport.ts";

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
  if (indices.length === 0) return;
  await requests.ask("refresh the indices", {
    method: "POST",
    path: `/${indices.map(encodeURIComponent).join(",")}/_refresh`,
    query: { ignore_unavailable: true, allow_no_indices: true },
  });
}

/**
 * Where the documents with these ids lie, in every month that has one. In `near`, the indices that are being written,
 * they are got one by one, which sees all writes; a search there would make the cluster refresh again and again.
 */
export function placesOf(
  requests: Requests,
  alias: string,
  ids: readonly string[],
  near: readonly string[] = [],
): Promise<Place[]> {
  return inPieces(ids, async (values) => {
    const others = [alias, ...near.map((index) => `-${index}`)].join(",");
    const [hits, got] = await Promise.all([
      searchAll(requests, others, { ids: { values } }, false),
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

/** The documents with these ids; of one that lies in two months while it moves, the newer. */
export async function readDocuments(
  requests: Requests,
  alias: string,
  ids: readonly string[],
): Promise<Document[]> {
  const newest = new Map<string, { version: number; document: Document }>();
  await inPieces(ids, async (values) => {
    for (const hit of await searchAll(requests, alias, { ids: { values } }, true)) {
      const { _id, _version, _source } = hit;
      const version = Number(_version ?? 0);
      if ((newest.get(String(_id))?.version ?? -1) > version) continue;
      newest.set(String(_id), { version, document: { _id: String(_id), ...objectIn(_source) } });
    }
    return [];
  });
  return [...newest.values()].map(({ document }) => document);
}

/**
 * How many documents lie in a span of their time.
 * @param field the field of the time. @param account whose documents; undefined for all.
 */
export async function countDocuments(
  requests: Requests,
  alias: string,
  field: string,
  account: string | undefined,
  span: { start: number; end: number },
): Promise<number> {
  const { body } = await requests.ask("count documents", {
    method: "POST",
    path: `/${encodeURIComponent(alias)}/_count`,
    query: { ignore_unavailable: true },
    body: {
      query: {
        bool: {
          filter: [
            ...(account === undefined ? [] : [{ term: { account_id: account } }]),
            { range: { [field]: { gte: iso(span.start), lt: iso(span.end) } } },
          ],
        },
      },
    },
  });
  return Number(objectIn(body).count ?? 0);
}

/** How many documents there are under an alias. */
export async function countAll(requests: Requests, alias: string): Promise<number> {
  const { body } = await requests.ask("count documents", {
    method: "GET",
    path: `/${encodeURIComponent(alias)}/_count`,
    query: { ignore_unavailable: true },
  });
  return Number(objectIn(body).count ?? 0);
}

async function searchAll(
  requests: Requests,
  alias: string,
  query: JsonObject,
  source: boolean | string[],
): Promise<JsonObject[]> {
  const hits: JsonObject[] = [];
  for await (const page of searchPages(requests, alias, query, source)) hits.push(...page);
  return hits;
}

/** Every hit, however many, as of the first page. @param source whether the documents come with their places. */
export async function* searchPages(
  requests: Requests,
  alias: string,
  query: JsonObject,
  source: boolean | string[],
  size = pageSize,
): AsyncGenerator<JsonObject[]> {
  const operation = "search documents";
  let answer = await requests.ask(operation, {
    method: "POST",
    path: `/${encodeURIComponent(alias)}/_search`,
    // A part of the hits would look like documents that are not there.
    query: { ignore_unavailable: true, allow_partial_search_results: false, scroll: "5m" },
    body: { query, _source: source, version: source === true, size, sort: ["_doc"] },
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

async function inPieces<T>(values: readonly string[], look: (piece: string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = [];
  for (let at = 0; at < values.length; at += mostValues) {
    found.push(...(await look(values.slice(at, at + mostValues))));
  }
  return found;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
