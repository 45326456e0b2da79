/** The cases of the contract about reading: finding, counting, sets and whole collections, as a source too. */

import { expect } from "vitest";
import type { DayCount, Where } from "../../src/destinations/reader.ts";
import type { Document } from "../../src/document.ts";
import type { Case, Harness } from "./contract.ts";
import { all, setOf, thing, visit, visits } from "./contract-data.ts";
import { byId } from "./contract-document-cases.ts";

const collections = [...all, visits];
const start = Date.parse("2026-11-02T00:00:00Z");
const day = { start, end: start + 86_400_000 };

/** Opens the store with these visits. */
async function withVisits(harness: Harness, ...documents: Document[]) {
  await harness.open(collections);
  await harness.destination.write([{ to: "visits", documents }]);
  return harness.destination;
}

const inOrder = (counts: readonly DayCount[]) =>
  [...counts].sort((a, b) => {
    const [one, other] = [a, b].map(({ date = "", value = "" }) => `${date} ${value}`);
    return String(one) < String(other) ? -1 : 1;
  });

/** More than any store gives at once. */
const many = 10_050;

export const readerCases: readonly Case[] = [
  {
    name: "finds the documents of a span, the newest first or the oldest",
    run: async (harness) => {
      const destination = await withVisits(
        harness,
        visit("noon", "2026-11-02T12:00:00Z"),
        visit("before", "2026-11-01T23:59:59Z"),
        visit("evening", "2026-11-02T23:59:59Z"),
        visit("after", "2026-11-03T00:00:00Z"),
        visit("first", "2026-11-02T00:00:00Z"),
        visit("never", undefined),
      );
      const newest = ["evening", "noon", "first"];
      expect(await destination.find("visits", { span: day })).toEqual(newest);
      expect(await destination.find("visits", { span: day }, "oldest")).toEqual([...newest].reverse());
      expect(new Set(await destination.find("visits", {}))).toEqual(
        new Set([...newest, "before", "after", "never"]),
      );
    },
  },
  {
    name: "finds the documents whose fields have one of the values",
    run: async (harness) => {
      const destination = await withVisits(
        harness,
        visit("a", "2026-11-02T01:00:00Z", "open"),
        visit("b", "2026-11-02T02:00:00Z", "it's closed"),
        visit("c", "2026-11-02T03:00:00Z", "gone"),
        visit("d", "2026-11-02T04:00:00Z"),
        visit("e", "2026-11-05T05:00:00Z", "open"),
      );
      const find = (...state: string[]) => destination.find("visits", { span: day, is: { state } });
      expect(await find("open", "it's closed")).toEqual(["b", "a"]);
      expect(await find("none")).toEqual([]);
      expect(await find()).toEqual([]);
    },
  },
  {
    name: "finds all documents, however many",
    run: async (harness) => {
      const documents = Array.from({ length: many }, (_, n) =>
        visit(`v${n}`, new Date(start + n * 1_000).toISOString()),
      );
      const destination = await withVisits(harness, ...documents);
      const found = await destination.find("visits", { span: day });
      expect(found).toHaveLength(many);
      expect(found).toEqual(documents.map(({ _id }) => _id).reverse());
    },
  },
  {
    name: "finds and counts the documents of its own account alone",
    run: async (harness) => {
      const destination = await withVisits(
        harness,
        visit("ours", "2026-11-02T12:00:00Z"),
        visit("theirs", "2026-11-02T13:00:00Z", undefined, "account-2"),
      );
      expect(await destination.find("visits", { span: day })).toEqual(["ours"]);
      expect(await destination.count("visits", day)).toBe(1);
      expect(await destination.countByDay("visits", "UTC")).toEqual([{ date: "2026-11-02", count: 1 }]);
    },
  },
  {
    name: "gives the members of owners",
    run: async (harness) => {
      await harness.open(all);
      const sets = [setOf("o", ["1", "2"]), setOf("p", ["1"]), setOf("q", ["1"]), setOf("empty", [])];
      await harness.destination.write(sets);
      const found = await harness.destination.members("members", ["o", "q", "empty", "none"]);
      expect(byId(found)).toEqual(
        byId([...setOf("o", ["1", "2"]).documents, ...setOf("q", ["1"]).documents]),
      );
      expect(await harness.destination.members("members", [])).toEqual([]);
    },
  },
  {
    name: "counts the members that each owner has now, also of one that has none",
    run: async (harness) => {
      await harness.open(all);
      const { destination } = harness;
      await destination.write([setOf("o", ["1", "2", "3"]), setOf("p", ["1"]), setOf("empty", [])]);
      await destination.write([setOf("o", ["1", "2", "3", "4"])]);
      expect(await destination.countMembers("members", ["o", "empty", "none"])).toEqual(
        new Map([
          ["o", 4],
          ["empty", 0],
          ["none", 0],
        ]),
      );
    },
  },
  {
    name: "counts by the days of a zone, also when its clocks change",
    run: async (harness) => {
      const moments = [
        ["2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"],
        ["2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"],
      ];
      const destination = await withVisits(harness, ...moments.flat().map((moment) => visit(moment, moment)));
      expect(inOrder(await destination.countByDay("visits", "Europe/Berlin"))).toEqual([
        { date: "2026-03-28", count: 1 },
        { date: "2026-03-29", count: 2 },
        { date: "2026-03-30", count: 1 },
        { date: "2026-10-24", count: 1 },
        { date: "2026-10-25", count: 2 },
        { date: "2026-10-26", count: 1 },
      ]);
    },
  },
  {
    name: "counts by day and value, of however many values",
    run: async (harness) => {
      const values = Array.from({ length: 1_200 }, (_, n) => `state ${String(n).padStart(4, "0")}`);
      const at = (hour: number) => `2026-11-02T0${hour}:00:00Z`;
      const destination = await withVisits(
        harness,
        ...values.map((value) => visit(value, at(1), value)),
        visit("again", at(2), values[7]),
        visit("none", at(3)),
        visit("other", "2026-11-04T01:00:00Z", values[7]),
      );
      expect(inOrder(await destination.countByDay("visits", "UTC", "state"))).toEqual([
        { date: "2026-11-02", count: 1 },
        ...values.map((value, n) => ({ date: "2026-11-02", value, count: n === 7 ? 2 : 1 })),
        { date: "2026-11-04", value: values[7], count: 1 },
      ]);
    },
  },
  {
    name: "counts documents without a time, by value too",
    run: async (harness) => {
      const destination = await withVisits(
        harness,
        visit("a", "2026-11-02T01:00:00Z", "open"),
        visit("b", undefined, "open"),
        visit("c", undefined, "open"),
        visit("d", undefined),
      );
      expect(inOrder(await destination.countByDay("visits", "UTC"))).toEqual([
        { count: 3 },
        { date: "2026-11-02", count: 1 },
      ]);
      expect(inOrder(await destination.countByDay("visits", "UTC", "state"))).toEqual([
        { count: 1 },
        { value: "open", count: 2 },
        { date: "2026-11-02", value: "open", count: 1 },
      ]);
    },
  },
  {
    name: "scans every document once",
    run: async (harness) => {
      await harness.open(all);
      const documents = Array.from({ length: 1_001 }, (_, n) => thing(`t${n}`, { long: n }));
      await harness.destination.write([{ to: "things", documents }]);
      await harness.reopen([...all]);
      const found: Document[] = [];
      for await (const page of harness.destination.scan("things")) found.push(...page);
      expect(byId(found)).toEqual(byId(documents));
    },
  },
  {
    name: "scans what is asked for, of its own account alone",
    run: async (harness) => {
      const destination = await withVisits(
        harness,
        ...Array.from({ length: 200 }, (_, n) => visit(`v${n}`, "2026-11-02T12:00:00Z", "open")),
        visit("closed", "2026-11-02T12:00:00Z", "closed"),
        visit("later", "2026-11-03T00:00:00Z", "open"),
        visit("timeless", undefined, "open"),
        visit("theirs", "2026-11-02T12:00:00Z", "open", "account-2"),
      );
      const scan = async (where: Where) => {
        const found: string[] = [];
        for await (const page of destination.scan("visits", where)) found.push(...page.map(({ _id }) => _id));
        return found.sort();
      };
      const wanted: Where = { span: day, is: { state: ["open"] } };
      expect(await scan(wanted)).toHaveLength(200);
      expect(await scan({ is: { state: ["open"] } })).toHaveLength(202);
      expect(await scan({})).toHaveLength(203);
    },
  },
  {
    name: "shows to a source all that it holds, of every account",
    run: async (harness) => {
      const documents = [
        visit("later", "2026-11-02T14:00:00Z"),
        visit("ours", "2026-11-02T12:00:00Z", "open"),
        visit("theirs", "2026-11-02T13:00:00Z", "open", "account-2"),
      ];
      await withVisits(harness, ...documents);
      await harness.destination.write([setOf("o", ["1", "2"])]);
      const source = await harness.source(collections);
      try {
        expect(await source.total("visits")).toBe(3);
        expect(await source.total("things")).toBe(0);
        expect(await source.find("visits", { is: { state: ["open"] } })).toEqual(["theirs", "ours"]);
        expect(await source.count("visits", day)).toBe(3);
        expect(await source.countByDay("visits", "UTC")).toEqual([{ date: "2026-11-02", count: 3 }]);
        const ids = documents.map(({ _id }) => _id);
        expect(byId(await source.read("visits", ids))).toEqual(documents);
        expect(byId(await source.members("members", ["o"]))).toEqual(setOf("o", ["1", "2"]).documents);
        expect(await source.countMembers("members", ["o"])).toEqual(new Map([["o", 2]]));
        const found: Document[] = [];
        for await (const page of source.scan("visits")) found.push(...page);
        expect(byId(found)).toEqual(documents);
      } finally {
        await source.close();
      }
    },
  },
];
