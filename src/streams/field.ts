/**
 * How a stream declares its fields: where each comes from in Zoom's answer, how it is read, what it is, and
 * whose privacy it touches. Documents, columns, comments and documentation follow from these declarations.
 */

import type { Field, FieldType, Json, JsonObject, Privacy } from "../document.ts";
import {
  asBoolean,
  asInstant,
  asJson,
  asNote,
  asNumber,
  asText,
  asTexts,
  asWhole,
  type Read,
} from "./read.ts";

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
  /** For lists kept in columns: the fields of one element, as they are read. */
  element?: SourceFields;
}

/** Keys of Zoom's that are never stored, each with the reason. */
export type Dropped = Readonly<Record<string, string>>;

/** Where declarations keep the keys that are dropped: a symbol, so that no store sees a field in them. */
export const droppedKeys: unique symbol = Symbol("dropped keys");

export type SourceFields = Readonly<Record<string, SourceField>> & { readonly [droppedKeys]?: Dropped };

interface More {
  privacy?: Privacy;
  unit?: string;
  read?: Read;
  rawPrivacy?: Privacy;
  searched?: false;
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
/** What people wrote: passcodes and ways in that they quote are masked. */
export const note: Declare = (from, description, more) =>
  text(from, description, { privacy: "id", read: asNote, ...more });
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

/** One object under one key of the row, with its own fields. */
export function object(
  from: string,
  description: string,
  fields: SourceFields,
  more: Pick<More, "searched"> = {},
): SourceField {
  return { type: "object", description, privacy: "none", from: [from], read: asJson, fields, ...more };
}

/** A list of objects under one key of the row, each with its own fields. */
export function objects(
  from: string,
  description: string,
  fields: SourceFields,
  more: Pick<More, "searched"> = {},
): SourceField {
  return { ...object(from, description, fields, more), list: true };
}

/**
 * A list of objects under one key of the row, kept as JSON, one object of lists that are all as long as the list: what many
 * elements have in common is named once. An element without a value has null in its place; a field that none has is
 * absent. JSON, because a store that takes hundreds of nested lists apart needs more memory than all else.
 */
export function columns(from: string, description: string, element: SourceFields): SourceField {
  return { ...json(from, description), fields: inLists(element), element };
}

function inLists(fields: SourceFields): SourceFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.fields === undefined ? { ...field, list: true } : { ...field, fields: inLists(field.fields) },
    ]),
  );
}

/** An object computed from the whole row; its `fields` are ours. */
export function computedObject(
  description: string,
  fields: SourceFields,
  compute: (row: JsonObject) => JsonObject | undefined,
): SourceField {
  return { ...group(description, fields), compute };
}

/**
 * Keys of the row, or of an object in it, that are never stored: neither as a field nor in `extra`, a dead letter
 * or a list kept whole. Spread once among the fields they stand beside: `...dropped({ play_url: "a way in" })`.
 */
export function dropped(keys: Dropped): SourceFields {
  return { [droppedKeys]: keys } as SourceFields;
}

/** Declarations without some of them, for a call that does not give these. */
export function omit(fields: SourceFields, ...names: readonly string[]): SourceFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** Some of the declarations, for a call that gives only these. */
export function pick(fields: SourceFields, ...names: readonly string[]): SourceFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

/** Fields whose values do not come from Zoom's row under these names: they are computed, or repeated. */
export function unsourced(fields: SourceFields): SourceFields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, from: [] }]));
}
