/** Charts of text blocks. */

import { expect, it } from "vitest";
import { bar, columns } from "../../src/commands/bars.ts";

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
