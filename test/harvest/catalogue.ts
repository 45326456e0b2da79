/** What the tests of the catalogue's engine share: a simulated account, a store in memory, and runs of some streams. */

import type { Write } from "../../src/destinations/destination.ts";
import type { Document } from "../../src/document.ts";
import { harvestStream } from "../../src/harvest/catalogue/harvest-stream.ts";
import type { RunResult } from "../../src/harvest/outcome.ts";
import { harvest } from "../../src/harvest/run.ts";
import type { Tally } from "../../src/harvest/tally.ts";
import type { HarvestOptions, Work } from "../../src/harvest/work.ts";
import { collections } from "../../src/streams/derived.ts";
import { streams } from "../../src/streams/registry.ts";
import { selectStreams } from "../../src/streams/select.ts";
import type { Stream } from "../../src/streams/stream.ts";
import { type Day, spanOfDays } from "../../src/time.ts";
import type { Harness } from "../destinations/contract.ts";
import { memoryHarness } from "../destinations/memory.ts";
import { type Simulated, simulatedZoom, workOn } from "./simulated.ts";

export const hourMs = 3_600_000;
export const date = "2026-11-10";
export const daysOf = (from: Day, to: Day) => ({
  from,
  to,
  timeZone: "UTC",
  span: spanOfDays(from, to, "UTC"),
});
export const days = daysOf(date, date);
export const account = { from: "2026-11-08", to: "2026-11-12", meetings_per_day: 20, seed: 3 };
/** The account and the store that a test works with; each test begins with new ones. */
export const at = {} as { simulated: Simulated; harness: Harness };

export async function begin(given: Parameters<typeof simulatedZoom>[0]): Promise<void> {
  at.simulated = simulatedZoom({ ...account, ...given });
  at.harness = await memoryHarness();
  await at.harness.open(collections);
}

export function named(name: string): Stream {
  const stream = streams.find((one) => one.name === name);
  if (stream === undefined) throw new TypeError(`Expected a stream called ${name}`);
  return stream;
}

/** A run's work for these streams; each run has its own. */
export function workFor(names: string, more: Partial<HarvestOptions> = {}): Work {
  const { wanted, parents } = selectStreams(names.split(","));
  return workOn(at.simulated, at.harness.destination, { days, streams: [...parents, ...wanted], ...more });
}

/** One whole run. */
export async function run(
  names: string,
  more: Partial<HarvestOptions> = {},
): Promise<{ tally: Tally; result: RunResult }> {
  const { effects, zoom, stopper } = at.simulated;
  const { options, tally } = workFor(names, more);
  return { tally, result: await harvest(effects, zoom, at.harness.destination, options, stopper, tally) };
}

export async function read(name: string, more: Partial<HarvestOptions> = {}): Promise<Work> {
  const work = workFor(name, more);
  await harvestStream(work, named(name));
  await work.writer.flush();
  return work;
}

export const asked = (part: string) => at.simulated.asked.filter((call) => call.includes(part));
export const stored = (name: string): Promise<Document[]> => at.harness.readAll(name);

/** Every write that a destination is given from now on. */
export function recordWrites(): Write[][] {
  const { destination } = at.harness;
  const all: Write[][] = [];
  const write = destination.write.bind(destination);
  Object.assign(destination, {
    write: (writes: readonly Write[]) => {
      all.push([...writes]);
      return write(writes);
    },
  });
  return all;
}
