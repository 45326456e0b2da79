/** Which documents are meant, as a query. Pure. */

import type { Collection, JsonObject } from "../../document.ts";
import type { Span } from "../../time.ts";
import { isNumber, isText } from "../declared-field.ts";
import type { Values, Where } from "../reader.ts";
import { containsQuery } from "./contains.ts";

/** @param account whose documents are meant; everybody's without it. */
export function conditionOf(collection: Collection, where: Where, account: string | undefined): JsonObject {
  const { time, fields } = collection;
  const { span, is = {}, not = {}, contains = [], between = {}, ids } = where;
  const filter = [
    ...ofAccount(collection, account),
    ...(span === undefined || time === undefined ? [] : [within(time, span)]),
    ...(ids === undefined ? [] : [{ ids: { values: [...ids] } }]),
    ...toTerms(is),
    ...Object.entries(between).map(([field, { least, most }]) =>
      isNumber(fields, field) ? rangeOf(field, least, most) : { match_none: {} },
    ),
    ...contains.map(({ fields: names, text }) =>
      containsQuery(
        names.filter((name) => isText(fields, name)),
        text,
      ),
    ),
  ];
  return { bool: { filter, must_not: toTerms(not) } };
}

export function ofAccount({ fields }: Collection, account: string | undefined): JsonObject[] {
  return account === undefined || fields.account_id === undefined ? [] : [{ term: { account_id: account } }];
}

export function within(field: string, { start, end }: Span): JsonObject {
  const iso = (instant: number) => new Date(instant).toISOString();
  return { range: { [field]: { gte: iso(start), lt: iso(end) } } };
}

function rangeOf(field: string, least: number | undefined, most: number | undefined): JsonObject {
  // Beyond the largest number of a store the servers refuse to compare.
  const bounded = (limit: number) => Math.max(-largest, Math.min(largest, limit));
  const limits = {
    ...(least === undefined ? {} : { gte: bounded(least) }),
    ...(most === undefined ? {} : { lte: bounded(most) }),
  };
  return Object.keys(limits).length === 0 ? { exists: { field } } : { range: { [field]: limits } };
}

const largest = 9e18;

function toTerms(fields: Values): JsonObject[] {
  return Object.entries(fields).map(([field, values]) => ({ terms: { [field]: [...values] } }));
}
