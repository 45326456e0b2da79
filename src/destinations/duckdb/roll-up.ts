/** The query of a rollup, and its rows as groups. Pure. */

import type { Span } from "../../time.ts";
import type { Group, GroupBy, RollUp } from "../roll-up.ts";
import { type Columns, columnAt } from "./columns.ts";
import type { Parameter } from "./driver.ts";
import { localKey } from "./local-time.ts";

interface RolledTable {
  /** Its name as SQL. */
  sql: string;
  columns: Columns;
  /** The column of its time as SQL. */
  time: string;
  /** In which all times lie; undefined where there are none. */
  span: Span | undefined;
}

/** What documents are grouped by. */
interface Keys {
  /** The rows that are grouped, each with its key: documents, once under each of several keys. */
  branches: { key: string; where: string }[];
  nameOf(key: string): string;
}

/**
 * Documents are first counted by their key and a value, then by the key alone: DuckDB takes much longer to tell apart
 * the values of each of many groups.
 *
 * @param where the condition, as SQL.
 * @param next takes the value of a parameter and gives its place in the query.
 * @returns SQL of rows of texts: the key, the label, the count, then sums, maxima and numbers of different values.
 */
export function rollUpQuery(
  table: RolledTable,
  { by, sum = [], max = [], distinct = [], label }: RollUp,
  where: string,
  next: (value: Parameter) => string,
): string {
  const { branches, nameOf } = keysOf(table, by, where, next);
  const value = (field: string, type: string) => `${columnAt(table.columns, field)?.sql ?? "NULL"}::${type}`;
  const rowsOf = (picked: readonly string[]) =>
    branches
      .map(
        ({ key, where: wanted }) =>
          `SELECT ${[`${key} AS k`, ...picked].join(", ")} FROM ${table.sql} AS t WHERE ${wanted}`,
      )
      .join(" UNION ALL ");
  const added = sum.map((field, n) => [`s${n}`, value(field, numberOf(table, field)), "sum"] as const);
  const most = max.map((field, n) => [`m${n}`, value(field, numberOf(table, field)), "max"] as const);
  const named = label === undefined ? [] : ([["label", value(label, "VARCHAR"), "max"]] as const);
  const figures = [...added, ...most, ...named];
  const [first, ...others] = distinct;
  const picked = figures.map(([name, picks]) => `${picks} AS ${name}`);
  const counted = figures.map(([name, , how]) => `${how}(${name}) AS ${name}`);
  const grouped = (more: readonly string[], rows: string) =>
    `SELECT ${["k", "v", "count(*) AS n", ...more].join(", ")} FROM (${rows}) GROUP BY k, v`;
  const withValue = (field: string, more: readonly string[] = []) =>
    rowsOf([`${value(field, "VARCHAR")} AS v`, ...more]);
  const different = "count(v) + coalesce(sum(n) FILTER (v IS NULL), 0)";
  const all =
    first === undefined
      ? `SELECT ${["k", "count(*) AS n", ...counted].join(", ")} FROM (${rowsOf(picked)}) GROUP BY k`
      : `SELECT ${["k", `${different} AS d0`, "sum(n) AS n", ...counted].join(", ")}
         FROM (${grouped(counted, withValue(first, picked))}) GROUP BY k`;
  const joined = others.map(
    (
      field,
      n,
    ) => `LEFT JOIN (SELECT k, ${different} AS d FROM (${grouped([], withValue(field))}) GROUP BY k) AS o${n}
      ON g.k IS NOT DISTINCT FROM o${n}.k`,
  );
  const shown = [
    "g.n",
    ...added.map(([name]) => `coalesce(g.${name}, 0)`),
    ...max.map((field, n) => (isInstant(table, field) ? `epoch_ms(g.m${n})` : `g.m${n}`)),
    ...distinct.map((_, n) => (n === 0 ? "g.d0" : `o${n - 1}.d`)),
  ];
  return `SELECT ${nameOf("g.k")}, ${label === undefined ? "NULL" : "g.label"}, ${shown.map((figure) => `(${figure})::VARCHAR`).join(", ")}
    FROM (${all}) AS g ${joined.join(" ")}`;
}

/** A row of such a query. */
export function readGroup(
  row: readonly (string | null)[],
  { sum = [], max = [], distinct = [] }: RollUp,
): Group {
  const [key, label, count, ...figures] = row;
  const read = (fields: readonly string[], after: number) =>
    Object.fromEntries(
      fields.flatMap((field, index) => {
        const figure = figures[after + index];
        return figure === null || figure === undefined ? [] : [[field, Number(figure)]];
      }),
    );
  return {
    ...(key === null || key === undefined ? {} : { key }),
    ...(label === null || label === undefined ? {} : { label }),
    count: Number(count),
    sum: read(sum, 0),
    max: read(max, sum.length),
    distinct: read(distinct, sum.length + max.length),
  };
}

function keysOf(
  table: RolledTable,
  by: GroupBy | undefined,
  where: string,
  next: (value: Parameter) => string,
): Keys {
  const one = (key: string): Keys => ({ branches: [{ key, where }], nameOf: (shown) => shown });
  if (by === undefined) return one("NULL::VARCHAR");
  if ("unit" in by) {
    const { key, nameOf } = localKey(table.time, by, table.span, () => next(by.timeZone));
    return { branches: [{ key, where }], nameOf };
  }
  const column = columnAt(table.columns, by.field);
  if (column === undefined) return one("NULL::VARCHAR");
  if (column.type.lists === 0) return one(`${column.sql}::VARCHAR`);
  const list = column.sql;
  const values = `list_distinct(${list}::VARCHAR[])`;
  return {
    branches: [
      // Most lists have one value, for which no row is to be made.
      { key: `${list}[1]::VARCHAR`, where: `${where} AND coalesce(len(${list}), 0) < 2` },
      // A document without a value would make no row at all.
      {
        key: `unnest(CASE WHEN len(${values}) > 0 THEN ${values} ELSE [NULL::VARCHAR] END)`,
        where: `${where} AND len(${list}) > 1`,
      },
    ],
    nameOf: (shown) => shown,
  };
}

function numberOf(table: RolledTable, field: string): string {
  if (isInstant(table, field)) return instantType;
  return columnAt(table.columns, field)?.type.name === "DOUBLE" ? "DOUBLE" : "BIGINT";
}

const instantType = "TIMESTAMP WITH TIME ZONE";

function isInstant(table: RolledTable, field: string): boolean {
  return columnAt(table.columns, field)?.type.name === instantType;
}
