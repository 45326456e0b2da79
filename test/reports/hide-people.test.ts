/** A store in which nobody is named. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Source } from "../../src/destinations/source.ts";
import type { Document } from "../../src/document.ts";
import { hidePeople } from "../../src/reports/hide-people.ts";
import { Masks } from "../../src/reports/masks.ts";
import { openFilled } from "../dashboard/support.ts";
import { inventAccount } from "../destinations/rollup-store.ts";
import { makeFolder } from "../e2e/support.ts";

const folder = makeFolder();
const account = inventAccount("2026-11-02T00:00:00Z", 5, 20);
// What a host has called a meeting after himself, and what Zoom has.
account.meetings.forEach((meeting, index) => {
  const { name } = meeting.host as { name: string };
  if (index % 3 === 0) meeting.topic = `${name}'s Zoom Meeting`;
  if (index % 3 === 1) meeting.topic = `Tutorial of ${name.toUpperCase()}, part 2; ask me@x.example`;
});
// Two of the numbers are those of personal rooms.
const [room, other] = ["90001", "90002"];
account.meetings.forEach((meeting) => {
  if (meeting.meeting_series_id === room) meeting.series = { kind: "pmi" };
});
account.users = [{ _id: "u1", account_id: "account-1", user_id: "u1", pmi: other }];
let source: Source;
let hidden: Source;
beforeAll(async () => {
  source = await openFilled(join(folder.path, "store.duckdb"), account);
  hidden = hidePeople(source, "seed");
});
afterAll(async () => {
  await source.close();
  folder.remove();
});

const all = async (from: Source, name: string) => {
  const documents: Document[] = [];
  for await (const page of from.scan(name)) documents.push(...page);
  return documents;
};
/** Every name and e-mail that is stored. */
const named = /Host \d|HOST \d|Person \d|@x\.example|Room \d/;

