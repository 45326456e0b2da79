/** The cases of the contract about finding by what fields have and have not, in every kind of collection. */

import { expect } from "vitest";
import type { Reader, Where } from "../../src/destinations/reader.ts";
import type { Collection, Document } from "../../src/document.ts";
import type { Case, Harness } from "./contract.ts";
import { field, posts, visit, visits } from "./contract-data.ts";

const start = Date.parse("2026-11-02T00:00:00Z");
const day = { start, end: start + 86_400_000 };

const at = (hour: number) => `2026-11-02T0${hour}:00:00Z`;

const some: readonly Document[] = [
  { ...visit("a", at(1), "open"), tags: ["x", "it's y"], active: true },
  { ...visit("b", at(2), "closed"), tags: ["y"], active: false },
  { ...visit("c", at(3)), tags: [] },
  visit("d", at(4), "true"),
  { ...visit("e", "2026-11-05T05:00:00Z", "open"), tags: ["x"], active: true },
];

/** Opens the store with these documents in both collections, and looks into each. */
async function finder(harness: Harness): Promise<(where: Omit<Where, "span">) => Promise<string>> {
  await harness.open([visits, posts]);
  const documents = [...some];
  await harness.destination.write([
    { to: "visits", documents },
    { to: "posts", documents },
  ]);
  return async (where) => {
    const found = await harness.destination.find("visits", { span: day, ...where });
    expect(await harness.destination.find("posts", { span: day, ...where })).toEqual(found);
    return found.reverse().join("");
  };
}

const newer: readonly Collection[] = [visits, posts, { ...posts, name: "others" }];

/** Two documents in each collection, written when it had fewer fields. */
async function writeOlder(harness: Harness): Promise<void> {
  const { account_id = field("keyword"), start: time = field("date") } = visits.fields;
  await harness.open([visits, posts].map((one) => ({ ...one, fields: { account_id, start: time } })));
  const documents = [visit("a", at(1)), visit("b", at(2))];
  await harness.destination.write(["visits", "posts"].map((to) => ({ to, documents })));
}

/** Expects that the documents have none of the fields that are new, and nothing in a collection that is. */
async function expectAbsent(reader: Reader): Promise<void> {
  for (const name of ["visits", "posts"]) {
    const not = { tags: ["x"], active: [true], state: ["open"] };
    expect(await reader.find(name, { span: day, not })).toEqual(["b", "a"]);
    for (const is of [{ tags: ["x"] }, { active: [false] }, { state: ["open"] }]) {
      expect(await reader.find(name, { is })).toEqual([]);
    }
    expect(await reader.countByDay(name, "UTC", "state")).toEqual([{ date: "2026-11-02", count: 2 }]);
  }
  expect(await reader.find("others", { span: day, not: { state: ["open"] } })).toEqual([]);
}

export const findCases: readonly Case[] = [
  {
    name: "finds the documents whose fields have none of the values",
    run: async (harness) => {
      const find = await finder(harness);
      expect(await find({ not: { state: ["open", "none"] } })).toBe("bcd");
      expect(await find({ not: { state: [] } })).toBe("abcd");
      expect(await find({ not: { state: ["open"], active: [false] } })).toBe("cd");
      expect(await find({ not: { active: [true, false] } })).toBe("cd");
      expect(await find({ is: { state: ["open", "closed"] }, not: { active: [true] } })).toBe("b");
    },
  },
  {
    name: "finds by true and false, and by what a list holds",
    run: async (harness) => {
      const find = await finder(harness);
      expect(await find({ is: { active: [true] } })).toBe("a");
      expect(await find({ is: { active: [false, true] } })).toBe("ab");
      expect(await find({ is: { tags: ["it's y", "y"] } })).toBe("ab");
      expect(await find({ is: { tags: ["it's"] } })).toBe("");
      expect(await find({ is: { tags: ["x", "y"], active: [false] } })).toBe("b");
    },
  },
  {
    name: "leaves out what a list holds",
    run: async (harness) => {
      const find = await finder(harness);
      expect(await find({ not: { tags: ["x"] } })).toBe("bcd");
      expect(await find({ not: { tags: ["it's y", "y"] } })).toBe("cd");
      expect(await find({ not: { tags: [] } })).toBe("abcd");
    },
  },
  {
    name: "takes a field for absent that a source does not have yet",
    run: async (harness) => {
      await writeOlder(harness);
      const source = await harness.source(newer);
      await expectAbsent(source).finally(() => source.close());
    },
  },
  {
    name: "takes a field for absent that is new to a store",
    run: async (harness) => {
      await writeOlder(harness);
      await harness.reopen(newer);
      await expectAbsent(harness.destination);
    },
  },
  {
    name: "finds and counts by time in a collection that lies in one index",
    run: async (harness) => {
      await harness.open([posts]);
      const documents = [...some, visit("never", undefined, "open"), visit("may", "2026-05-02T00:00:00Z")];
      await harness.destination.write([{ to: "posts", documents }]);
      const { destination } = harness;
      expect(await destination.find("posts", { span: day })).toEqual(["d", "c", "b", "a"]);
      const open = await destination.find("posts", { is: { state: ["open"] } });
      expect(new Set(open)).toEqual(new Set(["a", "e", "never"]));
      expect(await destination.count("posts", day)).toBe(4);
      const counts = await destination.countByDay("posts", "UTC");
      const dated = counts.filter(({ date }) => date !== undefined);
      expect(new Map(dated.map(({ date, count }) => [date, count]))).toEqual(
        new Map([
          ["2026-05-02", 1],
          ["2026-11-02", 4],
          ["2026-11-05", 1],
        ]),
      );
    },
  },
];
