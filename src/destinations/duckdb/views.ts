/** The rollups as views, for whoever asks with SQL: made again when their definition has changed, else left alone. */

import { createHash } from "node:crypto";
import { type DuckConnection, quoteText, readTexts } from "./driver.ts";
import { type View, views } from "./rollup-views.ts";
import type { Table } from "./tables.ts";

/** What the views read; a file that lacks some of it gets none. */
const needed: Readonly<Record<string, readonly string[]>> = {
  meetings: ["start_time", "host", "host_groups", "tracking", "attended_seconds", "peak_concurrency"],
  attendance: ["meeting", "identity", "kind", "sessions", "attended_seconds", "host_groups", "tracking"],
  concurrency: ["hour", "meetings_peak", "participants_peak"],
};

/**
 * Makes the views that are missing or of another form. A table or view of the same name that is somebody else's stays as
 * it is. Runs inside a transaction of its caller.
 */
export async function readyViews(
  connection: DuckConnection,
  tables: ReadonlyMap<string, Table>,
): Promise<void> {
  const isReady = Object.entries(needed).every(([name, columns]) =>
    columns.every((column) => tables.get(name)?.columns.has(column) === true),
  );
  if (!isReady) return;
  const here = "database_name = current_database() AND schema_name = 'main'";
  const found = new Map(
    await readTexts(
      connection,
      `SELECT view_name, coalesce(comment, '') FROM duckdb_views() WHERE ${here} AND NOT internal
       UNION ALL SELECT table_name, '' FROM duckdb_tables() WHERE ${here} AND NOT internal`,
    ).then((rows) => rows.map(([name, comment]): [string, string] => [name ?? "", comment ?? ""])),
  );
  for (const view of views) {
    const comment = commentOf(view);
    const stored = found.get(view.name);
    if (stored === comment || (stored !== undefined && !isOurs(stored))) continue;
    await connection.run(`CREATE OR REPLACE VIEW main.${view.name} AS ${view.sql("true", "true", "true")}`);
    await connection.run(`COMMENT ON VIEW main.${view.name} IS ${quoteText(comment)}`);
    await connection.run(
      `CREATE OR REPLACE MACRO main.${view.name}_between(from_day, to_day) AS TABLE
       ${view.sql(between("start_time"), between("meeting_start_time"), between("hour"))}`,
    );
  }
}

/** Days, both included, as the session's zone has them. */
function between(column: string): string {
  return `${column} >= from_day::DATE::TIMESTAMPTZ AND ${column} < (to_day::DATE + 1)::TIMESTAMPTZ`;
}

function commentOf(view: View): string {
  const text = view.sql("", "", "");
  const form = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return `${view.description} (zoom-harvester, form ${form})`;
}

function isOurs(comment: string): boolean {
  return /\(zoom-harvester, form [0-9a-f]{8}\)$/.test(comment);
}
