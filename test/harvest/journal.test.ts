/** What a run keeps of itself while it goes on. */

import { beforeEach, expect, it } from "vitest";
import type { RunRecord } from "../../src/destinations/ledger.ts";
import type { JsonObject } from "../../src/document.ts";
import { Journal } from "../../src/harvest/journal.ts";
import { manualClock } from "../support/manual-clock.ts";
import { at, begin, run, workFor } from "./catalogue.ts";

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

it("tells during a pause what was stored before it, once, and nothing after the end", async () => {
  const { destination } = at.harness;
  const clock = manualClock();
  const told: RunRecord[] = [];
  const work = workFor("meetings");
  const journal = new Journal({
    ...work,
    effects: { ...work.effects, ...clock },
    destination: Object.assign(Object.create(destination), {
      record: async (one: RunRecord) => void told.push(structuredClone(one)),
    }),
  });
  await journal.tick();
  work.tally.addStored("meetings", 7);
  await journal.tick();
  await journal.tick();
  expect(told).toHaveLength(1);
  // Nothing is stored for a minute.
  await clock.advance(60_000);
  expect(told).toHaveLength(2);
  expect(told[1]?.outcome).toMatchObject({ stored: { meetings: 7 } });
  await journal.tick();
  await journal.tick();
  await journal.end({ refusals: [], sources: {} });
  await clock.advance(60_000);
  expect(told.map(({ finishedAt }) => finishedAt !== undefined)).toEqual([false, false, false, true]);
});
