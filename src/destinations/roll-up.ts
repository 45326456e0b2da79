/** Counting, adding up and comparing the documents of a collection in groups: what a store is asked for a rollup. */

import type { Where } from "./reader.ts";

/**
 * What documents are grouped by: the values of a field, also one within an object (`host.department`), or the hours,
 * days or months of a zone that their time lies in.
 */
export type GroupBy = { field: string } | { unit: "hour" | "day" | "month"; timeZone: string };

/**
 * Fields are named by their path; those of `sum` and `max` hold numbers, or of `max` instants, whose figure is in
 * milliseconds since 1970; those of `distinct` hold no lists.
 */
export interface RollUp {
  /** @default all documents */
  where?: Where;
  /** @default all in one group */
  by?: GroupBy;
  sum?: readonly string[];
  max?: readonly string[];
  distinct?: readonly string[];
  /** A field with a name for those who read the key: the last of the group's values in the alphabet is given. */
  label?: string;
}

export interface Group {
  /**
   * A field's value as text, a day or month as `2026-11-02` or `2026-11`, an hour as the instant of its beginning,
   * `2026-11-02T08:00:00Z`. Absent in the group of the documents that have none, and where nothing was grouped.
   */
  key?: string;
  label?: string;
  count: number;
  /** 0 where no document has the field. */
  sum: Record<string, number>;
  /** Only of fields that a document of the group has. */
  max: Record<string, number>;
  /** How many different values there are, exactly; each document without the field counts as one more. */
  distinct: Record<string, number>;
}

/** The path of a field in its parts. */
export function pathOf(field: string): string[] {
  return field.split(".");
}
