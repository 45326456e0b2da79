/**
 * What an export selects: the declared columns of a collection in their order, whatever the file has of them, as typed
 * values for Parquet and as cells for CSV. Pure.
 */

import type { Collection, Field, Fields } from "../../document.ts";
import { type ColumnType, sayType, typeOfField } from "./column-type.ts";
import { quoteName, quoteText } from "./driver.ts";
import { guardText } from "./guard-text.ts";

/** A column of an export. */
export interface ExportColumn {
  name: string;
  /** Its value, of the row `t`. */
  sql: string;
}

type Columns = ReadonlyMap<string, ColumnType>;

/** How one value becomes another: dates as text, everything else as it is. */
type Leaf = (sql: string, stored: ColumnType, wanted: ColumnType) => string;

const text: ColumnType = { name: "VARCHAR", lists: 0 };

/** Columns of the declared types: the same for every file, also for one without a row. JSON is text. */
export function typedColumns({ fields }: Pick<Collection, "fields">, columns: Columns): ExportColumn[] {
  return Object.entries({ _id: key, ...fields }).map(([name, field]) => {
    const wanted = withoutJson(typeOfField(field));
    return { name, sql: conform(`t.${quoteName(name)}`, columns.get(name), wanted, cast) };
  });
}

/**
 * Cells, each a text, a number or a boolean: objects have a column for each field (`host.name`), a list of values is
 * one cell joined by "; ", a list of objects and JSON are JSON text. Dates are local to the zone.
 */
export function cellColumns(
  { fields }: Pick<Collection, "fields">,
  columns: Columns,
  timeZone: string,
): ExportColumn[] {
  const zone = quoteText(timeZone);
  const local = (sql: string) => `strftime(timezone(${zone}, ${sql}), '%Y-%m-%d %H:%M:%S')`;
  const cells = (prefix: string, all: Fields, owner: string, known: Columns | undefined): ExportColumn[] =>
    Object.entries(all).flatMap(([key, field]) => {
      const name = `${prefix}${key}`;
      const stored = known?.get(key);
      const sql = prefix === "" ? `t.${quoteName(key)}` : `struct_extract(${owner}, ${quoteText(key)})`;
      const { fields: inner } = typeOfField(field);
      if (inner !== undefined && field.list !== true && field.fields !== undefined)
        return cells(`${name}.`, field.fields, sql, stored?.fields);
      return [{ name, sql: stored === undefined ? "NULL::VARCHAR" : cell(sql, stored, field, local) }];
    });
  return cells("", { _id: key, ...fields }, "", columns);
}

const key: Field = { type: "keyword", description: "The document's key", privacy: "none" };

function cell(sql: string, stored: ColumnType, field: Field, local: (sql: string) => string): string {
  const type = typeOfField(field);
  const dated: Leaf = (value, from, to) => (isDate(from) ? local(value) : cast(value, from, to));
  if (type.fields !== undefined) {
    return guardText(`to_json(${conform(sql, stored, withoutDates(type), dated)})::VARCHAR`);
  }
  if (type.name === "JSON") return guardText(`${sql}::VARCHAR`);
  if (type.lists > 0) {
    const joined = `array_to_string(${conform(sql, stored, { ...text, lists: type.lists }, dated)}, '; ')`;
    return type.name === "VARCHAR" ? guardText(joined) : joined;
  }
  if (isDate(type)) return local(sql);
  return type.name === "VARCHAR" ? guardText(sql) : sql;
}

/** The value of a stored type as the wanted type: objects field by field, since a file may have others than declared. */
function conform(
  sql: string,
  stored: ColumnType | undefined,
  wanted: ColumnType,
  leaf: Leaf,
  depth = 0,
): string {
  if (stored === undefined) return `NULL::${sayType(wanted)}`;
  if (sayType(stored) === sayType(wanted)) return sql;
  if (stored.lists > 0 && stored.lists === wanted.lists) {
    const element = `e${depth}`;
    const inner = conform(element, oneOf(stored), oneOf(wanted), leaf, depth + 1);
    return `list_transform(${sql}, lambda ${element}: ${inner})`;
  }
  if (stored.fields === undefined || wanted.fields === undefined || stored.lists !== wanted.lists)
    return leaf(sql, stored, wanted);
  const parts = [...wanted.fields].map(([name, type]) => {
    const value = `struct_extract(${sql}, ${quoteText(name)})`;
    return `${quoteName(name)} := ${conform(value, stored.fields?.get(name), type, leaf, depth)}`;
  });
  return `CASE WHEN ${sql} IS NULL THEN NULL ELSE struct_pack(${parts.join(", ")}) END`;
}

function cast(sql: string, _: ColumnType, wanted: ColumnType): string {
  return `${sql}::${sayType(wanted)}`;
}

function oneOf(type: ColumnType): ColumnType {
  return { ...type, lists: type.lists - 1 };
}

function isDate({ name, lists }: ColumnType): boolean {
  return lists === 0 && name === "TIMESTAMP WITH TIME ZONE";
}

/** Other programs read JSON as text, if they know it at all. */
function withoutJson(type: ColumnType): ColumnType {
  return replaceNames(type, (name) => (name === "JSON" ? "VARCHAR" : name));
}

function withoutDates(type: ColumnType): ColumnType {
  return replaceNames(type, (name) => (name === "TIMESTAMP WITH TIME ZONE" ? "VARCHAR" : name));
}

function replaceNames({ name, fields, lists }: ColumnType, replace: (name: string) => string): ColumnType {
  return {
    lists,
    ...(name === undefined ? {} : { name: replace(name) }),
    ...(fields === undefined
      ? {}
      : { fields: new Map([...fields].map(([key, type]) => [key, replaceNames(type, replace)])) }),
  };
}
