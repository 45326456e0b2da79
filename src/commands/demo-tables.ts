/** The three tables that the demo prints: what the stored figures can say of a month. */

import type { DuckDBConnection } from "@duckdb/node-api";
import { printTable } from "./print-table.ts";

export async function showDemoTables(
  connection: DuckDBConnection,
  stdout: NodeJS.WriteStream,
): Promise<void> {
  for (const { title, sql } of tables) {
    const reader = await connection.runAndReadAll(sql);
    printTable(stdout, title, reader.columnNames(), reader.getRowsJson());
  }
}

const tables: readonly { title: string; sql: string }[] = [
  {
    title: "Who spent most time in meetings, two devices at once counted once",
    sql: `SELECT any_value(name) AS person, count(DISTINCT meeting) AS meetings,
            printf('%d h %02d min', sum(attended_seconds) // 3600, sum(attended_seconds) % 3600 // 60) AS stayed
          FROM attendance WHERE confidence = 'high' GROUP BY identity
          ORDER BY sum(attended_seconds) DESC, identity LIMIT 5`,
  },
  {
    title: "When most meetings went on at once (UTC)",
    sql: `SELECT strftime(hour, '%a %d %b') AS day, strftime(hour, '%H:00') AS hour,
            meetings_peak AS meetings_at_once, participants_peak AS people_at_once
          FROM concurrency ORDER BY meetings_at_once DESC, people_at_once DESC, concurrency.hour LIMIT 5`,
  },
  {
    title: "Where they joined from",
    sql: `SELECT country, people, meetings, attended_seconds // 3600 AS person_hours
          FROM rollup_countries WHERE country IS NOT NULL ORDER BY people DESC, country LIMIT 5`,
  },
];
