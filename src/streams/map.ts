/**
 * From a row of Zoom's answer to the fields of a document, after the stream's declaration. Nothing is lost:
 * unknown keys and values that cannot be read go to `extra`. What must not be harvested is left out by class.
 */

import type { Fields, Json, JsonObject, Privacy } from "../document.ts";
import type { SourceField, SourceFields } from "./field.ts";

export interface Mapper {
  /**
   * The declared fields of a row, those that say something; personal ones still in, for keys and joins.
   * @param into an object that they are added to. @default a new one
   */
  fields(row: JsonObject, into?: JsonObject): JsonObject;
  /** A finished document without the classes left out; the same object where none is. */
  finish<T extends JsonObject>(document: T): T;
  /** A raw row fit for a dead letter: without the classes left out and without what has no class. */
  redact(row: JsonObject): JsonObject;
}

/** @param without the privacy classes that must not be harvested. */
export function createMapper(fields: SourceFields, without: ReadonlySet<Privacy> = new Set()): Mapper {
  const steps = Object.entries(fields).filter(([, field]) => isRead(field));
  const known = new Map<string, SourceField>();
  for (const field of flatten(fields))
    for (const key of field.from) if (!known.has(key)) known.set(key, field);

  const keepRaw = (key: string): boolean => {
    if (without.size === 0) return true;
    // A key without a declaration has no class: with anything to leave out it cannot be kept.
    const field = known.get(key);
    return (
      field !== undefined && allowed(field.rawPrivacy ?? field.privacy, without) && field.fields === undefined
    );
  };

  return {
    fields: (row, into = {}) => {
      const extra: JsonObject = {};
      const out = readFields(steps, row, extra, keepRaw, into);
      for (const key of Object.keys(row)) {
        const value = row[key];
        if (!known.has(key) && value !== undefined && !isBlank(value) && keepRaw(key)) extra[key] = value;
      }
      if (Object.keys(extra).length > 0) out.extra = extra;
      return out;
    },
    finish: (document) => (without.size === 0 ? document : strip(document, fields, without)),
    redact: (row) => Object.fromEntries(Object.entries(row).filter(([key]) => keepRaw(key))),
  };
}

function isRead(field: SourceField): boolean {
  if (field.compute !== undefined || field.from.length > 0) return true;
  return Object.values(field.fields ?? {}).some(isRead);
}

/** The fields read from the row itself: groups opened, lists of objects as one. */
function flatten(fields: SourceFields): SourceField[] {
  return Object.values(fields).flatMap((field) =>
    field.fields !== undefined && field.list !== true ? flatten(field.fields) : [field],
  );
}

type KeepRaw = (key: string) => boolean;

function readFields(
  steps: readonly [string, SourceField][],
  row: JsonObject,
  extra: JsonObject,
  keepRaw: KeepRaw,
  into: JsonObject = {},
): JsonObject {
  for (const [name, field] of steps) {
    const value = readField(field, row, extra, keepRaw);
    if (value !== undefined) into[name] = value;
  }
  return into;
}

function readField(
  field: SourceField,
  row: JsonObject,
  extra: JsonObject,
  keepRaw: KeepRaw,
): Json | undefined {
  if (field.compute !== undefined) {
    const value = field.compute(row);
    if (value === undefined) for (const key of field.from) keepUnread(key, row[key], extra, keepRaw);
    return value;
  }
  if (field.fields !== undefined && field.list !== true) {
    const inner = readFields(
      Object.entries(field.fields).filter(([, sub]) => isRead(sub)),
      row,
      extra,
      keepRaw,
    );
    return Object.keys(inner).length > 0 ? inner : undefined;
  }
  for (const key of field.from) {
    const raw = row[key];
    if (raw === undefined || isBlank(raw)) continue;
    const value =
      field.fields === undefined ? field.read(raw) : readObjects(field.fields, raw, key, extra, keepRaw);
    if (value !== undefined) return value;
    keepUnread(key, raw, extra, keepRaw);
  }
  return undefined;
}

/** A list of objects; where an element has keys that no field is declared for, the whole list is kept too. */
function readObjects(
  fields: SourceFields,
  raw: Json,
  key: string,
  extra: JsonObject,
  keepRaw: KeepRaw,
): Json | undefined {
  if (!Array.isArray(raw)) return undefined;
  const steps = Object.entries(fields);
  const known = new Set(flatten(fields).flatMap((field) => field.from));
  const out: JsonObject[] = [];
  for (const element of raw) {
    if (typeof element !== "object" || element === null || Array.isArray(element)) return undefined;
    const unread: JsonObject = {};
    out.push(readFields(steps, element, unread, () => true));
    const lost = Object.keys(unread).length > 0 || Object.keys(element).some((inner) => !known.has(inner));
    if (lost && keepRaw(key)) extra[key] = raw;
  }
  return out;
}

function keepUnread(key: string, raw: Json | undefined, extra: JsonObject, keepRaw: KeepRaw): void {
  if (raw !== undefined && !isBlank(raw) && keepRaw(key)) extra[key] = raw;
}

/** Zoom says nothing with `""` and null. */
function isBlank(value: Json): boolean {
  return value === "" || value === null || (Array.isArray(value) && value.length === 0);
}

function allowed(privacy: Privacy, without: ReadonlySet<Privacy>): boolean {
  return privacy === "none" || !without.has(privacy);
}

function strip<T extends JsonObject>(document: T, fields: Fields, without: ReadonlySet<Privacy>): T {
  const out: JsonObject = {};
  for (const [name, value] of Object.entries(document)) {
    const field = fields[name];
    if (field !== undefined && !allowed(field.privacy, without)) continue;
    const inner = field?.fields;
    if (inner === undefined || typeof value !== "object" || value === null) out[name] = value;
    else if (Array.isArray(value))
      out[name] = value.map((element) => strip(element as JsonObject, inner, without));
    else out[name] = strip(value, inner, without);
  }
  return out as T;
}
