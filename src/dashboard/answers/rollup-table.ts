/** A rollup as a table: the same columns whatever was rolled up. */

import type { RollupRow } from "../../reports/rollups.ts";
import type { Cell } from "../csv.ts";

/** @param one what a row is of, such as `host`. */
export function rollupColumns(one: string): string[] {
  return [
    one.replaceAll(" ", "_"),
    ...["name", "meetings", "people", "joins", "attended_seconds", "peak_meetings", "peak_people"],
  ];
}

export function rollupRow(row: RollupRow): Cell[] {
  const { key, label, meetings, people, sessions, attended_seconds, peak_meetings, peak_people } = row;
  return [key, label, meetings, people, sessions, attended_seconds, peak_meetings, peak_people];
}
