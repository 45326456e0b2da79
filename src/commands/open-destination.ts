/** Opens the store that the settings name, to write or to read; the store's own library is loaded only then. */

import type { Destination } from "../destinations/destination.ts";
import type { Holder } from "../destinations/ledger.ts";
import { NothingStored, type Source } from "../destinations/source.ts";
import type { Effects } from "../effects.ts";
import { ConfigurationError } from "../errors.ts";
import type { BatchSize } from "../harvest/writer.ts";
import type { StoreSettings } from "../store-settings.ts";
import { collections } from "../streams/derived.ts";
import { isRunning } from "./holder.ts";

export interface DestinationOptions {
  account: string;
  allowAccount: boolean;
  version: string;
  holder: Holder;
  /** Fires when the user wants to end. */
  interrupted: AbortSignal;
}

/** A destination that is not open yet, and the batches that it takes best. */
export async function makeDestination(
  given: Effects,
  settings: StoreSettings,
  options: DestinationOptions,
): Promise<{ destination: Destination; batch?: BatchSize }> {
  const effects = { ...given, now: () => given.now(), isRunning };
  const { lockWaitMs, search, db } = settings;
  switch (settings.destination) {
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
      const { interrupted: _, ...rest } = options;
      return { destination: duckdbDestination(effects, { ...rest, file: db, lockWaitMs }) };
    }
    case "elasticsearch": {
      const { searchDestination } = await import("../destinations/search/search.ts");
      if (search === undefined) throw new TypeError("Expected the search engine's settings, got none");
      return {
        destination: searchDestination(effects, { ...options, settings: search, lockWaitMs }),
        // What waits for a slow cluster is in memory: as many documents as three requests take are enough.
        batch: { documents: 2_500, waitMs: 2_000 },
      };
    }
  }
}

export interface SourceOptions {
  /** How long a question waits for a store that somebody else keeps, or that cannot be reached. @default the store's own */
  patienceMs?: number;
}

/**
 * The store, to read; documents of all accounts unless one is named.
 * @throws DestinationError when there is none, ConfigurationError for standard output, which keeps nothing.
 */
export async function openSource(
  effects: Effects,
  settings: StoreSettings,
  version: string,
  account?: string,
  { patienceMs }: SourceOptions = {},
): Promise<Source> {
  const { lockWaitMs, search, db } = settings;
  switch (settings.destination) {
    case "stdout":
      throw new ConfigurationError({
        operation: "read the store",
        reason: "--destination stdout keeps nothing that could be read",
        hint: "--db with the DuckDB file, or --es_host with the search engine",
      });
    case "duckdb": {
      const { duckdbSource } = await import("../destinations/duckdb/source.ts");
      return duckdbSource(effects, { file: db, lockWaitMs, collections, account, patienceMs });
    }
    case "elasticsearch": {
      const { searchSource } = await import("../destinations/search/source.ts");
      if (search === undefined) throw new TypeError("Expected the search engine's settings, got none");
      const patient = { ...search, patienceMs: Math.min(search.patienceMs, patienceMs ?? search.patienceMs) };
      return searchSource(effects, { settings: patient, version, collections, account });
    }
  }
}

/** The same, or undefined where nothing was stored yet. */
export async function openSourceIfAny(
  effects: Effects,
  settings: StoreSettings,
  version: string,
  account?: string,
): Promise<Source | undefined> {
  if (settings.destination === "stdout") return undefined;
  try {
    return await openSource(effects, settings, version, account);
  } catch (error) {
    if (error instanceof NothingStored) return undefined;
    throw error;
  }
}
