/**
 * How a stream declares its fields: where each comes from in Zoom's answer, how it is read, what it is, and
 * whose privacy it touches. Documents, columns, comments and documentation follow from these declarations.
 */

import type { Field, FieldType, Json, JsonObject, Privacy } from "../document.ts";
import { asBoolean, asInstant, asJson, asNumber, asText, asTexts, asWhole, type Read } from "./read.ts";

/** A field with its source. */
export interface SourceField extends Field {
  /** Keys of Zoom's row, the first that says something wins; none for a field that we fill in. */
  from: readonly string[];
  read: Read;
  /** Computed from the whole row instead of one value. */
  compute?: (row: JsonObject) => Json | undefined;
  /** The class of the raw value, where reading takes the personal part away. */
  rawPrivacy?: Privacy;
  fields?: SourceFields;
}

export type SourceFields = Readonly<Record<string, SourceField>>;

interface More {
  privacy?: Privacy;
  unit?: string;
  read?: Read;
  rawPrivacy?: Privacy;
}

type Declare = (from: string | readonly string[], description: string, more?: More) => SourceField;

const declare =
  (type: FieldType, read: Read): Declare =>
  (from, description, more = {}) => ({
    type,
    description,
    privacy: "none",
    read,
    from: typeof from === "string" ? [from] : from,
    ...more,
  });

export const keyword = declare("keyword", asText);
export const text = declare("text", asText);
export const ip = declare("ip", asText);
export const long = declare("long", asWhole);
export const double = declare("double", asNumber);
export const boolean = declare("boolean", asBoolean);
export const instant = declare("date", asInstant);
export const json = declare("json", asJson);
/** Several texts. */
export const keywords: Declare = (from, description, more) => ({
  ...declare("keyword", asTexts)(from, description, more),
  list: true,
});

/** A field that we fill in, not Zoom: the engine, or a join. */
export function ours(
  type: FieldType,
  description: string,
  more: Omit<More, "read"> & { list?: boolean } = {},
): SourceField {
  return { type, description, privacy: "none", from: [], read: asJson, ...more };
}

/** A field computed from the whole row; `from` names the keys that it stands for. */
export function computed(
  type: FieldType,
  description: string,
  from: readonly string[],
  compute: (row: JsonObject) => Json | undefined,
  more: More = {},
): SourceField {
  return { type, description, privacy: "none", from, read: asJson, compute, ...more };
}

/** Fields grouped under one name; they are read from the same row. */
export function group(description: string, fields: SourceFields): SourceField {
  return { type: "object", description, privacy: "none", from: [], read: asJson, fields };
}

/** A list of objects under one key of the row, each with its own fields. */
export function objects(from: string, description: string, fields: SourceFields): SourceField {
  return { type: "object", description, privacy: "none", from: [from], read: asJson, list: true, fields };
}
