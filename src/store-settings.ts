/** Which store: where it lies and how it is reached. All that a command needs which only reads what was harvested. */

import { ConfigurationError } from "./errors.ts";
import { readSearchSettings, type SearchSettings } from "./search-settings.ts";
import { type Sources, settingOf, settingValue } from "./setting-sources.ts";
import { readSpan, wrong } from "./setting-values.ts";

export interface StoreSettings {
  destination: "duckdb" | "elasticsearch" | "stdout";
  /** Why that one: "because ES_HOST is empty". */
  destinationWhy: string;
  /** How the search engine is reached; absent when it is not the destination. */
  search: SearchSettings | undefined;
  db: string;
  lockWaitMs: number;
}

/** @throws ConfigurationError */
export function readStoreSettings(sources: Sources): StoreSettings {
  const get = (flag: string) => settingValue(settingOf(flag), sources).trim();
  const chosen = choose(get("destination"), get("es_host") !== "");
  return {
    ...chosen,
    search: chosen.destination === "elasticsearch" ? readSearchSettings(sources) : undefined,
    db: get("db"),
    lockWaitMs: readSpan("lock_wait", get("lock_wait")),
  };
}

function choose(asked: string, hasHost: boolean): Pick<StoreSettings, "destination" | "destinationWhy"> {
  switch (asked) {
    case "stdout":
      return { destination: "stdout", destinationWhy: "because --destination is stdout" };
    case "duckdb":
      return { destination: "duckdb", destinationWhy: "because --destination is duckdb" };
    case "elasticsearch":
      if (!hasHost)
        throw new ConfigurationError({
          operation: "read the settings",
          reason: "--destination elasticsearch needs a host",
          hint: "--es_host localhost:9200 or ES_HOST",
        });
      return { destination: "elasticsearch", destinationWhy: "because --destination is elasticsearch" };
    case "index":
      return hasHost
        ? { destination: "elasticsearch", destinationWhy: "because ES_HOST is set" }
        : { destination: "duckdb", destinationWhy: "because ES_HOST is empty" };
    default:
      throw wrong("destination", "one of index, duckdb, elasticsearch, stdout", asked);
  }
}
