/** The rollups as views, for whoever asks with SQL: made again when their definition has changed, else left alone. */

import { createHash } from "node:crypto";
import { pathOf } from "../roll-up.ts";
import type { ColumnType } from "./column-type.ts";
import { type DuckConnection, quoteText, readTexts } from "./driver.ts";
import { type View, views } from "./rollup-views.ts";
import type { Table } from "./tables.ts";

/**
 * Makes the views that are missing or of another form, and their forms for a range of days. Left out is a view that
 * reads what a table does not have. A table, view or macro of the same name that is somebody else's stays as it is.
 * Runs inside a transaction of its caller.
 */
export async function readyViews(
  connection: DuckConnection,
  tables: ReadonlyMap<string, Table>,
): Promise<void> {
  const readable = views.filter((view) => isReadable(view, tables));
  if (readable.length === 0) return;
  const here = "database_name = current_database() AND schema_name = 'main' AND NOT internal";
  const found = await readComments(
    connection,
    `SELECT lower(view_name), comment FROM duckdb_views() WHERE ${here}
     UNION ALL SELECT lower(table_name), NULL FROM duckdb_tables() WHERE ${here}`,
  );
  const macros = await readComments(
    connection,
    `SELECT lower(function_name), comment FROM duckdb_functions() WHERE ${here} AND function_type = 'table_macro'`,
  );
  const make = async (stored: string | undefined, what: string, comment: string, sql: string) => {
    if (stored === comment || (stored !== undefined && !isOurs(stored))) return;
    await connection.run(sql);
    await connection.run(`COMMENT ON ${what} IS ${quoteText(comment)}`);
  };
  for (const view of readable) {
    const stored = found.get(view.name);
    if (stored !== undefined && !isOurs(stored)) continue;
    const comment = commentOf(view);
    const { whole, between } = statementsOf(view);
    await make(stored, `VIEW main.${view.name}`, comment, whole);
    await make(macros.get(`${view.name}_between`), `MACRO TABLE main.${view.name}_between`, comment, between);
  }
}

/** What a view says of itself, and of which form it is: of another as soon as anything that is run for it changes. */
export function commentOf(view: View): string {
  const { whole, between } = statementsOf(view);
  const form = createHash("sha256").update(`${whole}\n${between}`).digest("hex").slice(0, 8);
  return `${view.description} (zoom-harvester, form ${form})`;
}

function isOurs(comment: string): boolean {
  return /\(zoom-harvester, form [0-9a-f]{8}\)$/.test(comment);
}

function statementsOf({ name, sql }: View): { whole: string; between: string } {
  return {
    whole: `CREATE OR REPLACE VIEW main.${name} AS ${sql("true", "true", "true")}`,
    between: `CREATE OR REPLACE MACRO main.${name}_between(from_day, to_day) AS TABLE
       ${sql(isBetween("start_time"), isBetween("meeting_start_time"), isBetween("hour"))}`,
  };
}

/** Days, both included, as the session's zone has them. */
function isBetween(column: string): string {
  return `${column} >= from_day::DATE::TIMESTAMPTZ AND ${column} < (to_day::DATE + 1)::TIMESTAMPTZ`;
}

function isReadable({ reads }: View, tables: ReadonlyMap<string, Table>): boolean {
  return Object.entries(reads).every(([table, fields]) =>
    fields.every((field) => {
      let columns: ReadonlyMap<string, ColumnType> | undefined = tables.get(table)?.columns;
      return pathOf(field).every((part) => {
        const type = columns?.get(part);
        columns = type?.fields;
        return type !== undefined;
      });
    }),
  );
}

/** By name in lower case, as DuckDB takes names for equal; no comment is an empty one. */
async function readComments(connection: DuckConnection, sql: string): Promise<Map<string, string>> {
  const rows = await readTexts(connection, sql);
  return new Map(rows.map(([name, comment]) => [name ?? "", comment ?? ""]));
}
