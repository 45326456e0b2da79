/** What a batch comes to before any store sees it. */

import { expect, test } from "vitest";
import { compileCheck } from "../../src/destinations/check-document.ts";
import { gatherChanges } from "../../src/destinations/gather-changes.ts";
import { otherSetOf, owned, setOf } from "./contract-data.ts";

const collections = new Map(
  owned.map((collection) => [collection.name, { collection, check: compileCheck(collection.fields) }]),
);

test("an owner of several sets counts once, and is refused once", () => {
  const setsOf = (owner: ReturnType<typeof setOf>["owner"]) => [
    { ...setOf(owner.document._id, ["1"]), owner },
    { ...otherSetOf("polls", owner.document._id, ["1"]), owner },
  ];
  const good = setOf("o", ["1"]).owner;
  const bad = { to: "owners", document: { _id: "bad", start: "no date" } };
  const { outcome } = gatherChanges(collections, [...setsOf(good), ...setsOf(bad)]);
  expect(outcome.stored).toBe(3);
  expect(outcome.refused.map(({ to }) => to)).toEqual(["owners", "members", "polls"]);
});
