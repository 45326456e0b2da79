import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, readCsv } from "../../src/people/across/read-csv.ts";

const cells = (text: string) => readCsv(text).map((row) => row.cells);

describe("a table from a spreadsheet", () => {
  it.each([
    [
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a;b,c\r\nd;e\r\n",
      [
        ["a", "b,c"],
        ["d", "e"],
      ],
    ],
    [
      "a\tb\rc\td",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["\uFEFFa,b", [["a", "b"]]],
    ["sep=;\r\na,b;c", [["a,b", "c"]]],
    ['"a, ""b""",c', [['a, "b"', "c"]]],
    ['"x;y";z', [["x;y", "z"]]],
    ["'=a,-b", [["=a", "-b"]]],
    ["a,,\n,,\n\n", [["a", "", ""]]],
  ])("%j is read as it is meant", (text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it("knows the line on which each row begins", () => {
    expect(readCsv('a\n\n"b\r\nc",d\ne').map(({ line }) => line)).toEqual([1, 3, 5]);
    expect(readCsv("sep=,\na").map(({ line }) => line)).toEqual([2]);
  });

  it.each([
    ['a\n"b', "a quotation mark is not closed"],
    ['a\n"b"c,d', "there is text behind a closed quotation mark"],
  ])("%j is an error on line 2", (text, message) => {
    expect(() => readCsv(text)).toThrow(expect.objectContaining({ line: 2, message }));
  });

  it("gives back every cell that was written", () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", "=", "'", '"', ",", ";", "\t", "\n", "\r", " ", "ü"),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const text = rows.map((row) => ["x", ...row].map(csvCell).join(",")).join("\n");
        const expected = rows.map((row) => ["x", ...row.map((one) => one.trim())]);
        fc.pre(!rows.flat().some((one) => /^\s*'/.test(one)));
        expect(cells(text)).toEqual(expected);
      }),
    );
  });

  it("writes nothing that a spreadsheet program calculates", () => {
    expect(["=1+1", "+1", "-1", "@x", "a=b"].map(csvCell)).toEqual(["'=1+1", "'+1", "'-1", "'@x", "a=b"]);
  });
});
