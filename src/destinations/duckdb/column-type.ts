/**
 * Column types as trees: from a field's declaration, from DuckDB's text, and joined, so that a table can grow
 * with the catalogue. Pure.
 */

import type { Field, Fields } from "../../document.ts";
import { quoteName } from "./driver.ts";

/** A column's type: a name or the fields of a STRUCT, and how many times it is a list. */
export interface ColumnType {
  name?: string;
  fields?: Map<string, ColumnType>;
  lists: number;
}

const names: Record<Exclude<Field["type"], "object">, string> = {
  keyword: "VARCHAR",
  text: "VARCHAR",
  ip: "VARCHAR",
  date: "TIMESTAMP WITH TIME ZONE",
  long: "BIGINT",
  double: "DOUBLE",
  boolean: "BOOLEAN",
  json: "JSON",
};

export function typeOfField(field: Field): ColumnType {
  const lists = field.list === true ? 1 : 0;
  // DuckDB has no STRUCT without fields.
  if (field.type === "object" && Object.keys(field.fields ?? {}).length === 0)
    return { name: "JSON", lists: 0 };
  if (field.type === "object") return { fields: typesOf(field.fields ?? {}), lists };
  return { name: names[field.type], lists };
}

/** The types of fields, in their order. */
export function typesOf(fields: Fields): Map<string, ColumnType> {
  return new Map(Object.entries(fields).map(([name, field]) => [name, typeOfField(field)]));
}

/** The type as SQL, in DuckDB's own spelling. */
export function sayType({ name, fields, lists }: ColumnType): string {
  const inner = [...(fields ?? [])].map(([key, type]) => `${quoteName(key)} ${sayType(type)}`).join(", ");
  return `${fields === undefined ? name : `STRUCT(${inner})`}${"[]".repeat(lists)}`;
}

/** The type as the structure that `from_json` takes. */
export function structureOf({ name, fields, lists }: ColumnType): unknown {
  let structure: unknown = name;
  if (fields !== undefined) {
    structure = Object.fromEntries([...fields].map(([key, type]) => [key, structureOf(type)]));
  }
  for (let list = 0; list < lists; list += 1) structure = [structure];
  return structure;
}

/** The type that holds both, stored fields first; undefined when there is none. */
export function joinTypes(stored: ColumnType, wanted: ColumnType): ColumnType | undefined {
  if (stored.lists !== wanted.lists || stored.name !== wanted.name) return undefined;
  if (stored.fields === undefined || wanted.fields === undefined) return stored;
  const fields = new Map(stored.fields);
  for (const [key, type] of wanted.fields) {
    const known = fields.get(key);
    const joined = known === undefined ? type : joinTypes(known, type);
    if (joined === undefined) return undefined;
    fields.set(key, joined);
  }
  return { fields, lists: stored.lists };
}

/** Reads DuckDB's text of a type: `STRUCT(host_id VARCHAR, "at" TIMESTAMP WITH TIME ZONE)[]`. */
export function parseType(text: string): ColumnType {
  const tokens = text.match(/"(?:[^"]|"")*"|\[\d*\]|[(),]|[^\s"(),[\]]+/g) ?? [];
  let at = 0;
  const parse = (): ColumnType => {
    const words: string[] = [];
    let fields: Map<string, ColumnType> | undefined;
    while (at < tokens.length && !/^[(),[]/.test(tokens[at] ?? "")) words.push(tokens[at++] ?? "");
    if (words[0] === "STRUCT" && tokens[at] === "(") {
      fields = new Map();
      do {
        at += 1;
        const key = tokens[at++] ?? "";
        fields.set(key.startsWith('"') ? key.slice(1, -1).replaceAll('""', '"') : key, parse());
      } while (tokens[at] === ",");
      at += 1;
    } else if (tokens[at] === "(") {
      // DECIMAL(18,3), ENUM('a', 'b'): types that we never make; kept as text so that they are not ours.
      while (at < tokens.length && tokens[at] !== ")") words.push(tokens[at++] ?? "");
      words.push(tokens[at++] ?? "");
    }
    let lists = 0;
    while ((tokens[at] ?? "").startsWith("[")) {
      if (tokens[at] === "[]") lists += 1;
      else words.push(tokens[at] ?? "");
      at += 1;
    }
    return fields === undefined ? { name: words.join(" "), lists } : { fields, lists };
  };
  return parse();
}
