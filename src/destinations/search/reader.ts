/** Reads documents out of a search engine: shared by the destination, which makes its writes visible first, and the source. */

import type { Collection, Document, JsonObject } from "../../document.ts";
import type { Span } from "../../time.ts";
import type { DayCount, Page, PageOf, Reader, Where } from "../reader.ts";
import type { Group, RollUp } from "../roll-up.ts";
import { scanPage } from "../source.ts";
import { conditionOf, ofAccount, within } from "./condition.ts";
import type { IndexNames } from "./index-names.ts";
import { findPage } from "./page.ts";
import type { Requests } from "./requests.ts";
import { rollUp } from "./roll-up.ts";
import { inPieces, searchAll, searchPages } from "./stored.ts";
import { listIn, objectIn } from "./transport.ts";

export interface Readable {
  collection: Collection;
  names: IndexNames;
}

export interface ReaderOptions {
  /** @throws Error for a collection that is not known: a bug of the caller. */
  find(collection: string): Readable;
  /** Makes what was written visible to searches. */
  show(names: IndexNames): Promise<void>;
  /** Whose documents are found and counted; everybody's without it. */
  account?: string | undefined;
}

/** Buckets of one answer; where there are more, the next ones are asked for. */
const bucketPage = 1_000;

export class SearchReader implements Reader {
  readonly #requests: Requests;
  readonly #options: ReaderOptions;

  constructor(requests: Requests, options: ReaderOptions) {
    this.#requests = requests;
    this.#options = options;
  }

  async read(name: string, ids: readonly string[], fields?: readonly string[]): Promise<Document[]> {
    const { names } = this.#options.find(name);
    if (ids.length === 0) return [];
    await this.#options.show(names);
    return this.#documents(names, ids, (values) => ({ ids: { values } }), fields);
  }

