/** Names and topics on a terminal: never obeyed, and never out of line. */

import { Writable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printTable, tableLines } from "../../src/commands/print-table.ts";
import { cut, cutBegin, harmless, toWidth, widthOf } from "../../src/commands/terminal-text.ts";

const dangerous = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;

describe("a name on a terminal", () => {
  it("is not obeyed, and turns no line", () => {
    expect(harmless("\u001B[2JAnn\u0007\u009B31m\u202Eeb\n")).toBe("�[2JAnn��31meb�");
    expect(harmless("a\u2066b\u2069c\u2028d\u2029")).toBe("abc�d�");
  });

  it("takes the columns that it takes there", () => {
    expect(["Anna", "Zoe\u0308", "王芳", "🦊 Foxy", "👩‍🏫"].map(widthOf)).toEqual([4, 3, 4, 7, 2]);
  });

  it("is cut and filled by what a person counts as characters", () => {
    expect(toWidth("Zoe\u0308 Ito", 8)).toBe("Zoe\u0308 Ito ");
    expect(toWidth("Reading group", 8)).toBe("Reading…");
    expect(toWidth("王芳王芳王芳", 8)).toBe("王芳王… ");
    expect(toWidth("a\u001b[2J\nb", 8)).toBe("a�[2J�b ");
    expect(cut("👩‍🏫👩‍🏫👩‍🏫", 5)).toBe("👩‍🏫👩‍🏫…");
    expect(cut("Anna", 4)).toBe("Anna");
  });

  it("or a path, of which the end is kept", () => {
    expect(cutBegin("/srv/data/zoom.duckdb", 12)).toBe("…zoom.duckdb");
    expect(cutBegin("zoom.duckdb", 12)).toBe("zoom.duckdb");
  });

  it("has its width whatever is in it", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "王", "🦊", "e\u0308", "\u202E", "\u001b", "👩‍🏫", "\n"),
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (name, width) => {
        expect(widthOf(toWidth(name, width))).toBe(width);
        for (const shown of [cut(name, width), cutBegin(name, width)]) {
          expect(widthOf(shown)).toBeLessThanOrEqual(width);
          expect(shown).not.toMatch(dangerous);
        }
      }),
    );
  });
});

describe("a table", () => {
  it("lets no text of it move the cursor or turn the line, and stays in line", () => {
    const lines = tableLines(
      ["host", "topic"],
      [
        ["王芳", "a\u001b[2J"],
        ["Zoe\u0308", "b\u202E\n"],
      ],
    );
    expect(lines).toEqual(["host  topic", "────  ─────", "王芳  a�[2J", "Zoe\u0308   b�"]);
  });

  it("may have as many rows as there are", () => {
    const rows = Array.from({ length: 200_000 }, (_, row) => [row, "Anna"]);
    let lines = 0;
    const output = new Writable({
      write: (chunk, _, done) => {
        lines += String(chunk).split("\n").length - 1;
        done();
      },
    });
    printTable(output, "People", ["row", "name"], rows);
    expect(lines).toBe(rows.length + 4);
  });
});
