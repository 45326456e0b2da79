/**
 * From a row of Zoom's answer to the fields of a document, after the stream's declaration. Nothing is lost:
 * unknown keys and values that cannot be read go to `extra`. What must not be harvested is left out by class, what
 * must never be kept by its key and its look.
 */

import type { Fields, Json, JsonObject, Privacy } from "../document.ts";
import { droppedKeys, type SourceField, type SourceFields } from "./field.ts";
import { scrub } from "./scrub.ts";

export interface Mapper {
  /**
   * The declared fields of a row, those that say something; personal ones still in, for keys and joins.
   * @param into an object that they are added to. @default a new one
   */
  fields(row: JsonObject, into?: JsonObject): JsonObject;
  /** Of what is in `extra`, the keys that a field is declared for: they could not be read, or not wholly. */
  declared(extra: JsonObject): string[];
  /** A finished document without the classes left out; the same object where none is. */
  finish<T extends JsonObject>(document: T): T;
  /** A raw row fit for a dead letter: without what is dropped, the classes left out and what has no class. */
  redact(row: JsonObject): JsonObject;
}

/** @param without the privacy classes that must not be harvested. */
export function createMapper(fields: SourceFields, without: ReadonlySet<Privacy> = new Set()): Mapper {
  const { known } = planOf(fields);
  const dropped = new Set(droppedIn(fields));

  const keep: Keep = (key, value) => {
    if (without.size > 0) {
      // A key without a declaration has no class: with anything to leave out it cannot be kept.
      const field = known.get(key);
      if (field === undefined || field.fields !== undefined) return undefined;
      if (!allowed(field.rawPrivacy ?? field.privacy, without)) return undefined;
    }
    return scrub(key, value, dropped);
  };

  return {
    fields: (row, into = {}) => {
      const extra: JsonObject = {};
      const unread: Unread = (key, raw) => {
        const kept = keep(key, raw);
        if (kept !== undefined) extra[key] = kept;
      };
      const out = readFields(fields, row, unread, into);
      noteUnknown(fields, row, unread);
      if (Object.keys(extra).length > 0) out.extra = extra;
      return out;
    },
    declared: (extra) => Object.keys(extra).filter((key) => known.has(key)),
    finish: (document) => (without.size === 0 ? document : strip(document, fields, without)),
    redact: (row) =>
      Object.fromEntries(
        Object.entries(row).flatMap(([key, value]) => {
          const kept = keep(key, value);
          return kept === undefined ? [] : [[key, kept]];
        }),
      ),
  };
}

/** What of a raw value may be kept, undefined for nothing. */
type Keep = (key: string, value: Json) => Json | undefined;

/** Told of each value that says something and became no field. */
type Unread = (key: string, raw: Json) => void;

/** A declaration as the inner loop needs it. */
interface Plan {
  /** The fields that are read. */
  steps: readonly [string, SourceField][];
  /** The keys that fields stand for. */
  known: ReadonlyMap<string, SourceField>;
  /** The keys that are never stored. */
  dropped: ReadonlySet<string>;
}

const plans = new WeakMap<SourceFields, Plan>();

function planOf(fields: SourceFields): Plan {
  const found = plans.get(fields);
  if (found !== undefined) return found;
  const known = new Map<string, SourceField>();
  for (const field of flatten(fields))
    for (const key of field.from) if (!known.has(key)) known.set(key, field);
  const steps = Object.entries(fields).filter(([, field]) => isRead(field));
  const plan = { steps, known, dropped: new Set(Object.keys(fields[droppedKeys] ?? {})) };
  plans.set(fields, plan);
  return plan;
}

function isRead(field: SourceField): boolean {
  if (field.compute !== undefined || field.from.length > 0) return true;
  return Object.values(field.fields ?? {}).some(isRead);
}

/** A field whose inner fields are read from the same row. */
function isGroup(field: SourceField): field is SourceField & { fields: SourceFields } {
  return field.fields !== undefined && field.from.length === 0 && field.compute === undefined;
}

/** The fields read from the row itself: groups opened, objects and lists of them as one. */
function flatten(fields: SourceFields): SourceField[] {
  return Object.values(fields).flatMap((field) => (isGroup(field) ? flatten(field.fields) : [field]));
}

/** The dropped keys of a declaration and of the objects in it. */
function droppedIn(fields: SourceFields): string[] {
  const inner = Object.values(fields).flatMap((field) => droppedIn(field.fields ?? {}));
  return [...Object.keys(fields[droppedKeys] ?? {}), ...inner];
}

