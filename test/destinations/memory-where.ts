/** Texts, numbers, ids and the order of pages in what is in memory. */

import { declaredField, isNumber, isSortable, isText } from "../../src/destinations/declared-field.ts";
import type { PageOf, Where } from "../../src/destinations/reader.ts";
import { pathOf } from "../../src/destinations/roll-up.ts";
import type { Collection, Document, Json } from "../../src/document.ts";
import type { Flaw } from "./memory-flaws.ts";

/** All values of a field, those of lists and of objects in lists too. */
export function valuesAt(document: Document, path: string): Json[] {
  let values: Json[] = [document];
  for (const part of pathOf(path)) {
    values = values.flatMap((value) => {
      const inner = typeof value === "object" && value !== null && !Array.isArray(value) ? value[part] : [];
      return inner ?? [];
    });
  }
  return values;
}

/** Whether a document fulfils what {@link Where} says of texts, numbers and ids. */
export function fulfils(
  document: Document,
  { contains = [], between = {}, ids }: Where,
  { fields }: Collection,
  flaw: Flaw | undefined,
): boolean {
  if (ids !== undefined && !(flaw === "takesAThousandIds" ? ids.slice(0, 1_000) : ids).includes(document._id))
    return false;
  const hasNumbers = Object.entries(between).every(([field, { least, most }]) => {
    const numbers = isNumber(fields, field) ? valuesAt(document, field).map(Number) : [];
    const edge = flaw === "leavesOutTheLimits" ? 1e-9 : 0;
    if (flaw === "takesAbsentForNought" && numbers.length === 0 && least === undefined) return true;
    return numbers.some(
      (one) =>
        one >= (least ?? Number.NEGATIVE_INFINITY) + edge && one <= (most ?? Number.POSITIVE_INFINITY) - edge,
    );
  });
  const hasTexts = contains.every(({ fields: names, text }) =>
    (flaw === "looksInTheFirstField" ? names.slice(0, 1) : names)
      .filter((name) => isText(fields, name))
      .flatMap((name) => valuesAt(document, name))
      .some((value) => has(String(value), text, flaw)),
  );
  return hasNumbers && hasTexts;
}

function has(value: string, text: string, flaw: Flaw | undefined): boolean {
  if (flaw === "takesSignsForPatterns" && /[%*?_]/.test(text)) {
    const pattern = text.replaceAll(/[\\()[\]{}+^$|]/g, "\\$&").replaceAll("%", ".*");
    return new RegExp(pattern.replaceAll(/(?<!\.)\*/g, ".*").replaceAll(/[?_]/g, "."), "isu").test(value);
  }
  return fold(value, flaw).includes(fold(text, flaw));
}

function fold(text: string, flaw: Flaw | undefined): string {
  if (flaw === "knowsAsciiOnly") return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  // One character after another: the small form of a word's last sigma is another than that of one within it.
  return [...text].map((one) => String.fromCodePoint(one.toLowerCase().codePointAt(0) ?? 0)).join("");
}

/** Documents as a page has them in order. */
export function inOrder(
  documents: readonly Document[],
  { by, order }: Pick<PageOf, "by" | "order">,
  { fields }: Collection,
  flaw: Flaw | undefined,
): Document[] {
  const sign = order === "ascending" ? 1 : -1;
  const isDate = declaredField(fields, by)?.type === "date";
  const keyOf = (document: Document) => {
    const values = isSortable(fields, by) ? valuesAt(document, by) : [];
    const comparable = values.map((value) => (isDate ? Date.parse(String(value)) : value));
    return comparable.sort((a, b) => sign * compare(a, b, flaw))[0];
  };
  const keyed = documents.map((document) => ({ document, key: keyOf(document) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) {
      const absent = Number(a.key === undefined) - Number(b.key === undefined);
      const isFirst = flaw === "sortsTheAbsentFirst" && order === "descending";
      if (absent !== 0) return isFirst ? -absent : absent;
    } else if (a.key !== b.key) return sign * compare(a.key, b.key, flaw);
    const isTurned = flaw === "turnsTheAlike" && by === "pages" && a.key !== undefined;
    return (isTurned ? sign : 1) * compare(a.document._id, b.document._id, undefined);
  });
  return keyed.map(({ document }) => document);
}

function compare(a: Json, b: Json, flaw: Flaw | undefined): number {
  if (typeof a !== "string" || typeof b !== "string") return Number(a) - Number(b);
  if (flaw === "sortsByLanguage") return a.localeCompare(b, "en");
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
