/** Charts and texts of a width. */

import { expect, it } from "vitest";
import { bar, columns, toWidth } from "../../src/commands/bars.ts";

it("draws a bar as long as its part, and one that is seen for whatever is above nothing", () => {
  expect(bar(10, 10, 4)).toBe("████");
  expect(bar(5, 10, 4)).toBe("██  ");
  expect(bar(0.01, 1_000, 4)).toBe("▏   ");
  expect(bar(0, 10, 4)).toBe("    ");
  expect(bar(0, 0, 4)).toBe("    ");
});

it("draws columns up to the highest", () => {
  expect(columns([0, 1, 50, 100]).join("")).toBe(" ▁▄█");
  expect(columns([0, 0]).join("")).toBe("  ");
});

it("cuts and fills by what a person counts as characters, and lets no text move the cursor", () => {
  expect(toWidth("Zoe\u0308 Ito", 8)).toBe("Zoe\u0308 Ito ");
  expect(toWidth("Reading group", 8)).toBe("Reading…");
  expect(toWidth("a\u001b[2J\nb", 8)).toBe("a [2J b ");
});
