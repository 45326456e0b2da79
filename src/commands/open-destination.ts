/** Makes the destination that the configuration names; the store's own library is loaded only then. */

import type { Config } from "../config.ts";
import type { Destination } from "../destinations/destination.ts";
import type { Effects } from "../effects.ts";
import type { BatchSize } from "../harvest/writer.ts";

export async function makeDestination(
  effects: Effects,
  config: Config,
  version: string,
  interrupted: AbortSignal,
): Promise<{ destination: Destination; batch?: BatchSize }> {
  switch (config.destination) {
    case "stdout": {
      const { stdoutDestination } = await import("../destinations/stdout.ts");
      // Whoever reads a pipe wants to see rows soon; there is nothing to gain from large batches.
      return {
        destination: stdoutDestination(process.stdout, { now: effects.now }),
        batch: { documents: 1_000, waitMs: 250 },
      };
    }
    case "duckdb": {
      const { duckdbDestination } = await import("../destinations/duckdb/duckdb.ts");
      const { db, accountId, allowAccount, lockWaitMs } = config;
      return {
        destination: duckdbDestination(effects, {
          file: db,
          account: accountId,
          allowAccount,
          lockWaitMs,
          version,
        }),
      };
    }
    case "elasticsearch": {
      const { searchDestination } = await import("../destinations/search/search.ts");
      const { search, accountId, allowAccount } = config;
      if (search === undefined) throw new TypeError("Expected the search engine's settings, got none");
      return {
        destination: searchDestination(effects, {
          settings: search,
          account: accountId,
          allowAccount,
          version,
          interrupted,
        }),
        // What waits for a slow cluster is in memory: as many documents as three requests take are enough.
        batch: { documents: 2_500, waitMs: 2_000 },
      };
    }
  }
}
