/** The cases of the contract about the store: what outlives a run, and what it says of itself. */

import { expect } from "vitest";
import type { RunRecord } from "../../src/destinations/destination.ts";
import type { Collection, Document } from "../../src/document.ts";
import type { Case } from "./contract.ts";
import { all, field, setOf, thing, things } from "./contract-data.ts";
import { byId, expectAll } from "./contract-document-cases.ts";

const put = (...documents: Document[]) => ({ to: "things", documents });

const runRecord = (run: string, calls: RunRecord["calls"]): RunRecord => ({
  run,
  startedAt: "2026-11-23T10:00:00Z",
  asked: { from: "2026-11-01" },
  calls,
});

const newerThings: Collection = {
  ...things,
  fields: {
    added: field("keyword"),
    ...things.fields,
    object: {
      ...field("object"),
      fields: {
        ...things.fields.object?.fields,
        added: field("date"),
        inner: field("object", {
          fields: { ...things.fields.object?.fields?.inner?.fields, added: field("long") },
        }),
      },
    },
    objects: field("object", {
      list: true,
      fields: { ...things.fields.objects?.fields, added: field("boolean") },
    }),
  },
};

export const storeCases: readonly Case[] = [
  {
    name: "has everything after it was closed and opened again",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write([put(thing("a", { text: "x" }))]);
      await harness.reopen(all);
      await harness.destination.write([put(thing("b"))]);
      await expectAll(harness, "things", [thing("a", { text: "x" }), thing("b")]);
    },
  },
  {
    name: "takes fields that a newer catalogue adds, inside objects too",
    run: async (harness) => {
      const old = thing("old", { object: { name: "n", inner: { deep: 1 } }, objects: [{ key: "k" }] });
      await harness.open(all);
      await harness.destination.write([put(old)]);
      await harness.reopen([newerThings]);
      const document = thing("new", {
        added: "top",
        object: { name: "n", added: "2026-11-02T08:00:00Z", inner: { deep: 2, added: 3 } },
        objects: [{ key: "k", added: true }],
      });
      const { refused } = await harness.destination.write([put(document)]);
      expect(refused).toEqual([]);
      await expectAll(harness, "things", [old, document]);
    },
  },
  {
    name: "may be opened twice",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write([put(thing("a"))]);
      await harness.destination.open(all);
      await expectAll(harness, "things", [thing("a")]);
    },
  },
  {
    name: "may be closed twice",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.close();
      await harness.destination.close();
    },
  },
  {
    name: "says where the data lie",
    run: async (harness) => {
      await harness.open(all);
      expect(harness.destination.where).toMatch(/\S/);
    },
  },
  {
    name: "reads the documents that are asked for, those that are there",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write([put(thing("a", { text: "x" }), thing("b"), thing("c d's \u{1f600}"))]);
      const found = await harness.destination.read("things", ["a", "none", "c d's \u{1f600}"]);
      expect(byId(found)).toEqual(byId([thing("a", { text: "x" }), thing("c d's \u{1f600}")]));
      expect(await harness.destination.read("things", [])).toEqual([]);
    },
  },
  {
    name: "counts the documents of a span of time",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write([
        setOf("before", ["1"], { start: "2026-11-01T23:59:59Z" }),
        setOf("first", ["1", "2"], { start: "2026-11-02T00:00:00Z" }),
        setOf("last", ["1"], { start: "2026-12-01T12:00:00Z" }),
        setOf("after", ["1"], { start: "2026-12-02T00:00:00Z" }),
      ]);
      const span = { start: Date.parse("2026-11-02T00:00:00Z"), end: Date.parse("2026-12-02T00:00:00Z") };
      expect(await harness.destination.count("owners", span)).toBe(2);
      expect(await harness.destination.count("members", span)).toBe(3);
      expect(await harness.destination.count("things", span)).toBeUndefined();
    },
  },
  {
    name: "remembers facts from run to run",
    run: async (harness) => {
      await harness.open(all);
      expect(await harness.destination.recall("plan")).toBeUndefined();
      await harness.destination.remember("plan", "pro");
      await harness.destination.remember("plan", { name: "business's", days: [1, null] });
      await harness.reopen(all);
      expect(await harness.destination.recall("plan")).toEqual({ name: "business's", days: [1, null] });
    },
  },
  {
    name: "adds up the calls of a Zoom day, each run once",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.record(
        runRecord("r1", { "2026-11-22": { heavy: 5 }, "2026-11-23": { heavy: 1 } }),
      );
      await harness.destination.record(
        runRecord("r1", { "2026-11-22": { heavy: 7 }, "2026-11-23": { heavy: 2 } }),
      );
      await harness.destination.record(runRecord("r2", { "2026-11-23": { heavy: 3, light: 4 } }));
      await harness.reopen(all);
      expect(await harness.destination.callsUsed("2026-11-23")).toEqual({ heavy: 5, light: 4 });
      expect(await harness.destination.callsUsed("2026-11-24")).toEqual({});
    },
  },
  {
    name: "keeps dead letters and says where",
    run: async (harness) => {
      await harness.open(all);
      const letters = [
        {
          to: "members",
          id: "o/1",
          owner: "o",
          reason: "Expected `count`",
          record: { _id: "o/1", count: "\u{1f600}'" },
        },
        { to: "things", reason: "no key", record: { raw: [1, null] } },
      ];
      expect(await harness.destination.bury(letters)).toMatch(/\S/);
      expect(await harness.deadLetters()).toEqual(letters);
    },
  },
];
