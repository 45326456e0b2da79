/** A store as one reads it whole: for copying into another. Nothing is ever changed in it. */

import type { Collection, Document, Json } from "../document.ts";
import type { DeadLetter, RunRecord } from "./destination.ts";

/** What only the ledger of a store knows. */
export interface LedgerDump {
  /** Zoom accounts, the first one first. */
  accounts: string[];
  facts: Record<string, Json>;
  runs: RunRecord[];
  letters: DeadLetter[];
}

export interface Source {
  readonly where: string;
  /** Every document of a collection, in pages, in any order, each once. */
  scan(collection: Collection): AsyncIterable<Document[]>;
  /** The documents of a set's collection that belong to these owners. */
  members(collection: Collection, owners: readonly string[]): Promise<Document[]>;
  /** How many documents a collection has; 0 for one that the store does not know. */
  count(collection: Collection): Promise<number>;
  ledger(): Promise<LedgerDump>;
  close(): Promise<void>;
}

/** Documents in a page of {@link Source.scan}; a page's sets are in memory at once. */
export const scanPage = 300;
