/** The names of the indices of all collections: none is taken for another's. */

import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/destinations/search/index-names.ts";
import { priorityOf } from "../../src/destinations/search/template.ts";
import { collections } from "../../src/streams/derived.ts";

/** Whether an index name matches a template's pattern. */
function matches(pattern: string, name: string): boolean {
  const [start = "", end] = pattern.split("*");
  return end === undefined ? name === pattern : name.startsWith(start) && name.endsWith(end);
}

describe.each(["", "uni-"])("with the prefix %j", (prefix) => {
  const all = collections.map((collection) => ({
    collection: collection.name,
    names: namesOf(collection, prefix),
  }));

  it.each(all)(
    "the template of $collection takes its own indices before any other",
    ({ collection, names }) => {
      const indices = all.flatMap((other) => {
        const { alias, of } = other.names;
        const made = [
          alias,
          of({ _id: "undated" }),
          of({ _id: "a", [timeOf(other.collection)]: "2026-11-02T08:00:00Z" }),
        ];
        return made.filter((index) => matches(names.pattern, index)).map(() => other.collection);
      });
      expect(indices).toContain(collection);
      for (const other of new Set(indices))
        if (other !== collection)
          expect(priorityOf({ name: other })).toBeGreaterThan(priorityOf({ name: collection }));
    },
  );

  it("no two have an alias in common, and no alias is another's index", () => {
    expect(new Set(all.map(({ names }) => names.alias)).size).toBe(all.length);
    for (const { collection, names } of all)
      for (const other of all)
        if (other.collection !== collection) expect(names.owns(other.names.example)).toBe(false);
  });
});

function timeOf(name: string): string {
  return collections.find((collection) => collection.name === name)?.time ?? "";
}
