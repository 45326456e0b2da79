/** A document as every store gives it back the same: fields in the order of their declaration. Pure. */

import {
  type Collection,
  type Document,
  type Field,
  type Fields,
  isObject,
  type Json,
  type JsonObject,
} from "../document.ts";

/** `_id` first; what no field is declared for, and what says nothing, is left out. */
export function orderDocument(document: Document, { fields }: Pick<Collection, "fields">): Document {
  return { _id: document._id, ...orderObject(document, fields) };
}

function orderObject(object: JsonObject, fields: Fields): JsonObject {
  const out: JsonObject = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = object[name];
    if (value === undefined || value === null) continue;
    out[name] =
      field.list === true && Array.isArray(value)
        ? value.map((element) => orderOne(element, field))
        : orderOne(value, field);
  }
  return out;
}

function orderOne(value: Json, { type, fields }: Field): Json {
  if (type === "date" && typeof value === "string") return sameFraction(value);
  return type === "object" && fields !== undefined && isObject(value) ? orderObject(value, fields) : value;
}

/** An instant as it is written: with three digits of milliseconds, or none of whole seconds. */
export function sameFraction(instant: string): string {
  return instant.replace(/\.(\d{1,3})\d*Z$/, (_, digits: string) =>
    Number(digits) === 0 ? "Z" : `.${digits.padEnd(3, "0")}Z`,
  );
}
