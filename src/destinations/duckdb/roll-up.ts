/** The query of a rollup, and its rows as groups. Pure. */

import { type Group, type GroupBy, pathOf, type RollUp } from "../roll-up.ts";
import type { ColumnType } from "./column-type.ts";
import { type Parameter, quoteName } from "./driver.ts";

interface RolledTable {
  /** Its name as SQL. */
  sql: string;
  columns: ReadonlyMap<string, ColumnType>;
  /** The column of its time as SQL. */
  time: string;
}

/**
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
  const named = new Map<string, string>();
  /** A value of the documents, picked before they are grouped: a list makes several rows of one. */
  const pick = (field: string, type: string): string => {
    const name = `v${named.size}`;
    named.set(name, `${columnOf(table, field)?.sql ?? "NULL"}::${type}`);
    return name;
  };
  const figures = [
    ...sum.map((field) => `coalesce(sum(${pick(field, numberOf(table, field))}), 0)`),
    ...max.map((field) => `max(${pick(field, numberOf(table, field))})`),
    ...distinct.map((field) => {
      const value = pick(field, "VARCHAR");
      return `count(DISTINCT ${value}) + count(*) FILTER (${value} IS NULL)`;
    }),
  ];
  const shown = label === undefined ? "NULL" : `max(${pick(label, "VARCHAR")})`;
  const picked = [...named].map(([name, value]) => `, ${value} AS ${name}`).join("");
  return `SELECT key, ${shown}, ${["count(*)", ...figures].map((figure) => `(${figure})::VARCHAR`).join(", ")}
    FROM (SELECT ${by === undefined ? "NULL" : keyOf(table, by, next)} AS key${picked} FROM ${table.sql} AS t WHERE ${where})
    GROUP BY key`;
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

function keyOf(table: RolledTable, by: GroupBy, next: (value: Parameter) => string): string {
  if ("field" in by) {
    const column = columnOf(table, by.field);
    if (column === undefined) return "NULL::VARCHAR";
    if (column.type.lists === 0) return `${column.sql}::VARCHAR`;
    const values = `list_distinct(${column.sql}::VARCHAR[])`;
    // A document without a value would make no row at all.
    return `unnest(CASE WHEN len(${values}) > 0 THEN ${values} ELSE [NULL::VARCHAR] END)`;
  }
  const local = `(${table.time} AT TIME ZONE ${next(by.timeZone)})`;
  if (by.unit === "day") return `strftime(${local}, '%Y-%m-%d')`;
  if (by.unit === "month") return `strftime(${local}, '%Y-%m')`;
  // Where clocks go back, an hour of the day is there twice: it goes by its instant.
  const begin = `${table.time} - (${local} - date_trunc('hour', ${local}))`;
  return `strftime((${begin}) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')`;
}

/** A field as SQL; undefined for one that the table does not have. */
function columnOf({ columns }: RolledTable, field: string): { sql: string; type: ColumnType } | undefined {
  const path = pathOf(field);
  let fields: ReadonlyMap<string, ColumnType> | undefined = columns;
  let type: ColumnType | undefined;
  for (const part of path) {
    type = fields?.get(part);
    fields = type?.fields;
  }
  return type === undefined ? undefined : { sql: `t.${path.map(quoteName).join(".")}`, type };
}

function numberOf(table: RolledTable, field: string): string {
  return columnOf(table, field)?.type.name === "DOUBLE" ? "DOUBLE" : "BIGINT";
}
