/** The answers behind the overview and the hosts out of a real search engine: those that DuckDB gives. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Answer } from "../../src/dashboard/answer.ts";
import { completenessAnswer } from "../../src/dashboard/answers/completeness.ts";
import { daysAnswer } from "../../src/dashboard/answers/days.ts";
import { heatAnswer } from "../../src/dashboard/answers/heat.ts";
import { hostsAnswer } from "../../src/dashboard/answers/hosts.ts";
import { hoursAnswer, peaksAnswer } from "../../src/dashboard/answers/peaks.ts";
import { rankingAnswer } from "../../src/dashboard/answers/ranking.ts";
import { missingAnswer, totalsAnswer } from "../../src/dashboard/answers/totals.ts";
import type { Cell } from "../../src/dashboard/csv.ts";
import { Query } from "../../src/dashboard/query.ts";
import { searchDestination } from "../../src/destinations/search/search.ts";
import { searchSource } from "../../src/destinations/search/source.ts";
import type { Source } from "../../src/destinations/source.ts";
import { hidePeople } from "../../src/reports/hide-people.ts";
import { askOf, now, openFilled } from "../dashboard/support.ts";
import { makeFolder } from "../destinations/duckdb-harness.ts";
import { everyStore, fill } from "../destinations/rollup-store.ts";
import {
  makePrefix,
  optionsOf,
  removePrefix,
  searchEffects,
  settingsOf,
} from "../destinations/search-harness.ts";
import { inventUsers } from "../reports/host-account.ts";
import { manualClock } from "../support/manual-clock.ts";
import { describeOnServers } from "../support/search-servers.ts";

// The clocks of Berlin go back on the 25th; the month ends.
const account = inventUsers("2026-10-23T00:00:00Z", 11, 20);
const days = "from=2026-10-24&to=2026-11-01&tz=Europe/Berlin";
let folder = "";
let duckdb: Source;
beforeAll(async () => {
  folder = await makeFolder();
  duckdb = await openFilled(join(folder, "store.duckdb"), account);
});
afterAll(async () => {
  await duckdb.close();
  await rm(folder, { recursive: true, force: true });
});

const asked: [Answer, string][] = [
  [totalsAnswer, ""],
  [missingAnswer, ""],
  [completenessAnswer, ""],
  [heatAnswer, ""],
  [daysAnswer, "by=meetings"],
  [daysAnswer, "by=people"],
  [daysAnswer, "by=hours"],
  [peaksAnswer, "of=meetings&limit=9"],
  [peaksAnswer, "of=people&limit=30"],
  [hoursAnswer, "by=people"],
  [hostsAnswer, ""],
  [hostsAnswer, "show=gone"],
  [hostsAnswer, "sort=people"],
  [hostsAnswer, "sort=last&order=ascending"],
  ...["hosts", "series", "departments", "groups", "countries", "devices"].map((by): [Answer, string] => [
    rankingAnswer,
    `by=${by}&rows=4`,
  ]),
];

const cases = asked.map(([answer, more]) => [`${answer.name}?${more}`, answer, more] as const);

describeOnServers("the overview", (server) => {
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

  it.each(cases)("has DuckDB's answer to %s", async (_, answer, more) => {
    const query = new Query(new URLSearchParams(`${days}&${more}`), { timeZone: "UTC", now });
    for (const hidesPeople of [false, true]) {
      const [one, other] = [duckdb, search].map((source) =>
        askOf(hidesPeople ? hidePeople(source, "seed") : source, { hidesPeople }),
      );
      if (one === undefined || other === undefined) throw new Error("Expected two stores");
      expect(await answer.read(other, query)).toEqual(await answer.read(one, query));
      expect(await rowsOf(await answer.table?.(other, query))).toEqual(
        await rowsOf(await answer.table?.(one, query)),
      );
    }
  });
});

async function rowsOf(table: Awaited<ReturnType<NonNullable<Answer["table"]>>> | undefined) {
  const rows: (readonly Cell[])[] = [];
  if (table !== undefined) for await (const row of table.rows) rows.push(row);
  return rows;
}
