/** Rows back into documents: as they were written, absent where they were absent. */

import type { Collection, Document, Field, Fields, Json, JsonObject } from "../../document.ts";
import { sameFraction } from "../order-document.ts";

/** A row as `to_json` gives it as the document that it was. */
export function restoreDocument(text: string, { fields }: Pick<Collection, "fields">): Document {
  const row = JSON.parse(text) as JsonObject;
  return { _id: String(row._id), ...restoreObject(row, fields) };
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
  const iso = text.replace(" ", "T").replace(/\+00(:00)?$/, "Z");
  return iso.length === 20 ? iso : sameFraction(iso);
}
