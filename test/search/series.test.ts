/** The series and the state of the harvest out of a real search engine: those that DuckDB gives of the same documents. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Answer } from "../../src/dashboard/answer.ts";
import { harvestAnswer } from "../../src/dashboard/answers/harvest.ts";
import { harvestDaysAnswer } from "../../src/dashboard/answers/harvest-days.ts";
import { seriesAnswer } from "../../src/dashboard/answers/series.ts";
import { seriesListAnswer } from "../../src/dashboard/answers/series-list.ts";
import { Query } from "../../src/dashboard/query.ts";
import type { Destination } from "../../src/destinations/destination.ts";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import { searchDestination } from "../../src/destinations/search/search.ts";
import { searchSource } from "../../src/destinations/search/source.ts";
import type { Source } from "../../src/destinations/source.ts";
import { collections } from "../../src/streams/derived.ts";
import { askOf, now } from "../dashboard/support.ts";
import { makeFolder, makeOptions, quickEffects } from "../destinations/duckdb-harness.ts";
import { everyStore, fill, inventAccount } from "../destinations/rollup-store.ts";
import {
  makePrefix,
  optionsOf,
  removePrefix,
  searchEffects,
  settingsOf,
} from "../destinations/search-harness.ts";
import { manualClock } from "../support/manual-clock.ts";
import { describeOnServers } from "../support/search-servers.ts";

const account = inventAccount("2026-11-02T00:00:00Z", 12, 20);
let folder = "";
let duckdb: Source;
beforeAll(async () => {
  folder = await makeFolder();
  const file = join(folder, "store.duckdb");
  await fill(duckdbDestination(quickEffects(), makeOptions(file)), account);
  await note(duckdbDestination(quickEffects(), makeOptions(file)));
  duckdb = await duckdbSource(quickEffects(), { file, lockWaitMs: 500, collections });
});
afterAll(async () => {
  await duckdb.close();
  await rm(folder, { recursive: true, force: true });
});

async function note(destination: Destination): Promise<void> {
  await destination.open(everyStore);
  const span = { start: Date.parse("2026-11-01T00:00:00Z"), end: Date.parse("2026-11-09T12:00:00Z") };
  await destination.noteListings([{ what: "meetings", span, at: Date.parse("2026-11-12T00:00:00Z") }]);
  await destination.record({
    run: "harvest-1",
    startedAt: "2026-11-12T00:00:00Z",
    finishedAt: "2026-11-12T00:09:00Z",
    asked: { from: "2026-11-02", to: "2026-11-09" },
    calls: { "2026-11-20": { heavy: 40 } },
    exitCode: 5,
    outcome: { stored: { meetings: 9, sessions: 90 }, done: 9, expected: 9 },
  });
  await destination.bury([
    { to: "sessions", id: "a", reason: "no date", record: {}, at: "2026-11-12T00:05:00.000Z" },
  ]);
  await destination.close();
}

describeOnServers("the series and the harvest", (server) => {
  const prefix = makePrefix();
  let search: Source;
  beforeAll(async () => {
    const effects = searchEffects(manualClock());
    await fill(searchDestination(effects, optionsOf(server, prefix)), account);
    await note(searchDestination(effects, optionsOf(server, prefix)));
    const settings = settingsOf(server, { prefix });
    search = await searchSource(effects, { settings, version: "1.2.3", collections });
  }, 60_000);
  afterAll(async () => {
    await search.close();
    await removePrefix(server, prefix);
  });

  const read = (answer: Answer, source: Source, query: string) =>
    answer.read(askOf(source), new Query(new URLSearchParams(query), { timeZone: "Europe/Berlin", now }));
  it.each<[string, Answer, string]>([
    ["list", seriesListAnswer, ""],
    ["list", seriesListAnswer, "sort=people&from=2026-11-04&to=2026-11-08"],
    ["list", seriesListAnswer, "search=topic+1&sort=topic"],
    ["matrix", seriesAnswer, "number=90007"],
    ["matrix", seriesAnswer, "number=90003&by_day=yes&missed_more_than=2&sort=time&from=2026-11-03"],
    ["days", harvestDaysAnswer, ""],
    ["runs", harvestAnswer, ""],
  ])("are those of DuckDB: the %s", async (_, answer, query) => {
    expect(await read(answer, search, query)).toEqual(await read(answer, duckdb, query));
  });
});
