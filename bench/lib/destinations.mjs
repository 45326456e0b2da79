/** The built destinations for benches that write to one directly, or measure each: a DuckDB file, and the search engine that BENCH_SEARCH_HOST names. */

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { importBuilt } from "./processes.mjs";
import { searchStore } from "./soak-stores.mjs";

/** Templates have the program's version as their number. */
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

/** Who writes: this process. */
export const benchHolder = {
  run: "bench",
  host: "bench",
  hostId: "bench",
  pid: process.pid,
  processStart: String(Math.round(performance.timeOrigin)),
};

/** The real clock, a log that says nothing, and a holder that cannot be asked for. */
export async function storeEffects() {
  const { realClock } = await importBuilt("clock.js");
  const say = () => {};
  return {
    ...realClock,
    log: { error: say, warn: say, info: say, debug: say },
    isRunning: () => undefined,
  };
}

/** The stores at hand: how the program is told, and how they go. */
export function stores(folder) {
  const db = join(folder, "bench.duckdb");
  const duckdb = {
    name: "DuckDB",
    db,
    args: ["--destination", "duckdb", "--db", db],
    remove: async () => {},
  };
  const host = process.env.BENCH_SEARCH_HOST;
  if (host === undefined) return [duckdb];
  const url = host.includes("://") ? host : `http://${host}`;
  const prefix = `bench-${randomUUID().slice(0, 8)}-`;
  const args = ["--destination", "elasticsearch", "--es_host", url, "--index_prefix", prefix];
  const remove = async () => (await searchStore(prefix, url)).remove();
  return [duckdb, { name: "the search engine", url, prefix, args, remove }];
}

/** One of {@link stores}, open to be written to by this process. */
export async function openStore({ db, url, prefix }, account) {
  const { streams } = await importBuilt("streams/registry.js");
  const effects = await storeEffects();
  const options = {
    account,
    allowAccount: false,
    holder: benchHolder,
    lockWaitMs: 10_000,
    version,
  };
  const destination =
    db === undefined
      ? await makeSearch(effects, { ...options, url, prefix })
      : (await importBuilt("destinations/duckdb/duckdb.js")).duckdbDestination(effects, {
          ...options,
          file: db,
        });
  await destination.open(streams);
  return { destination };
}

async function makeSearch(effects, { url, prefix, ...options }) {
  const { searchDestination } = await importBuilt("destinations/search/search.js");
  const { parseHosts } = await importBuilt("search-settings.js");
  const settings = { hosts: parseHosts(url), prefix, patienceMs: 60_000, credentials: { kind: "none" } };
  return searchDestination(effects, { ...options, settings });
}
