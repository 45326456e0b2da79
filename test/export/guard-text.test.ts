/** What a spreadsheet program would take for a formula does not come out as one, whatever somebody typed. */

import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DuckConnection } from "../../src/destinations/duckdb/driver.ts";
import { guardText } from "../../src/destinations/duckdb/guard-text.ts";

let instance: DuckDBInstance;
let connection: DuckConnection;
beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:");
  connection = (await instance.connect()) as DuckConnection;
});
afterAll(() => {
  connection?.closeSync();
  instance?.closeSync();
});

/** Texts as DuckDB guards them, all at once. */
async function guarded(texts: readonly string[]): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `SELECT to_json(${guardText("v")})::VARCHAR FROM (SELECT unnest(from_json($1, '["VARCHAR"]')) AS v)`,
    [JSON.stringify(texts)],
  );
  return reader.getRowsJson().map(([text]) => JSON.parse(String(text)));
}

/** A cell as a program reads it that skips what is invisible and takes quotes away. */
const beginsFormula = (cell: string) => /^[=+\-@＝＋－＠]/.test(cell.replace(/^[\p{Z}\p{Cc}\p{Cf}"]+/u, ""));

describe("a text", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+49 30 1234", "'+49 30 1234"],
    ["-5 degrees", "'-5 degrees"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["  =1+1", "'  =1+1"],
    ["\u00a0=1+1", "'\u00a0=1+1"],
    ["\u200f=1+1", "'\u200f=1+1"],
    ["＝1+1", "'＝1+1"],
    ["＠x", "'＠x"],
    ["\tx", "'\tx"],
    ["\rx", "'\rx"],
    ["\nx", "'\nx"],
    ["\t=1", "\t'=1"],
    ['"=1+1"', '\'"=1+1"'],
    ["Math;=HYPERLINK(1)", "Math;'=HYPERLINK(1)"],
    ['Math; "=1;x', "Math;' \"=1;x"],
    ["one\n=2", "one\n'=2"],
    ["one\r\n@two", "one\r\n'@two"],
    ["=a;=b", "'=a;'=b"],
  ])("that a program may take for a formula, %j, gets an apostrophe", async (text, expected) => {
    expect(await guarded([text])).toEqual([expected]);
  });

  it.each([
    "Anna-Lena",
    "a=b",
    "Zoë + Émile",
    "bTl7xg==",
    "someone@example.org",
    "Lecture 1; Lecture 2",
    "'=x",
    "عربي",
    "🎓 Physics",
    "a,-b",
    "81234567890",
    "123456789012345",
    "0",
    "0x10",
    "1.5",
  ])("that is none, %j, stays as it is", async (text) => {
    expect(await guarded([text])).toEqual([text]);
  });

  it("of digits alone that a spreadsheet would shorten gets an apostrophe", async () => {
    expect(await guarded(["007", "1234567890123456", "00", "0123a"])).toEqual([
      "'007",
      "'1234567890123456",
      "'00",
      "0123a",
    ]);
  });

  it("begins no formula in any cell that a program makes of it, and loses nothing", async () => {
    const nasty = fc.constantFrom(..."=+-@＝＋－＠;\t\r\n \"',a1é\u200f\u00a0\ufeff🎓");
    const texts = fc.array(fc.string({ unit: nasty, maxLength: 12 }), { minLength: 50, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const safe = await guarded(given);
        for (const [index, text] of safe.entries()) {
          for (const cell of text.split(/[;\t\r\n]/))
            expect(beginsFormula(cell), JSON.stringify(text)).toBe(false);
          expect(text).not.toMatch(/^[\t\r\n](?!')/);
          expect(text.replaceAll("'", "")).toBe(given[index]?.replaceAll("'", ""));
        }
      }),
      { numRuns: 30 },
    );
  });
});
