/** Reads the small tables that people keep in spreadsheets: separated by comma, semicolon or tab, quoted as RFC 4180 says. */

export interface CsvRow {
  /** The line of the file that the row begins on, from 1. */
  line: number;
  cells: string[];
}

/** A quotation mark that is never closed, or text behind a closed one. */
export class CsvProblem extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * The rows that hold anything, white space around cells removed. The separator is the one of comma, semicolon and tab
 * that the first such line has most of, outside quotes; Excel's `sep=;` on a first line of its own is believed.
 * @throws CsvProblem
 */
export function readCsv(text: string): CsvRow[] {
  const named = namedSeparator.exec(text);
  const body = text.replace(/^\uFEFF/, "");
  const start = named === null ? 0 : body.indexOf("\n") + 1;
  const separator = separatorOf(text);
  const rows: CsvRow[] = [];
  let line = named === null ? 1 : 2;
  let row: CsvRow = { line, cells: [] };
  let cell = "";
  const endRow = () => {
    row.cells.push(bare(cell));
    if (row.cells.some((one) => one !== "")) rows.push(row);
    row = { line, cells: [] };
    cell = "";
  };
  for (let at = start; at < body.length; at++) {
    const sign = body[at] ?? "";
    if (sign === '"' && cell.trim() === "") {
      const quoted = readQuoted(body, at, line, separator);
      cell = quoted.cell;
      line += quoted.lines;
      at = quoted.end;
    } else if (sign === separator) {
      row.cells.push(bare(cell));
      cell = "";
    } else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && body[at + 1] === "\n") at++;
      line++;
      endRow();
    } else cell += sign;
  }
  endRow();
  return rows;
}

/** Without white space around it, and without the sign that keeps a spreadsheet program from calculating. */
function bare(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@])/, "");
}

/** The cell whose opening mark is at `open`; `end` is the last character before the separator or the line's end. */
function readQuoted(text: string, open: number, line: number, separator: string) {
  let cell = "";
  let at = open + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close === -1) throw new CsvProblem(line, "a quotation mark is not closed");
    cell += text.slice(at, close);
    at = close + 1;
    if (text[at] !== '"') break;
    cell += '"';
    at++;
  }
  const lines = text.slice(open, at).split(/\r\n|\r|\n/).length - 1;
  while (text[at] === " ") at++;
  const next = text[at];
  if (next !== undefined && next !== separator && next !== "\n" && next !== "\r")
    throw new CsvProblem(line + lines, "there is text behind a closed quotation mark");
  return { cell, lines, end: at - 1 };
}

const namedSeparator = /^\uFEFF?sep=([,;\t])\r?\n/;

/** What separates the cells of a file. */
export function separatorOf(text: string): string {
  const named = namedSeparator.exec(text);
  if (named?.[1] !== undefined) return named[1];
  const first =
    text
      .replaceAll(/"[^"]*"/g, "")
      .trimStart()
      .split(/[\r\n]/, 1)[0] ?? "";
  // A comma is also part of a text, so that of as many the others are the separator.
  const [most] = ["\t", ";", ","]
    .map((sign) => ({ sign, count: first.split(sign).length - 1 }))
    .sort((a, b) => b.count - a.count);
  return most === undefined || most.count === 0 ? "," : most.sign;
}

/** A cell that {@link readCsv} reads as it was, and that no spreadsheet program takes for a formula. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