/** Tells of the values whose keys no field stands for, dropped ones apart. */
function noteUnknown(fields: SourceFields, row: JsonObject, unread: Unread): void {
  const { known, dropped } = planOf(fields);
  for (const key of Object.keys(row))
    if (!known.has(key) && !dropped.has(key)) noteUnread(key, row[key], unread);
}

function readFields(
  fields: SourceFields,
  row: JsonObject,
  unread: Unread,
  into: JsonObject = {},
): JsonObject {
  for (const [name, field] of planOf(fields).steps) {
    const value = readField(field, row, unread);
    if (value !== undefined) into[name] = value;
  }
  return into;
}

function readField(field: SourceField, row: JsonObject, unread: Unread): Json | undefined {
  if (field.compute !== undefined) {
    const value = field.compute(row);
    if (value === undefined) for (const key of field.from) noteUnread(key, row[key], unread);
    return value;
  }
  if (isGroup(field)) return filled(readFields(field.fields, row, unread));
  for (const key of field.from) {
    const raw = row[key];
    if (raw === undefined || isBlank(raw)) continue;
    const value = readValue(field, raw, key, unread);
    if (value === undefined) unread(key, raw);
    else if (value !== null) return value;
  }
  return undefined;
}

function readValue(field: SourceField, raw: Json, key: string, unread: Unread): Json | undefined {
  if (field.fields === undefined) return field.read(raw);
  if (field.element === undefined) return readObjects(field, raw, key, unread);
  const list = readObjects({ ...field, fields: field.element, list: true }, raw, key, unread);
  return list === undefined ? undefined : (filled(inColumns(list as JsonObject[], field.element)) ?? null);
}

/** Objects as one object of lists. */
function inColumns(list: readonly JsonObject[], fields: SourceFields): JsonObject {
  const out: JsonObject = {};
  for (const [name, field] of Object.entries(fields)) {
    const values = list.map((element) => element[name]);
    if (values.every((value) => value === undefined)) continue;
    out[name] =
      field.fields === undefined
        ? values.map((value) => value ?? null)
        : inColumns(
            values.map((value) => (value ?? {}) as JsonObject),
            field.fields,
          );
  }
  return out;
}

/**
 * One object or a list of them; where one has keys that no field is declared for, the whole is kept too.
 * @returns null for an object that says nothing, undefined for what is no object.
 */
function readObjects(field: SourceField, raw: Json, key: string, unread: Unread): Json | undefined {
  const fields = field.fields ?? {};
  const elements = field.list === true ? raw : [raw];
  if (!Array.isArray(elements)) return undefined;
  const out: JsonObject[] = [];
  let isWhole = true;
  for (const element of elements) {
    if (typeof element !== "object" || element === null || Array.isArray(element)) return undefined;
    const note = () => {
      isWhole = false;
    };
    out.push(readFields(fields, element, note));
    noteUnknown(fields, element, note);
  }
  if (!isWhole) unread(key, raw);
  return field.list === true ? out : (filled(out[0] ?? {}) ?? null);
}

function filled(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length > 0 ? object : undefined;
}

function noteUnread(key: string, raw: Json | undefined, unread: Unread): void {
  if (raw !== undefined && !isBlank(raw)) unread(key, raw);
}

/** Zoom says nothing with `""` and null. */
function isBlank(value: Json | undefined): boolean {
  return (
    value === undefined || value === "" || value === null || (Array.isArray(value) && value.length === 0)
  );
}

function allowed(privacy: Privacy, without: ReadonlySet<Privacy>): boolean {
  return privacy === "none" || !without.has(privacy);
}

/** Free text is of another class, and quotes e-mails all the same. */
function withoutEmails(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutEmails);
  return typeof value === "string" ? value.replace(/[^\s@<>()"',;:]+@[^\s@<>()"',;:]+/g, "***") : value;
}

function strip<T extends JsonObject>(document: T, fields: Fields, without: ReadonlySet<Privacy>): T {
  const out: JsonObject = {};
  for (const [name, value] of Object.entries(document)) {
    const field = fields[name];
    if (field !== undefined && !allowed(field.privacy, without)) continue;
    const inner = field?.fields;
    if (field?.type === "text" && without.has("email")) out[name] = withoutEmails(value);
    else if (inner === undefined || typeof value !== "object" || value === null) out[name] = value;
    else if (Array.isArray(value))
      out[name] = value.map((element) => strip(element as JsonObject, inner, without));
    else out[name] = strip(value, inner, without);
  }
  return out as T;
}
