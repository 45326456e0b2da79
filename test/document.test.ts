/** The words that the parts share, where they do something. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { type Document, groupBy, inPortions } from "../src/document.ts";

const documents = (weights: readonly number[]) => weights.map((weight, n) => ({ _id: `${n}`, weight }));
const weigh = (document: Document) => Number(document.weight);

test("portions hold all documents in their order, and weigh no more than allowed, but for one that is too heavy alone", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30)), fc.integer({ min: 1, max: 40 }), (weights, most) => {
      const given = documents(weights);
      const portions = [...inPortions(given, weigh, most)];
      expect(portions.flat()).toEqual(given);
      for (const portion of portions) {
        const weight = portion.reduce((sum, one) => sum + weigh(one), 0);
        expect(portion.length === 1 || (portion.length > 1 && weight <= most)).toBe(true);
      }
    }),
  );
});

test("groups hold each document once, by the value of the field", () => {
  const given = documents([1, 2, 1]);
  expect([...groupBy(given, "weight")]).toEqual([
    ["1", [given[0], given[2]]],
    ["2", [given[1]]],
  ]);
});
