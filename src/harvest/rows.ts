/** Which rows of a list are a stream's. Pure. */

import type { JsonObject } from "../document.ts";
import type { Source } from "../streams/stream.ts";

/** Reports list meetings and webinars together; a row that does not say what it is belongs to who asked. */
export function isOf({ only = {} }: Pick<Source, "only">, row: JsonObject): boolean {
  return Object.entries(only).every(([key, values]) => row[key] === undefined || values.includes(row[key]));
}
