/** Fields by their paths as SQL. Pure. */

import { pathOf } from "../roll-up.ts";
import type { ColumnType } from "./column-type.ts";
import { quoteName } from "./driver.ts";

/** What a table has; a file of an older program may lack some of it. */
export type Columns = ReadonlyMap<string, ColumnType>;

/** The value of a field in the rows of `t`. */
export interface Column {
  sql: string;
  type: ColumnType;
}

/** Undefined for a field that the table does not have. A field within a list of objects is the list of its values. */
export function columnAt(columns: Columns, path: string): Column | undefined {
  let fields: Columns | undefined = columns;
  let found: Column | undefined;
  for (const part of pathOf(path)) {
    const type: ColumnType | undefined = fields?.get(part);
    if (type === undefined) return undefined;
    found = found === undefined ? { sql: `t.${quoteName(part)}`, type } : within(found, part, type);
    fields = type.fields;
  }
  return found;
}

function within(outer: Column, part: string, type: ColumnType): Column {
  const { lists } = outer.type;
  if (lists === 0) return { sql: `${outer.sql}.${quoteName(part)}`, type };
  const values = `[x.${quoteName(part)} for x in ${outer.sql}]`;
  const sql = type.lists > 0 ? `flatten(${values})` : values;
  return { sql, type: { ...type, lists: 1 } };
}
