/** Different texts of a field, cheap where there is only one: most people have one device, one country, one name. */

import type { Json } from "../document.ts";

export type Texts = string | Set<string> | undefined;

/** A text that says something, or undefined. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** @returns the texts and one more; what is no text adds nothing. */
export function withText(texts: Texts, value: Json | undefined): Texts {
  if (typeof value !== "string" || value === "" || value === texts) return texts;
  if (texts === undefined) return value;
  return (typeof texts === "string" ? new Set([texts]) : texts).add(value);
}

export function withTexts(texts: Texts, others: Texts): Texts {
  if (others === undefined || typeof others === "string") return withText(texts, others);
  let all = texts;
  for (const one of others) all = withText(all, one);
  return all;
}

/** Sorted by code unit. */
export function listOf(texts: string | Set<string>): string[] {
  return typeof texts === "string" ? [texts] : [...texts].sort();
}

/** The smaller of two texts; one where there is no other. */
export function lesser(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined) return other;
  return other === undefined || one <= other ? one : other;
}
