/** Meetings and people out of a real search engine: those that DuckDB gives out of the same documents. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import { searchDestination } from "../../src/destinations/search/search.ts";
import { searchSource } from "../../src/destinations/search/source.ts";
import type { Source } from "../../src/destinations/source.ts";
import { collections } from "../../src/streams/derived.ts";
import { askOf, makeDashboard } from "../dashboard/support.ts";
import { makeFolder, makeOptions, quickEffects } from "../destinations/duckdb-harness.ts";
import { inventAccount } from "../destinations/rollup-store.ts";
import {
  makePrefix,
  optionsOf,
  removePrefix,
  searchEffects,
  settingsOf,
} from "../destinations/search-harness.ts";
import { fillAll, inventMeeting, unread, uuid } from "../reports/meeting-store.ts";
import { manualClock } from "../support/manual-clock.ts";
import { describeOnServers } from "../support/search-servers.ts";

const account = inventAccount("2026-11-02T00:00:00Z", 5, 30);
const special = inventMeeting();
const store = {
  ...special,
  meetings: [...account.meetings, ...special.meetings],
  attendance: [...account.attendance, ...special.attendance],
};
let folder = "";
let duckdb: Source;
beforeAll(async () => {
  folder = await makeFolder();
  const file = join(folder, "store.duckdb");
  await fillAll(duckdbDestination(quickEffects(), makeOptions(file)), store);
  duckdb = await duckdbSource(quickEffects(), { file, lockWaitMs: 500, collections });
});
afterAll(async () => {
  await duckdb.close();
  await rm(folder, { recursive: true, force: true });
});

const key = encodeURIComponent(uuid);
const days = "from=2026-11-02&to=2026-11-05&tz=Europe/Berlin";
const paths = [
  `meetings?${days}`,
  ...["topic", "host", "people", "duration", "peak"].map((sort) => `meetings?${days}&sort=${sort}&page=2`),
  `meetings?${days}&topic=${encodeURIComponent('1 OF "É')}&order=ascending`,
  `meetings?${days}&host=host2@`,
  `meetings?${days}&department=Department%200&least=2&most=4&shortest=20&longest=200`,
  `meetings?${days}&person=person%201`,
  `meetings?${days}&person=room&format=csv`,
  `meeting-departments?${days}`,
  ...["meeting", "meeting-curve", "meeting-lanes", "meeting-quality", "meeting-polls"].flatMap((name) =>
    [uuid, unread].map((one) => `${name}?uuid=${encodeURIComponent(one)}`),
  ),
  ...["first", "last", "name", "attended", "share", "late", "early", "gaps", "sessions"].map(
    (sort) => `meeting-people?uuid=${key}&sort=${sort}&order=descending`,
  ),
  `meeting-people?uuid=${key}&format=csv`,
  `people?${days}&q=person`,
  `people?q=x.example`,
  `person?${days}&identity=account%3Aid-ada`,
  `person?${days}&identity=email%3Ap7%40x.example&sort=attended`,
  `person?identity=name%3Aroom%201&sort=late&order=ascending&page=2`,
  "meeting?uuid=nosuch",
];

describeOnServers("the pages of meetings and people", (server) => {
  const prefix = makePrefix();
  let search: Source;
  beforeAll(async () => {
    await fillAll(searchDestination(searchEffects(manualClock()), optionsOf(server, prefix)), store);
    const settings = settingsOf(server, { prefix });
    search = await searchSource(searchEffects(manualClock()), { settings, version: "1.2.3", collections });
  }, 60_000);
  afterAll(async () => {
    await search.close();
    await removePrefix(server, prefix);
  });

  it.each(paths)("are told what DuckDB tells: %s", async (path) => {
    const [one, other] = await Promise.all(
      [duckdb, search].map(async (source) => {
        // Where it is stored is another place.
        const response = await makeDashboard(askOf({ ...source, where: "the store" })).get(`/api/${path}`);
        return { status: response.status, text: await response.text() };
      }),
    );
    expect(other).toEqual(one);
    expect(one?.status).toBe(path.includes("nosuch") ? 404 : 200);
  });
});
