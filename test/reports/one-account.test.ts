/** One Zoom account of a store that holds several. */

import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import type { Source } from "../../src/destinations/source.ts";
import { oneAccount } from "../../src/reports/one-account.ts";
import { collections } from "../../src/streams/derived.ts";
import { openFilled } from "../dashboard/support.ts";
import { quickEffects } from "../destinations/duckdb-harness.ts";
import { inventAccount } from "../destinations/rollup-store.ts";
import { makeFolder } from "../e2e/support.ts";

const folder = makeFolder();
const file = join(folder.path, "store.duckdb");
const both = inventAccount("2026-11-02T00:00:00Z", 2, 10);
for (const meeting of both.meetings.slice(0, 5)) meeting.account_id = "account-2";
let source: Source;
beforeAll(async () => {
  await (await openFilled(file, both)).close();
  const options = { file, lockWaitMs: 0, collections, account: "account-2" };
  source = await duckdbSource(quickEffects(), options);
});
afterAll(async () => {
  await source.close();
  folder.remove();
});

it("has its own documents, and nothing that was listed or run for others", async () => {
  const own = oneAccount(source, "account-2");
  expect(await source.total("meetings")).toBe(20);
  expect(await own.total("meetings")).toBe(5);
  const all = { ...(await source.ledger()), accounts: ["account-1", "account-2"] };
  const listed = { what: "meetings", at: 0 };
  const run = { run: "r", startedAt: "2026-11-05T00:00:00Z", asked: {}, calls: {} };
  const ledger = {
    ...all,
    listings: [
      { ...listed, account: "account-1" },
      { ...listed, account: "account-2" },
    ],
    runs: [
      { ...run, account: "account-1" },
      { ...run, run: "s", account: "account-2" },
    ],
  };
  const told = await oneAccount({ ...source, ledger: async () => ledger }, "account-2").ledger();
  expect(told.accounts).toEqual(["account-2"]);
  expect(told.listings.map(({ account }) => account)).toEqual(["account-2"]);
  expect(told.runs.map(({ run: name }) => name)).toEqual(["s"]);
});
