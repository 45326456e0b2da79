/** Tables as CSV that spreadsheet programs read as they are: RFC 4180, UTF-8 with a mark, no formula in it. Pure. */

import type { Table } from "./answer.ts";

export type Cell = string | number | boolean | null | undefined;

/** Rows that are sent together. */
const chunk = 500;

/** A table line by line, the head first. @throws what reading its rows throws */
export async function* csvLines({ columns, rows }: Table): AsyncGenerator<string> {
  // Without the mark Excel takes the text for one of its own code page.
  let lines = `\ufeff${lineOf(columns)}`;
  let count = 0;
  for await (const row of rows) {
    lines += lineOf(row);
    count += 1;
    if (count % chunk > 0) continue;
    yield lines;
    lines = "";
  }
  yield lines;
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(value: Cell): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const safe = guard(value);
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// The signs that begin a formula, their full-width forms too, after what a program may skip; digits of which a
// spreadsheet would lose some. https://owasp.org/www-community/attacks/CSV_Injection
const unsafe =
  /(^|[;\t\r\n])((?:(?![\t\r\n])[\p{Cc}\p{Z}\p{Cf}"])*[=+\-@＝＋－＠])|^([\t\r\n]|0[0-9]+$|[0-9]{16,}$)/gu;

function guard(text: string): string {
  return text.replace(unsafe, "$1'$2$3");
}
