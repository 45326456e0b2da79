/**
 * A rollup as aggregations. `composite` pages through all groups, and through all pairs of a group and a value where
 * different values are counted: `terms` and `cardinality` would answer quicker and only approximately.
 */

import type { Collection, Json, JsonObject } from "../../document.ts";
import { dayAt, dayMs, isoSeconds } from "../../time.ts";
import type { Group, GroupBy, RollUp } from "../roll-up.ts";
import { listIn, objectIn } from "./transport.ts";

/** Asks for aggregations over the documents that are meant, and match the filter. @returns `aggregations` of the answer. */
export type Aggregate = (aggs: JsonObject, filter?: JsonObject) => Promise<JsonObject>;

/** Groups of one answer. */
const groupPage = 10_000;
/**
 * Values of one answer. Each page looks at all documents again, so that few large ones are quicker; the servers give
 * up to 65,535.
 */
const valuePage = 50_000;
/** Documents whose values are counted together, so that one page has them all. */
const chunkSize = 50_000;

/** No hour, day or month is longer, also when clocks change; what is more is passed over. */
const longestMs = { hour: 3_600_000, day: 26 * 3_600_000, month: 32 * dayMs } as const;

/** A group and how it lies in the order of the servers: the value, or the instant at which it begins. */
interface Found {
  at: Json;
  group: Group;
}

export async function rollUp(aggregate: Aggregate, collection: Collection, asked: RollUp): Promise<Group[]> {
  const { by, sum = [], max = [], distinct = [], label } = asked;
  const key = sourceOf(collection, by);
  const figures: JsonObject = {};
  sum.forEach((field, index) => {
    figures[`sum${index}`] = { sum: { field } };
  });
  max.forEach((field, index) => {
    figures[`max${index}`] = { max: { field } };
  });
  if (label !== undefined) figures.label = { terms: { field: label, size: 1, order: { _key: "desc" } } };
  const found: Found[] = [];
  for await (const bucket of bucketsOf(aggregate, { key }, figures, groupPage)) {
    found.push({ at: objectIn(bucket.key).key ?? null, group: toGroup(bucket, asked) });
  }
  for (const field of distinct) await countDifferent(aggregate, { collection, by, key, field }, found);
  return found.map(({ group }) => group);
}

/** Asks for some groups at a time: pages of all of them would each look at all documents. */
async function countDifferent(
  aggregate: Aggregate,
  what: { collection: Collection; by: GroupBy | undefined; key: JsonObject; field: string },
  found: readonly Found[],
): Promise<void> {
  const { collection, by, key, field } = what;
  const value = { terms: { field, missing_bucket: true } };
  for (const chunk of chunksOf(found)) {
    const groups = new Map(chunk.map(({ at, group }) => [at, group]));
    for (const group of groups.values()) group.distinct[field] = 0;
    const only = (aggs: JsonObject) => aggregate(aggs, filterOf(collection, by, chunk));
    for await (const bucket of bucketsOf(only, { key, value }, {}, valuePage)) {
      const { key: at = null, value: one } = objectIn(bucket.key);
      // A document of a list also brings the other groups that it is in.
      const group = groups.get(at);
      if (group === undefined) continue;
      group.distinct[field] = (group.distinct[field] ?? 0) + (one === null ? Number(bucket.doc_count) : 1);
    }
  }
}

/** Groups in their order, as many together as have few documents; the one without a key, the first, alone. */
function chunksOf(found: readonly Found[]): Found[][] {
  const chunks: Found[][] = [];
  let count = 0;
  for (const one of found) {
    const last = chunks.at(-1);
    count += one.group.count;
    if (last === undefined || last[0]?.at === null || count > chunkSize || last.length >= groupPage) {
      chunks.push([one]);
      count = one.group.count;
    } else last.push(one);
  }
  return chunks;
}

/** The documents of some groups; of hours and days also those between them, which are none. */
function filterOf({ time = "" }: Collection, by: GroupBy | undefined, chunk: readonly Found[]): JsonObject {
  if (by === undefined) return { match_all: {} };
  const field = "field" in by ? by.field : time;
  const [first, last] = [chunk[0]?.at ?? null, chunk.at(-1)?.at ?? null];
  if (first === null) return { bool: { must_not: { exists: { field } } } };
  if ("field" in by) return { terms: { [field]: chunk.map(({ at }) => at) } };
  const end = Number(last) + longestMs[by.unit];
  return { range: { [field]: { gte: first, lt: end, format: "epoch_millis" } } };
}

/** What a composite groups by; without anything, by a field that no document has. */
function sourceOf({ time = "" }: Collection, by: GroupBy | undefined): JsonObject {
  if (by === undefined) return { terms: { field: "_no_such_field", missing_bucket: true } };
  if ("field" in by) return { terms: { field: by.field, missing_bucket: true } };
  const { unit, timeZone } = by;
  const calendar = { field: time, calendar_interval: unit, time_zone: timeZone, missing_bucket: true };
  return { date_histogram: calendar };
}

async function* bucketsOf(
  aggregate: Aggregate,
  sources: Record<string, JsonObject>,
  aggs: JsonObject,
  size: number,
): AsyncGenerator<JsonObject> {
  const list = Object.entries(sources).map(([name, source]) => ({ [name]: source }));
  let after: JsonObject = {};
  for (;;) {
    const composite = { size, sources: list, ...after };
    const { groups } = await aggregate({ groups: { composite, aggs } });
    const buckets = listIn(groups, "buckets");
    yield* buckets;
    const { after_key } = objectIn(groups);
    if (buckets.length < size || after_key === undefined) return;
    after = { after: after_key };
  }
}

function keyOf(at: Json | undefined, by: GroupBy | undefined): string | undefined {
  if (at === null || at === undefined) return undefined;
  if (by === undefined || "field" in by) return String(at);
  if (by.unit === "hour") return isoSeconds(Number(at));
  return dayAt(Number(at), by.timeZone).slice(0, by.unit === "day" ? 10 : 7);
}

function toGroup(bucket: JsonObject, { by, sum = [], max = [], label }: RollUp): Group {
  const key = keyOf(objectIn(bucket.key).key, by);
  const figure = (name: string) => objectIn(bucket[name]).value;
  const labelled = label === undefined ? undefined : listIn(bucket.label, "buckets")[0]?.key;
  return {
    ...(key === undefined ? {} : { key }),
    ...(labelled === undefined ? {} : { label: String(labelled) }),
    count: Number(bucket.doc_count),
    sum: Object.fromEntries(sum.map((field, index) => [field, Number(figure(`sum${index}`) ?? 0)])),
    max: Object.fromEntries(
      max.flatMap((field, index) => {
        const value = figure(`max${index}`);
        return typeof value === "number" ? [[field, value]] : [];
      }),
    ),
    distinct: {},
  };
}
