/** What a meeting's document says of its people. */

import type { Document, JsonObject } from "../../document.ts";

export const countedFields = [
  "unique_people",
  "peak_concurrency",
  "peak_at",
  "attended_seconds",
  "attendance_rules",
] as const;

/** What a stored document says of them. */
export function countedBefore(stored: Document): JsonObject {
  return Object.fromEntries(
    Object.entries(stored).filter(([name]) => (countedFields as readonly string[]).includes(name)),
  );
}

/** Puts these in place of all that a document said of them. */
export function setCounted(document: Document, counted: JsonObject): void {
  for (const name of countedFields) delete document[name];
  Object.assign(document, counted);
}
