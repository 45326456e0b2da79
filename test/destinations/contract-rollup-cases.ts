/** The cases of the contract about rollups: groups of documents and their figures. */

import { expect } from "vitest";
import type { Reader } from "../../src/destinations/reader.ts";
import type { Group, RollUp } from "../../src/destinations/roll-up.ts";
import type { Collection, Document, JsonObject } from "../../src/document.ts";
import type { Case, Harness } from "./contract.ts";
import { account, field } from "./contract-data.ts";

const stays: Collection = {
  name: "stays",
  kind: "stay",
  description: "A stay of somebody somewhere",
  time: "start",
  fields: {
    account_id: field("keyword"),
    start: field("date"),
    place: field("keyword"),
    guest: field("keyword"),
    seconds: field("long"),
    part: field("double"),
    inside: field("boolean"),
    devices: field("keyword", { list: true }),
    host: field("object", {
      fields: { name: field("text"), home: field("object", { fields: { city: field("keyword") } }) },
    }),
  },
};
/** The same in one index. */
const notices: Collection = { ...stays, name: "notices", kind: "notice", index: "one" };

let numbered = 0;
const stay = (start: string | undefined, more: JsonObject = {}): Document => ({
  _id: `s${++numbered}`,
  account_id: account,
  ...(start === undefined ? {} : { start }),
  ...more,
});
const noon = "2026-11-02T12:00:00Z";

/** Opens the store with these documents in both collections, and rolls each up, in the order of the keys. */
async function roller(harness: Harness, documents: Document[]): Promise<(asked: RollUp) => Promise<Group[]>> {
  await harness.open([stays, notices]);
  const { destination } = harness;
  await destination.write([stays, notices].map(({ name }) => ({ to: name, documents })));
  return (asked) => rollUpBoth(destination, asked);
}

async function rollUpBoth(reader: Reader, asked: RollUp): Promise<Group[]> {
  const [one = [], other = []] = [await reader.rollUp("stays", asked), await reader.rollUp("notices", asked)];
  const inOrder = (groups: readonly Group[]) =>
    [...groups].sort(({ key: a = "" }, { key: b = "" }) => (a < b ? -1 : Number(a > b)));
  expect(inOrder(other)).toEqual(inOrder(one));
  return inOrder(one);
}

const counts = (groups: readonly Group[]) => groups.map(({ key, count }) => `${key ?? "none"} ${count}`);
const plain = { sum: {}, max: {}, distinct: {} };

