/** What a stream's declarations come to, flat: for tests that go over all of them. */

import { droppedKeys, type SourceField, type SourceFields } from "../../src/streams/field.ts";

export interface Declared {
  /** The field's path in a document: `host.name`. */
  path: string;
  /** The keys of Zoom's that it stands for: `tracking_fields.value` inside an object or a list of them. */
  keys: readonly string[];
  field: SourceField;
}

/** True for a field whose inner fields are read from the same row. */
export function isGroup({ fields, from, compute }: SourceField): boolean {
  return fields !== undefined && from.length === 0 && compute === undefined;
}

/** Every declared field, objects and what is inside them. */
export function declaredIn(fields: SourceFields, above = "", key = ""): Declared[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = above + name;
    const one = { path, keys: field.from.map((from) => key + from), field };
    if (field.fields === undefined) return [one];
    const inner = isGroup(field) || field.compute !== undefined ? key : `${key}${field.from[0]}.`;
    return [one, ...declaredIn(field.fields, `${path}.`, inner)];
  });
}

/** The keys of Zoom's that end in a value of their own. */
export function keysIn(fields: SourceFields): string[] {
  return declaredIn(fields).flatMap(({ keys, field }) =>
    field.fields === undefined || field.compute !== undefined ? keys : [],
  );
}

/** The keys that are never stored, with the reasons. */
export function droppedIn(fields: SourceFields, key = ""): [key: string, reason: string][] {
  const here = Object.entries(fields[droppedKeys] ?? {}).map(([name, reason]): [string, string] => [
    key + name,
    reason,
  ]);
  const inner = Object.values(fields).flatMap((field) => {
    if (field.fields === undefined) return [];
    return droppedIn(field.fields, isGroup(field) ? key : `${key}${field.from[0]}.`);
  });
  return [...here, ...inner];
}