  async *scan(name: string, where?: Where): AsyncGenerator<Document[]> {
    const { collection, names } = this.#options.find(name);
    if (where?.span !== undefined && collection.time === undefined) return;
    await this.#options.show(names);
    const query = where === undefined ? { match_all: {} } : this.#wanted(collection, where);
    const options = { size: scanPage };
    for await (const hits of searchPages(this.#requests, names.alias, query, true, options)) {
      yield hits.map(toDocument);
    }
  }

  async find(name: string, where: Where, order: "newest" | "oldest" = "newest"): Promise<string[]> {
    const { collection, names } = this.#options.find(name);
    const { time } = collection;
    if (where.span !== undefined && time === undefined) return [];
    await this.#options.show(names);
    const query = this.#wanted(collection, where);
    const sort =
      time === undefined
        ? {}
        : {
            sort: [
              {
                [time]: {
                  order: order === "newest" ? "desc" : "asc",
                  missing: "_last",
                  unmapped_type: "date",
                },
              },
            ],
          };
    const ids = new Set<string>();
    for await (const hits of searchPages(this.#requests, names.alias, query, false, sort)) {
      for (const { _id } of hits) ids.add(String(_id));
    }
    return [...ids];
  }

  async page(name: string, asked: PageOf): Promise<Page> {
    const { collection, names } = this.#options.find(name);
    const { where } = asked;
    if (where.span !== undefined && collection.time === undefined) return { total: 0, documents: [] };
    await this.#options.show(names);
    const query = this.#wanted(collection, where);
    const { total, ids } = await findPage(this.#requests, names.alias, collection, query, asked);
    const read = await this.#documents(names, ids, (values) => ({ ids: { values } }), asked.fields);
    const documents = new Map(read.map((document) => [document._id, document]));
    return { total, documents: [...new Set(ids)].flatMap((id) => documents.get(id) ?? []) };
  }

  async members(name: string, owners: readonly string[], fields?: readonly string[]): Promise<Document[]> {
    const { collection, names } = this.#options.find(name);
    const by = ownerField(collection);
    await this.#options.show(names);
    return this.#documents(names, owners, (values) => ({ terms: { [by]: values } }), fields);
  }

  async countMembers(name: string, owners: readonly string[]): Promise<Map<string, number>> {
    const { collection, names } = this.#options.find(name);
    const by = ownerField(collection);
    await this.#options.show(names);
    const counts = new Map(owners.map((owner) => [owner, 0]));
    await inPieces([...counts.keys()], async (values) => {
      const aggs = { owners: { terms: { field: by, size: values.length } } };
      const found = await this.#aggregate(names, { terms: { [by]: values } }, aggs);
      for (const { key, doc_count } of listIn(found.owners, "buckets")) {
        counts.set(String(key), Number(doc_count));
      }
      return [];
    });
    return counts;
  }

  async count(name: string, span: Span): Promise<number | undefined> {
    const { collection, names } = this.#options.find(name);
    const { time } = collection;
    if (time === undefined) return undefined;
    await this.#options.show(names);
    const filter = [...ofAccount(collection, this.#options.account), within(time, span)];
    return countWhere(this.#requests, names.alias, { bool: { filter } });
  }

  async countByDay(name: string, timeZone: string, by?: string): Promise<DayCount[]> {
    const { collection, names } = this.#options.find(name);
    const { time } = collection;
    if (time === undefined) return [];
    await this.#options.show(names);
    const day = { field: time, calendar_interval: "day", time_zone: timeZone, format: "yyyy-MM-dd" };
    const sources: JsonObject[] = [{ date: { date_histogram: { ...day, missing_bucket: true } } }];
    if (by !== undefined) sources.push({ value: { terms: { field: by, missing_bucket: true } } });
    const query = { bool: { filter: ofAccount(collection, this.#options.account) } };
    const counts: DayCount[] = [];
    let after: JsonObject = {};
    for (;;) {
      const aggs = { days: { composite: { size: bucketPage, sources, ...after } } };
      const { days } = await this.#aggregate(names, query, aggs);
      const buckets = listIn(days, "buckets");
      counts.push(...buckets.map(toDayCount));
      const { after_key } = objectIn(days);
      if (buckets.length < bucketPage || after_key === undefined) return counts;
      after = { after: after_key };
    }
  }

  async rollUp(name: string, asked: RollUp): Promise<Group[]> {
    const { collection, names } = this.#options.find(name);
    const { where = {}, by } = asked;
    const needsTime = where.span !== undefined || (by !== undefined && "unit" in by);
    if (needsTime && collection.time === undefined) return [];
    await this.#options.show(names);
    const query = this.#wanted(collection, where);
    const aggregate = (aggs: JsonObject, filter: JsonObject = { match_all: {} }) =>
      this.#aggregate(names, { bool: { filter: [query, filter] } }, aggs);
    return rollUp(aggregate, collection, asked);
  }

  /** How many documents there are, whosever they are. */
  async total(name: string): Promise<number> {
    const { names } = this.#options.find(name);
    await this.#options.show(names);
    return countWhere(this.#requests, names.alias, { match_all: {} });
  }

  #wanted(collection: Collection, where: Where): JsonObject {
    return conditionOf(collection, where, this.#options.account);
  }

  /** Of a document that lies in two months while it moves, the newer. */
  async #documents(
    { alias }: IndexNames,
    values: readonly string[],
    toQuery: (values: string[]) => JsonObject,
    fields?: readonly string[],
  ): Promise<Document[]> {
    // To the servers no field means all; `_id` is none that a document holds.
    const source = fields === undefined ? true : ["_id", ...fields];
    const newest = new Map<string, { version: number; document: Document }>();
    await inPieces(values, async (piece) => {
      for (const hit of await searchAll(this.#requests, alias, toQuery(piece), source)) {
        const document = toDocument(hit);
        const version = Number(hit._version ?? 0);
        if ((newest.get(document._id)?.version ?? -1) <= version)
          newest.set(document._id, { version, document });
      }
      return [];
    });
    return [...newest.values()].map(({ document }) => document);
  }

  async #aggregate({ alias }: IndexNames, query: JsonObject, aggs: JsonObject): Promise<JsonObject> {
    const { body } = await this.#requests.ask("count documents", {
      method: "POST",
      path: `/${encodeURIComponent(alias)}/_search`,
      query: { ignore_unavailable: true, allow_partial_search_results: false },
      body: { size: 0, track_total_hits: false, query, aggs },
    });
    return objectIn(objectIn(body).aggregations);
  }
}

async function countWhere(requests: Requests, alias: string, query: JsonObject): Promise<number> {
  const { body } = await requests.ask("count documents", {
    method: "POST",
    path: `/${encodeURIComponent(alias)}/_count`,
    query: { ignore_unavailable: true },
    body: { query },
  });
  return Number(objectIn(body).count ?? 0);
}

function ownerField({ name, set }: Collection): string {
  if (set !== undefined) return set.by;
  throw new Error(`Expected a collection of sets, got \`${name}\`.`);
}

function toDocument({ _id, _source }: JsonObject): Document {
  return { _id: String(_id), ...objectIn(_source) };
}

function toDayCount({ key, doc_count }: JsonObject): DayCount {
  const { date, value } = objectIn(key);
  return {
    ...(typeof date === "string" ? { date } : {}),
    ...(value === null || value === undefined ? {} : { value: String(value) }),
    count: Number(doc_count),
  };
}
