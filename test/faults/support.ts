/** What the fault tests share: the store's rows beside the simulator's truth, and signs to wait for. */

import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { RunningSimulator, TruthMeeting } from "../e2e/support.ts";
import type { SearchServer } from "../support/search-servers.ts";

export { faults } from "../search/support.ts";

export const participantsRead = '"path":"/metrics/meetings/{meetingId}/participants","status":200';

export interface Rows {
  meetings: string[];
  sessions: string[];
}

interface Comparison {
  rowsInFile(db: string): Promise<Rows>;
  unsound(db: string): Promise<string[]>;
  differences(rows: Rows, truth: TruthMeeting[]): string[];
}

interface Stores {
  searchStore(prefix: string, url: string): Promise<{ rows(): Promise<Rows>; remove(): Promise<void> }>;
}

const load = (name: string) => import(fileURLToPath(new URL(`../../bench/lib/${name}.mjs`, import.meta.url)));

/** The comparison that the soak makes, too. */
export const comparison = (await load("soak-compare")) as Comparison;
const stores = (await load("soak-stores")) as Stores;

/** A store as these tests see it. */
export interface Store {
  args: string[];
  rows(): Promise<Rows>;
}

export function duckdbStore(db: string): Store {
  return { args: ["--destination", "duckdb", "--db", db], rows: () => comparison.rowsInFile(db) };
}

/** Indices of a server without security. */
export async function searchStoreAt(
  server: SearchServer,
  prefix: string,
): Promise<Store & { remove(): Promise<void> }> {
  const { rows, remove } = await stores.searchStore(prefix, server.url);
  const args = ["--destination", "elasticsearch", "--es_host", server.url, "--index_prefix", prefix];
  return { args, rows, remove };
}

/** Every row of these days, each once, settled, and no other. */
export async function expectTruth(
  store: Pick<Store, "rows">,
  simulator: RunningSimulator,
  from: string,
  to = from,
): Promise<void> {
  const truth = await simulator.truthRows(from, to);
  expect(truth.length).toBeGreaterThan(0);
  expect(comparison.differences(await store.rows(), truth)).toEqual([]);
}

/** One of the simulator's own switches. */
export async function tell(simulator: RunningSimulator, path: string): Promise<void> {
  expect((await fetch(`${simulator.url}/_simulator/${path}`, { method: "POST" })).status).toBe(200);
}
