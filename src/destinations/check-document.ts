/**
 * Whether a document is what its collection declares. A typed store would silently make NULL of a value that does
 * not fit; so it is refused here, with a reason a person can act on. Pure.
 */

import type { Field, Fields, Json } from "../document.ts";

/** @returns why the value cannot be stored, or undefined when it can. The reason holds no value of a person. */
export type Check = (value: Json | undefined, name: string) => string | undefined;

/** Compiles the check of a whole document: `_id` and declared fields only, each of its type; null is absent. */
export function compileCheck(fields: Fields): (document: { [name: string]: Json }) => string | undefined {
  const check = checkObject({ ...fields, _id: { type: "keyword", description: "The key", privacy: "none" } });
  return (document) => {
    const { _id } = document;
    if (typeof _id !== "string" || _id === "") return expected("_id", "a text", _id);
    return check(document, "");
  };
}

function checkObject(fields: Fields): Check {
  const checks = new Map(Object.entries(fields).map(([name, field]) => [name, checkField(field)]));
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return expected(path, "an object", value);
    for (const name in value) {
      const inner = value[name];
      if (inner === undefined || inner === null) continue;
      const check = checks.get(name);
      const where = path === "" ? name : `${path}.${name}`;
      const reason =
        check === undefined ? `Expected declared fields only, got \`${where}\`` : check(inner, where);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

function checkField(field: Field): Check {
  const check = field.type === "object" ? checkObject(field.fields ?? {}) : checks[field.type];
  if (field.list !== true) return check;
  return (value, name) => {
    if (!Array.isArray(value)) return expected(name, "a list", value);
    for (const element of value) {
      const reason = element === null ? undefined : check(element, name);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

const text: Check = (value, name) =>
  typeof value === "string" ? undefined : expected(name, "a text", value);

const checks: Record<Exclude<Field["type"], "object">, Check> = {
  keyword: text,
  text,
  ip: text,
  json: () => undefined,
  boolean: (value, name) => (typeof value === "boolean" ? undefined : expected(name, "true or false", value)),
  double: (value, name) =>
    typeof value === "number" && Number.isFinite(value) ? undefined : expected(name, "a number", value),
  long: (value, name) =>
    typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 63
      ? undefined
      : expected(name, "a whole number of 64 bits", value),
  date: (value, name) =>
    typeof value === "string" && isInstant(value)
      ? undefined
      : expected(name, "an ISO 8601 time with a zone", value),
};

const instant = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;

function isInstant(value: string): boolean {
  const match = instant.exec(value);
  if (match === null || Number.isNaN(Date.parse(value))) return false;
  // Date.parse takes 30 February for 2 March; stores do not.
  return (
    Number(match[1]) <= 28 || new Date(`${value.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(match[1])
  );
}

function expected(name: string, what: string, value: Json | undefined): string {
  return `Expected \`${name}\` to be ${what}, got ${kindOf(value)}`;
}

/** The kind of a value, not the value: a reason is printed, and a value may be personal. */
function kindOf(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return value === "" ? "an empty text" : "a text of another form";
  return typeof value === "number" ? `the number ${value}` : String(value);
}