export const rollUpCases: readonly Case[] = [
  {
    name: "rolls up sums and maxima by a field, and in all",
    run: async (harness) => {
      const rollUp = await roller(harness, [
        stay(noon, { place: "it's Rome", seconds: 60, part: 0.5 }),
        stay("2026-12-02T12:00:00Z", { place: "it's Rome", seconds: 9_007_199_254_000, part: 0.25 }),
        stay(noon, { place: "Paris" }),
        stay(undefined, { seconds: 7 }),
      ]);
      const figures = { sum: ["seconds", "part"], max: ["part", "seconds"] };
      expect(await rollUp({ by: { field: "place" }, ...figures })).toEqual([
        { count: 1, sum: { seconds: 7, part: 0 }, max: { seconds: 7 }, distinct: {} },
        { key: "Paris", count: 1, sum: { seconds: 0, part: 0 }, max: {}, distinct: {} },
        {
          key: "it's Rome",
          count: 2,
          sum: { seconds: 9_007_199_254_060, part: 0.75 },
          max: { seconds: 9_007_199_254_000, part: 0.5 },
          distinct: {},
        },
      ]);
      expect(await rollUp({ sum: ["seconds"] })).toEqual([
        { ...plain, count: 4, sum: { seconds: 9_007_199_254_067 } },
      ]);
      expect(await rollUp({ by: { field: "seconds" } }).then(counts)).toEqual([
        "none 1",
        "60 1",
        "7 1",
        "9007199254000 1",
      ]);
    },
  },
  {
    name: "rolls up the latest of instants, in milliseconds",
    run: async (harness) => {
      const rollUp = await roller(harness, [
        stay(noon, { place: "Rome" }),
        stay("2026-11-02T12:00:01Z", { place: "Rome" }),
        stay(undefined, { place: "Paris" }),
      ]);
      expect(await rollUp({ by: { field: "place" }, max: ["start"] })).toEqual([
        { ...plain, key: "Paris", count: 1 },
        { ...plain, key: "Rome", count: 2, max: { start: Date.parse("2026-11-02T12:00:01Z") } },
      ]);
    },
  },
  {
    name: "rolls up by a field within an object",
    run: async (harness) => {
      const rollUp = await roller(harness, [
        stay(noon, { host: { name: "Ada", home: { city: "Rome" } } }),
        stay(noon, { host: { name: "Bob", home: { city: "Rome" } } }),
        stay(noon, { host: { name: "Eve" } }),
        stay(noon),
      ]);
      expect(await rollUp({ by: { field: "host.home.city" } }).then(counts)).toEqual(["none 2", "Rome 2"]);
    },
  },
  {
    name: "gives a group the last of its labels",
    run: async (harness) => {
      const rollUp = await roller(harness, [
        stay(noon, { place: "Rome", host: { name: "Bob" } }),
        stay(noon, { place: "Rome", host: { name: "Émile" } }),
        stay(noon, { place: "Rome", host: { name: "Ada" } }),
        stay(noon, { place: "Rome" }),
        stay(noon, { place: "Paris" }),
      ]);
      expect(await rollUp({ by: { field: "place" }, label: "host.name" })).toEqual([
        { ...plain, key: "Paris", count: 1 },
        { ...plain, key: "Rome", count: 4, label: "Émile" },
      ]);
    },
  },
  {
    name: "counts a document under each value of a list, and apart where it has none",
    run: async (harness) => {
      const rollUp = await roller(harness, [
        stay(noon, { devices: ["phone", "desk", "phone"], seconds: 5 }),
        stay(noon, { devices: ["phone"], seconds: 2 }),
        stay(noon, { devices: [] }),
        stay(noon),
      ]);
      const found = await rollUp({ by: { field: "devices" }, sum: ["seconds"] });
      expect(counts(found)).toEqual(["none 2", "desk 1", "phone 2"]);
      expect(found.map(({ sum }) => sum.seconds)).toEqual([0, 5, 7]);
    },
  },
  {
    name: "rolls up the hours, days and months of a zone, also when its clocks change",
    run: async (harness) => {
      const moments = [
        ["2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"],
        ["2026-10-25T22:59:59Z", "2026-10-31T22:59:59Z", "2026-10-31T23:00:00Z"],
      ];
      const rollUp = await roller(harness, [
        ...moments.flat().map((moment) => stay(moment)),
        stay(undefined),
      ]);
      const by = (unit: "hour" | "day" | "month", timeZone: string) =>
        rollUp({ by: { unit, timeZone } }).then(counts);
      const days = ["2026-10-24 1", "2026-10-25 4", "2026-10-31 1", "2026-11-01 1"];
      expect(await by("day", "Europe/Berlin")).toEqual(["none 1", ...days]);
      expect(await by("month", "Europe/Berlin")).toEqual(["none 1", "2026-10 6", "2026-11 1"]);
      // Two and three o'clock come twice that night.
      expect(await by("hour", "Europe/Berlin")).toEqual([
        "none 1",
        ...["21", "22"].map((hour) => `2026-10-24T${hour}:00:00Z 1`),
        ...["00", "01", "22"].map((hour) => `2026-10-25T${hour}:00:00Z 1`),
        ...["22", "23"].map((hour) => `2026-10-31T${hour}:00:00Z 1`),
      ]);
      expect((await by("hour", "Asia/Kolkata")).slice(1, 4)).toEqual([
        "2026-10-24T21:30:00Z 2",
        "2026-10-25T00:30:00Z 1",
        "2026-10-25T01:30:00Z 1",
      ]);
    },
  },
  {
    name: "counts different values, and each document without one",
    run: async (harness) => {
      const rollUp = await roller(harness, [
        stay(noon, { place: "Rome", guest: "ada" }),
        stay("2026-12-02T12:00:00Z", { place: "Rome", guest: "ada" }),
        stay(noon, { place: "Rome", guest: "bob" }),
        stay(noon, { place: "Rome" }),
        stay(noon, { place: "Rome" }),
        stay(noon, { guest: "ada" }),
      ]);
      const found = await rollUp({ by: { field: "place" }, distinct: ["guest", "place"] });
      expect(found.map(({ distinct }) => distinct)).toEqual([
        { guest: 1, place: 1 },
        { guest: 4, place: 1 },
      ]);
      expect(await rollUp({ distinct: ["guest"] })).toEqual([{ ...plain, count: 6, distinct: { guest: 4 } }]);
    },
  },
  {
    name: "counts exactly, however many groups and values there are",
    run: async (harness) => {
      const documents = Array.from({ length: 10_050 }, (_, n) =>
        stay(noon, { place: `place ${n % 3}`, guest: `guest ${n % 10_002}` }),
      );
      await harness.open([stays]);
      await harness.destination.write([{ to: "stays", documents }]);
      const rollUp = (asked: RollUp) => harness.destination.rollUp("stays", asked);
      const [all] = await rollUp({ distinct: ["guest"] });
      expect(all?.distinct).toEqual({ guest: 10_002 });
      const places = await rollUp({ by: { field: "place" }, distinct: ["guest"] });
      expect(places.map(({ distinct }) => distinct.guest)).toEqual([3_334, 3_334, 3_334]);
      expect(await rollUp({ by: { field: "guest" } })).toHaveLength(10_002);
    },
  },
  {
    name: "rolls up the documents that are asked for, of its own account",
    run: async (harness) => {
      const rollUp = await roller(harness, [
        stay(noon, { place: "Rome", inside: true }),
        stay("2026-11-02T23:59:59Z", { place: "Rome", inside: false }),
        stay("2026-11-03T00:00:00Z", { place: "Rome", inside: true }),
        stay(noon, { place: "Paris" }),
        stay(noon, { place: "Rome", account_id: "account-2" }),
      ]);
      const start = Date.parse("2026-11-02T00:00:00Z");
      const span = { start, end: start + 86_400_000 };
      const by = { field: "place" };
      expect(await rollUp({ by, where: { span } }).then(counts)).toEqual(["Paris 1", "Rome 2"]);
      const more = { is: { inside: [true] }, not: { place: ["Paris"] } };
      expect(await rollUp({ by, where: { span, ...more } }).then(counts)).toEqual(["Rome 1"]);
      expect(await rollUp({ where: { is: { place: ["none"] } } })).toEqual([]);
      expect(await rollUp({ by: { field: "inside" } }).then(counts)).toEqual(["none 1", "false 1", "true 2"]);
    },
  },
  {
    name: "rolls up nothing by a field that a source does not have yet",
    run: async (harness) => {
      const { account_id = field("keyword"), start = field("date") } = stays.fields;
      await harness.open([stays, notices].map((one) => ({ ...one, fields: { account_id, start } })));
      const documents = [stay(noon), stay("2026-12-02T12:00:00Z")];
      await harness.destination.write([stays, notices].map(({ name }) => ({ to: name, documents })));
      const source = await harness.source([stays, notices, { ...notices, name: "others" }]);
      try {
        const figures = { sum: ["seconds"], max: ["seconds"], distinct: ["guest"], label: "host.name" };
        const whole = { count: 2, sum: { seconds: 0 }, max: {}, distinct: { guest: 2 } };
        for (const name of ["place", "host.home.city", "devices"]) {
          expect(await rollUpBoth(source, { by: { field: name }, ...figures })).toEqual([whole]);
        }
        expect(await source.rollUp("others", { by: { field: "place" }, ...figures })).toEqual([]);
        expect(await source.rollUp("others", figures)).toEqual([]);
      } finally {
        await source.close();
      }
    },
  },
];
