/** Which of two lists of a meeting's sessions stays: a table over every ordered pair of sources. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPoorer, type SessionSet, sessionSources, type Verdict, weigh } from "../../src/harvest/sets.ts";

const whole = (source: string, rows: number): SessionSet => ({ source, complete: true, rows });
const part = (source: string, rows: number): SessionSet => ({ source, complete: false, rows });

const pairs = sessionSources.flatMap((held) => sessionSources.map((found) => ({ held, found })));
const richer = pairs.filter(({ held, found }) => isPoorer(held, found));
const poorer = pairs.filter(({ held, found }) => isPoorer(found, held));

describe.each(richer)("a stored list of $held and one just read of the richer $found", ({ held, found }) => {
  test.each<[string, SessionSet, SessionSet, Verdict]>([
    ["whole for whole: the richer stays, whatever the numbers", whole(held, 9), whole(found, 3), "replace"],
    ["whole for a part: the richer stays", part(held, 9), whole(found, 3), "replace"],
    ["a part for whole: the whole stays", whole(held, 3), part(found, 9), "keep"],
    ["a part for a part: the longer stays", part(held, 3), part(found, 4), "replace"],
    ["a part for a longer part: the longer stays", part(held, 4), part(found, 3), "keep"],
  ])("%s", (_, before, now, verdict) => {
    expect(weigh(before, now)).toBe(verdict);
  });
});

describe.each(poorer)("a stored list of $held and one just read of the poorer $found", ({ held, found }) => {
  test.each<[string, SessionSet, SessionSet, Verdict]>([
    ["as many rows: the richer stays", whole(held, 3), whole(found, 3), "keep"],
    ["fewer rows: the richer stays", whole(held, 3), whole(found, 2), "keep"],
    ["more rows: the richer source is asked again", whole(held, 3), whole(found, 4), "reopen"],
    ["more rows, not all: the richer source is asked again", whole(held, 3), part(found, 4), "reopen"],
    ["whole for a part: the whole stays", part(held, 9), whole(found, 3), "replace"],
    ["a part for a part: the longer stays", part(held, 3), part(found, 4), "replace"],
    ["a shorter part: the longer stays", part(held, 4), part(found, 3), "keep"],
  ])("%s", (_, before, now, verdict) => {
    expect(weigh(before, now)).toBe(verdict);
  });
});

describe.each(sessionSources)("two lists of %s", (source) => {
  test.each<[string, SessionSet, SessionSet, Verdict]>([
    ["the newer whole one stays", whole(source, 9), whole(source, 3), "replace"],
    ["a part is added to what is there", whole(source, 9), part(source, 3), "add"],
    ["nothing read leaves what is there", whole(source, 9), part(source, 0), "keep"],
    ["a whole list without rows takes the place of rows", whole(source, 9), whole(source, 0), "replace"],
  ])("%s", (_, before, now, verdict) => {
    expect(weigh(before, now)).toBe(verdict);
  });
});

const anySet = fc.record({
  source: fc.constantFrom(...sessionSources),
  complete: fc.boolean(),
  rows: fc.nat(20),
});

test("a poorer source never takes the place of a whole list of a richer one", () => {
  fc.assert(
    fc.property(anySet, anySet, (held, found) => {
      if (held.complete && isPoorer(found.source, held.source))
        expect(["keep", "reopen"]).toContain(weigh(held, found));
    }),
  );
});

test("rows of two sources never stand side by side", () => {
  fc.assert(
    fc.property(anySet, anySet, (held, found) => {
      if (weigh(held, found) === "add") expect(found.source).toBe(held.source);
    }),
  );
});
