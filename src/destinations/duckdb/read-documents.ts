/** Rows back into documents: as they were written, absent where they were absent. */

import type { Collection, Document, Field, Fields, Json, JsonObject } from "../../document.ts";
import type { Span } from "../../time.ts";
import { type DuckConnection, listOf, quoteName, readTexts } from "./driver.ts";

/** The stored documents with these ids, in any order. */
export async function readDocuments(
  connection: DuckConnection,
  { name, fields }: Collection,
  ids: readonly string[],
): Promise<Document[]> {
  const rows = await readTexts(
    connection,
    `SELECT to_json(t)::VARCHAR FROM main.${quoteName(name)} AS t WHERE _id IN ${listOf(1)}`,
    [JSON.stringify(ids)],
  );
  return rows.map(([text]) => restoreDocument(text ?? "{}", { fields }));
}

/** A row as `to_json` gives it as the document that it was. */
export function restoreDocument(text: string, { fields }: Pick<Collection, "fields">): Document {
  const row = JSON.parse(text) as JsonObject;
  return { _id: String(row._id), ...restoreObject(row, fields) };
}

/** How many documents of an account lie in a span of their time; undefined for a collection without one. */
export async function countDocuments(
  connection: DuckConnection,
  { name, time, fields }: Collection,
  account: string,
  { start, end }: Span,
): Promise<number | undefined> {
  if (time === undefined) return undefined;
  const ofAccount = fields.account_id === undefined ? "true" : "account_id = $3";
  const [row] = await readTexts(
    connection,
    `SELECT count(*)::VARCHAR FROM main.${quoteName(name)}
     WHERE ${quoteName(time)} >= $1::TIMESTAMPTZ AND ${quoteName(time)} < $2::TIMESTAMPTZ AND ${ofAccount}`,
    [
      new Date(start).toISOString(),
      new Date(end).toISOString(),
      ...(fields.account_id === undefined ? [] : [account]),
    ],
  );
  return Number(row?.[0] ?? 0);
}

function restoreObject(row: JsonObject, fields: Fields): JsonObject {
  const out: JsonObject = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = row[name];
    if (value !== undefined && value !== null) out[name] = restore(value, field);
  }
  return out;
}

function restore(value: Json, field: Field): Json {
  if (field.list === true && Array.isArray(value)) return value.map((element) => restoreOne(element, field));
  return restoreOne(value, field);
}

function restoreOne(value: Json, { type, fields }: Field): Json {
  if (type === "date" && typeof value === "string") return toIso(value);
  if (
    type === "object" &&
    fields !== undefined &&
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value)
  ) {
    return restoreObject(value, fields);
  }
  return value;
}

/** `2026-11-02 08:00:00+00` as ISO 8601. */
function toIso(text: string): string {
  return text.replace(" ", "T").replace(/\+00(:00)?$/, "Z");
}