describe("hidden people", () => {
  it("are named in no document, in no topic and in no group", async () => {
    for (const name of ["meetings", "attendance"]) {
      expect(JSON.stringify(await all(source, name))).toMatch(named);
      expect(JSON.stringify(await all(hidden, name))).not.toMatch(named);
    }
    for (const field of ["host.email", "host.name", "meeting_series_id", "tracking", "topic"]) {
      const groups = await hidden.rollUp("meetings", { by: { field }, label: "topic" });
      expect(groups.length).toBeGreaterThan(1);
      expect(JSON.stringify(groups)).not.toMatch(named);
    }
    for (const field of ["identity", "name", "person"])
      expect(JSON.stringify(await hidden.rollUp("attendance", { by: { field }, label: "name" }))).not.toMatch(
        named,
      );
  });

  it("are named in no title that is read without its host", async () => {
    for (const fields of [["topic"], ["topic", "host"]]) {
      const asked = {
        where: {},
        by: "start_time",
        order: "ascending",
        offset: 0,
        limit: 500,
        fields,
      } as const;
      const { documents } = await hidden.page("meetings", asked);
      const uuids = documents.map(({ _id }) => _id);
      const read = await hidden.read("meetings", uuids, fields);
      const people = await hidden.members("attendance", uuids, fields);
      expect(documents).toHaveLength(account.meetings.length);
      const whole = new Map((await all(hidden, "meetings")).map((one) => [one._id, one]));
      for (const one of [...documents, ...read]) expect(one.topic).toBe(whole.get(one._id)?.topic);
      for (const one of [...documents, ...read, ...people])
        expect(Object.keys(one).sort()).toEqual(["_id", ...fields].sort());
      expect(JSON.stringify([documents, read, people])).not.toMatch(named);
    }
  });

  it("leave all figures as they are", async () => {
    const asked = { by: { field: "host.email" }, sum: ["duration"], distinct: ["meeting_series_id"] };
    const figures = async (from: Source) =>
      (await from.rollUp("meetings", asked))
        .map(({ count, sum, distinct }) => JSON.stringify({ count, sum, distinct }))
        .sort();
    expect(await figures(hidden)).toEqual(await figures(source));
  });

  it("are found by the mark that stands for them, and by nothing else", async () => {
    const [first] = await hidden.rollUp("attendance", { by: { field: "identity" } });
    const is = { identity: [first?.key ?? ""] };
    expect((await hidden.find("attendance", { is })).length).toBe(first?.count);
    expect(await hidden.find("attendance", { is: { identity: ["email:p1@x.example"] } })).toEqual([]);
    for (const fields of [["name"], ["topic"], ["host.name"]])
      await expect(hidden.find("attendance", { contains: [{ fields, text: "a" }] })).rejects.toThrow(
        "people are hidden",
      );
    const by = { where: {}, order: "ascending", offset: 0, limit: 1 } as const;
    await expect(hidden.page("attendance", { ...by, by: "name" })).rejects.toThrow("people are hidden");
  });

  it("have rooms whose numbers are not told, and find nothing", async () => {
    const numbers = async (from: Source) =>
      (await from.rollUp("meetings", { by: { field: "meeting_series_id" } })).map(({ key }) => key);
    expect(await numbers(source)).toEqual(expect.arrayContaining([room, other]));
    const shown = await numbers(hidden);
    expect(shown.filter((number) => number === room || number === other)).toEqual([]);
    const marks = shown.filter((number) => /^room_/.test(number ?? ""));
    expect(marks).toHaveLength(2);
    for (const name of ["meetings", "attendance"]) {
      const told = (await all(hidden, name)).map(({ meeting_series_id }) => String(meeting_series_id));
      expect(told).not.toContain(room);
      expect(told).not.toContain(other);
      const of = (number: string) => hidden.find(name, { is: { meeting_series_id: [number] } });
      expect(await of(room ?? "")).toEqual([]);
      expect((await of(marks[0] ?? "")).length).toBeGreaterThan(0);
    }
  });

  it("have other marks with every start, so that nobody can make a list of them", async () => {
    const key = async (seed: string) =>
      (await hidePeople(source, seed).rollUp("attendance", { by: { field: "identity" } }))[0]?.key;
    expect(await key("a")).toBe(await key("a"));
    expect(await key("a")).not.toBe(await key("b"));
  });
});

describe("a topic without its host", () => {
  const masks = new Masks("seed");
  it.each([
    ["Zoé Nguyễn's Personal Meeting Room", "…'s meeting"],
    ["Somebody Else's Zoom Meeting", "…'s meeting"],
    ["Physics with Dr. Nguyễn", "Physics with Dr. …"],
    ["PHYSICS, zoé NGUYỄN", "PHYSICS, …"],
    ["Ask zoe.nguyen@uni.example about it", "Ask … about it"],
    ["Physics 101", "Physics 101"],
  ])("is of %j %j", (title, shown) => {
    expect(masks.title(title, ["Zoé Nguyễn"])).toBe(shown);
  });

  it.each([
    ["as another keyboard writes it", "Zoe Nguyen: thesis", "Zoé Nguyễn", "…: thesis"],
    ["the other way round", "Zoé: thesis", "Zoe Martin", "…: thesis"],
    ["in letters and marks of their own", "Zoe\u0301: thesis", "Zo\u00e9", "…: thesis"],
    ["with another apostrophe", "Talk with O’Brien", "Pat O'Brien", "Talk with O’…"],
    ["beyond a letter with its mark", "Elements of style", "E\u0301", "Elements of style"],
    ["in the script of its own", "김민준 면담", "김민준", "… 면담"],
  ])("has not the name %s", (_, title, name, shown) => {
    expect(masks.title(title, [name])).toBe(shown);
  });

  it("keeps the marks of what is no name", () => {
    expect(masks.title("Étude für Anfänger, עִבְרִית", ["Zoé Nguyễn"])).toBe("Étude für Anfänger, עִבְרִית");
  });
});
