/** The cases of the contract about documents: how they are stored, replaced, refused and counted. */

import { expect } from "vitest";
import { isSet } from "../../src/destinations/destination.ts";
import type { Document, Json } from "../../src/document.ts";
import type { Case, Harness } from "./contract.ts";
import { all, hardThing, setOf, thing } from "./contract-data.ts";

export const byId = (documents: readonly Document[]) =>
  [...documents].sort((a, b) => (a._id < b._id ? -1 : 1));

export async function expectAll(
  harness: Harness,
  collection: string,
  expected: readonly Document[],
): Promise<void> {
  expect(byId(await harness.readAll(collection))).toEqual(byId(expected));
}

const documentsOf = (...args: Parameters<typeof setOf>) => setOf(...args).documents;

const put = (...documents: Document[]) => ({ to: "things", documents });

export const documentCases: readonly Case[] = [
  {
    name: "keeps every type of field as it was given",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write([put(hardThing)]);
      await expectAll(harness, "things", [hardThing]);
    },
  },
  {
    name: "keeps an empty list, and leaves out what is absent",
    run: async (harness) => {
      await harness.open(all);
      const documents = [thing("bare"), thing("empty", { keywords: [], objects: [], text: "t" })];
      await harness.destination.write([put(...documents)]);
      await expectAll(harness, "things", documents);
    },
  },
  {
    name: "changes nothing when the same is written again",
    run: async (harness) => {
      await harness.open(all);
      const writes = [put(thing("a", { text: "x" })), setOf("o", ["1", "2"])];
      await harness.destination.write(writes);
      await harness.destination.write(structuredClone(writes));
      await expectAll(harness, "things", [thing("a", { text: "x" })]);
      await expectAll(harness, "members", documentsOf("o", ["1", "2"]));
      expect(await harness.readAll("owners")).toHaveLength(1);
    },
  },
  {
    name: "lets the later write win, whole",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write([put(thing("a", { text: "old", long: 1 }))]);
      await harness.destination.write([put(thing("a", { text: "new" }))]);
      await expectAll(harness, "things", [thing("a", { text: "new" })]);
    },
  },
  {
    name: "replaces a set that has shrunk",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write([setOf("o", ["1", "2", "3"])]);
      await harness.destination.write([setOf("o", ["2", "4"])]);
      await expectAll(harness, "members", documentsOf("o", ["2", "4"]));
    },
  },
  {
    name: "replaces a set by an empty one",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write([setOf("o", ["1", "2"])]);
      await harness.destination.write([setOf("o", [])]);
      await expectAll(harness, "members", []);
      expect(await harness.readAll("owners")).toHaveLength(1);
    },
  },
  {
    name: "replaces a set whose owner has moved by months, also when the owner moved before it",
    run: async (harness) => {
      await harness.open(all);
      const [may, march] = [{ start: "2026-05-02T08:00:00Z" }, { start: "2026-03-02T08:00:00Z" }];
      await harness.destination.write([setOf("o", ["1", "2"])]);
      await harness.destination.write([setOf("o", ["2"], may)]);
      await expectAll(harness, "members", documentsOf("o", ["2"], may));
      await harness.destination.write([{ to: "owners", documents: [setOf("o", [], march).owner.document] }]);
      await harness.destination.write([setOf("o", ["3"], march)]);
      await expectAll(harness, "members", documentsOf("o", ["3"], march));
    },
  },
  {
    name: "leaves the sets of other owners alone",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write([setOf("o", ["1"]), setOf("p", ["1", "2"])]);
      await harness.destination.write([setOf("q", ["1"])]);
      await expectAll(harness, "members", [
        ...documentsOf("o", ["1"]),
        ...documentsOf("p", ["1", "2"]),
        ...documentsOf("q", ["1"]),
      ]);
    },
  },
  {
    name: "removes nothing for an incomplete set, and refreshes what it holds",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write([setOf("o", ["1", "2"])]);
      await harness.destination.write([setOf("o", ["2", "3"], { count: 5, complete: false })]);
      await expectAll(harness, "members", [
        ...documentsOf("o", ["1"]),
        ...documentsOf("o", ["2", "3"], { count: 5 }),
      ]);
    },
  },
  {
    name: "shows an owner never before its set",
    run: async (harness) => {
      await harness.open(all);
      const { destination } = harness;
      await destination.write([setOf("o", ["1"])]);
      let isWriting = true;
      const writing = destination.write([setOf("o", ["1"], { topic: "second", count: 2 })]).finally(() => {
        isWriting = false;
      });
      while (isWriting) {
        const [owner] = (await destination.read("owners", ["o"])).filter(({ _id }) => _id === "o");
        const [member] = (await destination.read("members", ["o/1"])).filter(({ _id }) => _id === "o/1");
        expect(owner).toBeDefined();
        if (owner?.topic === "second") expect(member?.count).toBe(2);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await writing;
    },
  },
  {
    name: "counts every document, owners and duplicates too",
    run: async (harness) => {
      await harness.open(all);
      const writes = [put(thing("a"), thing("a", { text: "again" })), setOf("o", ["1", "2"])];
      expect(await harness.destination.write(writes)).toEqual({ stored: 5, refused: [] });
      expect(await harness.destination.write([])).toEqual({ stored: 0, refused: [] });
    },
  },
  {
    name: "stores the others when it refuses a document, and says which and why",
    run: async (harness) => {
      await harness.open(all);
      const bad: [string, Json, string][] = [
        ["long", 1e19, "long"],
        ["date", "2026-02-30T00:00:00Z", "date"],
        ["date", "yesterday", "date"],
        ["boolean", "yes", "boolean"],
        ["text", 5, "text"],
        ["object", { inner: { deep: 0.5 } }, "object.inner.deep"],
        ["keywords", "one", "keywords"],
        ["unheard_of", "x", "unheard_of"],
      ];
      const documents = bad.map(([name, value], index) => thing(`bad-${index}`, { [name]: value }));
      const { refused } = await harness.destination.write([put(thing("a"), ...documents, thing("b"))]);
      expect(refused.map(({ to, id, record }) => ({ to, id, record }))).toEqual(
        documents.map((record) => ({ to: "things", id: record._id, record })),
      );
      bad.forEach(([, , name], index) => void expect(refused[index]?.reason).toContain(`\`${name}\``));
      await expectAll(harness, "things", [thing("a"), thing("b")]);
    },
  },
  {
    name: "refuses a set together with its owner, since nobody would find it",
    run: async (harness) => {
      await harness.open(all);
      const { refused } = await harness.destination.write([
        setOf("bad", ["1", "2"], { start: "never" }),
        setOf("o", ["1"]),
      ]);
      expect(refused.map(({ to, id, owner }) => ({ to, id, owner }))).toEqual([
        { to: "owners", id: "bad", owner: undefined },
        { to: "members", id: "bad/1", owner: "bad" },
        { to: "members", id: "bad/2", owner: "bad" },
      ]);
      await expectAll(harness, "members", documentsOf("o", ["1"]));
    },
  },
  {
    name: "keeps the last of several forms of a document in one write",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write([
        put(thing("a", { long: 1 }), thing("a", { long: 2 })),
        put(thing("a", { long: 3 })),
      ]);
      await expectAll(harness, "things", [thing("a", { long: 3 })]);
    },
  },
  {
    name: "keeps the last of several sets of an owner in one write",
    run: async (harness) => {
      await harness.open(all);
      const writes = [
        setOf("o", ["0"], { complete: false }),
        setOf("o", ["1", "2"]),
        setOf("o", ["2", "3"], { count: 2 }),
      ];
      expect(writes.every(isSet)).toBe(true);
      await harness.destination.write([...writes, setOf("o", ["4"], { count: 3, complete: false })]);
      await expectAll(harness, "members", [
        ...documentsOf("o", ["2", "3"], { count: 2 }),
        ...documentsOf("o", ["4"], { count: 3 }),
      ]);
    },
  },
];
