/** Tables as files for spreadsheet programs. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, csvLines } from "../../src/dashboard/csv.ts";

async function csvOf(columns: string[], rows: Cell[][]): Promise<string> {
  let text = "";
  for await (const lines of csvLines({ columns, rows })) text += lines;
  return text;
}

/** Reads CSV as RFC 4180 has it. */
function readPlainly(text: string): string[][] {
  const rows: string[][] = [[""]];
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    const row = rows.at(-1) ?? [];
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      row[row.length - 1] += '"';
      at += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === ",") row.push("");
    else if (!isQuoted && text.startsWith("\r\n", at)) {
      rows.push([""]);
      at += 1;
    } else row[row.length - 1] += sign;
  }
  return rows.slice(0, -1);
}

describe("CSV", () => {
  it("begins with the mark that tells Excel of UTF-8, and has a line for each row", async () => {
    expect(
      await csvOf(
        ["a", "b"],
        [
          ["é", 1],
          [null, true],
          [undefined, 1.5],
        ],
      ),
    ).toBe("\ufeffa,b\r\né,1\r\n,true\r\n,1.5\r\n");
  });

  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    " =1",
    "\t=1",
    '"=1',
    "＝1",
    "a;=1",
    "a\n=1",
    "007",
    "12345678901234567",
  ])("makes no formula and no shortened number of %j", async (text) => {
    const [[cell = ""] = []] = readPlainly((await csvOf(["x"], [[text]])).slice(1)).slice(1);
    expect(cell).not.toBe(text);
    expect(cell.replace("'", "")).toBe(text);
    expect(cell).not.toMatch(/(^|[;\t\r\n])[\s"]*[=+\-@＝＋－＠]/);
  });

  it("is read again as it was, whatever is in it", async () => {
    const harmless = fc
      .string({ unit: "grapheme" })
      .filter((text) => !/^[\p{Cc}\p{Z}\p{Cf}"]*[=+\-@＝＋－＠]|[;\t\r\n]|^0\d+$|^\d{16}/u.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(harmless, { minLength: 2, maxLength: 2 }), { maxLength: 5 }),
        async (rows) => {
          expect(readPlainly((await csvOf(["a", "b"], rows)).slice(1)).slice(1)).toEqual(rows);
        },
      ),
    );
  });
});
