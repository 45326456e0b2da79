/** What a run keeps of itself while it goes on. */

import { beforeEach, expect, it } from "vitest";
import type { RunRecord } from "../../src/destinations/ledger.ts";
import type { JsonObject } from "../../src/document.ts";
import { at, begin, run } from "./catalogue.ts";

beforeEach(() => begin({ meetings_per_day: 20 }));

it("says from its beginning on how many meetings it has dealt with, and of how many it knows", async () => {
  const { destination } = at.harness;
  const record = destination.record.bind(destination);
  const told: RunRecord[] = [];
  Object.assign(destination, {
    record: (one: RunRecord) => {
      told.push(structuredClone(one));
      return record(one);
    },
  });
  const { tally } = await run("meetings,sessions");
  const outcomes = told.map(({ outcome }) => outcome as JsonObject);
  expect(told[0]?.finishedAt).toBeUndefined();
  expect(outcomes[0]).toMatchObject({ done: 0, expected: 0 });
  expect(told.at(-1)?.finishedAt).toBeDefined();
  expect(outcomes.at(-1)).toMatchObject({ done: tally.done, expected: tally.done });
  expect(tally.done).toBeGreaterThan(10);
});
