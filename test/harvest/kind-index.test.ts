import fc from "fast-check";
import { expect, it } from "vitest";
import { KindIndex } from "../../src/harvest/kind-index.ts";

const kind = fc.constantFrom("instant", "scheduled", "recurring", "pmi", "pac");
const id = fc.oneof(
  fc.integer({ min: 1, max: 99_999_999_999 }).map(String),
  fc.integer({ min: 1, max: 30 }).map(String),
  fc.string(),
);

it("answers as a plain map does, whatever is put in and in which order", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(id, kind), { maxLength: 300 }), (entries) => {
      const index = new KindIndex();
      for (const [key, value] of entries) index.set(key, value);
      const plain = new Map(entries);
      for (const [key, value] of plain) expect(index.get(key)).toBe(value);
      expect(index.get("12345678901234567890")).toBeUndefined();
    }),
  );
});

it("keeps every entry over merges", () => {
  const index = new KindIndex();
  const numbers = Array.from({ length: 30_000 }, (_, nth) => 90_000_000_000 + ((nth * 7_919) % 30_011));
  numbers.forEach((number, nth) => {
    index.set(String(number), nth % 2 === 0 ? "instant" : "recurring");
  });
  numbers.forEach((number, nth) => {
    if (index.get(String(number)) !== (nth % 2 === 0 ? "instant" : "recurring"))
      expect.fail(`lost ${number}`);
  });
  index.set(String(numbers[0]), "pmi");
  expect(index.get(String(numbers[0]))).toBe("pmi");
  expect(index.has("90000030011")).toBe(false);
});
