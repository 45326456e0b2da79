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
});
