/** Rollups out of a real search engine: those that DuckDB gives out of the same documents. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import { searchDestination } from "../../src/destinations/search/search.ts";
import { searchSource } from "../../src/destinations/search/source.ts";
import type { Source } from "../../src/destinations/source.ts";
import { readOverview, readRange } from "../../src/reports/overview.ts";
import {
  type RollupName,
  type RollupRow,
  readRollup,
  readTracked,
  rollups,
} from "../../src/reports/rollups.ts";
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

// The clocks of Berlin go back on the 25th; the month ends.
const account = inventAccount("2026-10-23T00:00:00Z", 11, 20);
const days = { from: "2026-10-24", to: "2026-11-01" };
let folder = "";
let duckdb: Source;
beforeAll(async () => {
  folder = await makeFolder();
  const file = join(folder, "store.duckdb");
  await fill(duckdbDestination(quickEffects(), makeOptions(file)), account);
  duckdb = await duckdbSource(quickEffects(), { file, lockWaitMs: 500, collections: everyStore });
});
afterAll(async () => {
  await duckdb.close();
  await rm(folder, { recursive: true, force: true });
});

describeOnServers("the rollups", (server) => {
  const prefix = makePrefix();
  let search: Source;
  beforeAll(async () => {
    const effects = searchEffects(manualClock());
    await fill(searchDestination(effects, optionsOf(server, prefix)), account);
    const settings = settingsOf(server, { prefix });
    search = await searchSource(effects, { settings, version: "1.2.3", collections: everyStore });
  }, 60_000);
  afterAll(async () => {
    await search.close();
    await removePrefix(server, prefix);
  });

  const rangeOf = (source: Source, timeZone: string) => readRange(source, { ...days, timeZone });
  const inOrder = (rows: readonly RollupRow[]) =>
    [...rows].sort((a, b) => (`${a.key}` < `${b.key}` ? -1 : 1));

  const zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York"];
  it.each(Object.keys(rollups) as RollupName[])("of %s are those of DuckDB", async (name) => {
    for (const zone of "unit" in rollups[name].by ? zones : ["Europe/Berlin"]) {
      const range = await rangeOf(duckdb, zone);
      if (range === undefined) throw new Error("expected a range");
      const [one, other] = [duckdb, search].map((source) =>
        readRollup(source, rollups[name], range.span, zone),
      );
      const rows = inOrder((await one) ?? []);
      expect(inOrder((await other) ?? [])).toEqual(rows);
      expect(rows.length).toBeGreaterThan(1);
    }
  });

  it.each(["Cost centre", "Room", "Cost", "Nobody's"])(
    "of the tracking field %s are those of DuckDB",
    async (name) => {
      const range = await rangeOf(duckdb, "Europe/Berlin");
      if (range === undefined) throw new Error("expected a range");
      const rows = inOrder(await readTracked(duckdb, name, range.span));
      expect(inOrder(await readTracked(search, name, range.span))).toEqual(rows);
      const held = account.meetings.filter(({ start_time }) => {
        const at = Date.parse(String(start_time));
        return at >= range.span.start && at < range.span.end;
      });
      // Nobody has two values of one field here: each meeting is in one row.
      expect(rows.reduce((sum, { meetings }) => sum + meetings, 0)).toBe(held.length);
      const values = { "Cost centre": ["7=1"], Room: ["a", "b"] }[name] ?? [];
      expect(rows.map(({ key }) => key)).toEqual([...values, null]);
    },
  );

  it("make the same report", async () => {
    const range = await rangeOf(duckdb, "Europe/Berlin");
    if (range === undefined) throw new Error("expected a range");
    const limits = { meetings: 10, participants: 40 };
    expect(await readOverview(search, range, limits)).toEqual(await readOverview(duckdb, range, limits));
    const open = { from: undefined, to: undefined, timeZone: "Europe/Berlin" };
    expect(await readRange(search, open)).toEqual(await readRange(duckdb, open));
  });
});
