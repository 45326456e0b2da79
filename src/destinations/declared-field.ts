/** The declaration of a field by its path. Pure. */

import type { Field, Fields } from "../document.ts";
import { pathOf } from "./roll-up.ts";

/** Types that are texts: those that a text can be looked for in. */
const textTypes: readonly string[] = ["keyword", "text"];
const numberTypes: readonly string[] = ["long", "double"];

/** Undefined for a field that is not declared, or lies in an object that is kept and not searched. */
export function declaredField(fields: Fields, path: string): Field | undefined {
  let inside: Fields | undefined = fields;
  let field: Field | undefined;
  for (const part of pathOf(path)) {
    field = inside?.[part];
    if (field?.searched === false) return undefined;
    inside = field?.fields;
  }
  return field;
}

/** Whether documents can be sorted by a field. */
export function isSortable(fields: Fields, path: string): boolean {
  const { type = "object" } = declaredField(fields, path) ?? {};
  return type !== "object" && type !== "json";
}

export function isText(fields: Fields, path: string): boolean {
  return textTypes.includes(declaredField(fields, path)?.type ?? "");
}

export function isNumber(fields: Fields, path: string): boolean {
  return numberTypes.includes(declaredField(fields, path)?.type ?? "");
}

/** Half a character (a lone surrogate) has no form in a store: it becomes U+FFFD, as it does when it is stored. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\ufffd");
}
