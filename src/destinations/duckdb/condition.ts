/** Which documents are meant, as SQL. Pure. */

import type { Collection } from "../../document.ts";
import type { Span } from "../../time.ts";
import { isNumber, isText, wellFormed } from "../declared-field.ts";
import type { Contains, Where } from "../reader.ts";
import { type Columns, columnAt } from "./columns.ts";
import type { Parameter } from "./driver.ts";

export interface AskedTable {
  collection: Collection;
  columns: Columns;
  /** Whose documents are meant; everybody's without it. */
  account: string | undefined;
}

/** Takes the value of a parameter and gives its place in the query. */
export type Next = (value: Parameter) => string;

/** Values that stand in the query one by one; more of them come as a list. */
export const fewValues = 20;

/** The condition on the rows of `t`. */
export function conditionOf(table: AskedTable, where: Where, next: Next): string {
  const { collection, columns } = table;
  const { span, is = {}, not = {}, contains = [], between = {}, ids } = where;
  const wanted = [ofAccount(table, next)];
  if (span !== undefined) wanted.push(lies(timeOf(table), span));
  if (ids !== undefined) wanted.push(isOneOf("t._id", ids, next));
  for (const [field, values] of Object.entries(is)) wanted.push(has(columns, field, values, next));
  // Of a document without the field it is not known whether it has a value.
  for (const [field, values] of Object.entries(not))
    wanted.push(`(${has(columns, field, values, next)}) IS NOT TRUE`);
  for (const [field, limits] of Object.entries(between))
    wanted.push(isNumber(collection.fields, field) ? liesBetween(columns, field, limits, next) : "false");
  for (const one of contains) wanted.push(hasText(table, one, next));
  return wanted.filter((one) => one !== "true").join(" AND ") || "true";
}

export function ofAccount({ collection, columns, account }: AskedTable, next: Next): string {
  if (account === undefined || collection.fields.account_id === undefined) return "true";
  const column = columnAt(columns, "account_id");
  return column === undefined ? "false" : `${column.sql} = ${next(account)}`;
}

/** The time of a document; NULL where it has none. */
export function timeOf({ collection, columns }: AskedTable): string {
  return columnAt(columns, collection.time ?? "")?.sql ?? "NULL::TIMESTAMPTZ";
}

/** Instants stand in the query itself: so DuckDB passes over the parts of the table that lie elsewhere. */
export function lies(time: string, { start, end }: Span): string {
  const at = (instant: number) => `'${new Date(instant).toISOString()}'::TIMESTAMPTZ`;
  return `${time} >= ${at(start)} AND ${time} < ${at(end)}`;
}

export function isOneOf(value: string, values: readonly (string | boolean)[], next: Next): string {
  if (values.length === 0) return "false";
  if (values.length <= fewValues) return `${value} IN (${values.map((one) => next(String(one))).join(", ")})`;
  return `${value} IN (SELECT unnest(from_json(${next(JSON.stringify(values.map(String)))}, '["VARCHAR"]')))`;
}

function has(columns: Columns, field: string, values: readonly (string | boolean)[], next: Next): string {
  const column = columnAt(columns, field);
  if (column === undefined || values.length === 0) return "false";
  if (column.type.lists === 0) return isOneOf(`${column.sql}::VARCHAR`, values, next);
  const list = next(JSON.stringify(values.map(String)));
  return `list_has_any(${column.sql}::VARCHAR[], from_json(${list}, '["VARCHAR"]'))`;
}

function liesBetween(
  columns: Columns,
  field: string,
  { least, most }: { least?: number; most?: number },
  next: Next,
): string {
  const column = columnAt(columns, field);
  if (column === undefined) return "false";
  const limits = [
    ...(least === undefined ? [] : ([[">=", least]] as const)),
    ...(most === undefined ? [] : ([["<=", most]] as const)),
  ];
  const holds = (value: string) =>
    [
      `${value} IS NOT NULL`,
      ...limits.map(([sign, limit]) => `${value} ${sign} ${next(String(limit))}::DOUBLE`),
    ].join(" AND ");
  if (column.type.lists === 0) return holds(column.sql);
  return `len([x for x in ${column.sql} if ${holds("x")}]) > 0`;
}

function hasText({ collection, columns }: AskedTable, { fields, text }: Contains, next: Next): string {
  const found = fields.flatMap((field) =>
    isText(collection.fields, field) ? (columnAt(columns, field) ?? []) : [],
  );
  if (found.length === 0) return "false";
  const part = next(wellFormed(text));
  const holds = (value: string) => `contains(lower(${value}), lower(${part}))`;
  const each = found.map(({ sql, type }) =>
    type.lists === 0 ? holds(sql) : `len([x for x in ${sql} if ${holds("x")}]) > 0`,
  );
  return `(${each.join(" OR ")}) IS TRUE`;
}
