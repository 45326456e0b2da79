/** A store as one reads it without writing: for `status`, `verify` and copies. Nothing is ever changed in it. */

import type { Json } from "../document.ts";
import { DestinationError } from "../errors.ts";
import type { KeptLetter, Lease, Listing, RunRecord } from "./ledger.ts";
import type { Reader } from "./reader.ts";

/** What only the ledger of a store knows. */
export interface LedgerDump {
  /** Zoom accounts, the first one first. */
  accounts: string[];
  facts: { account: string; name: string; value: Json }[];
  /** Oldest first. */
  runs: RunRecord[];
  /** Oldest first. */
  letters: KeptLetter[];
  listings: (Listing & { account: string })[];
  /** Who writes now, or was cut off. */
  lease?: Lease;
}

/** There is no such store yet: no harvest has written there. */
export class NothingStored extends DestinationError {}

/** Somebody else had the store for longer than it was to be waited for: later it can be read again. */
export class StoreHeld extends DestinationError {}

export interface Source extends Reader {
  readonly where: string;
  /** How many documents a collection has; 0 for one that the store does not know. */
  total(collection: string): Promise<number>;
  /** @param asked `records: false` for letters without what they hold, which is null then: it may be a lot to read. */
  ledger(asked?: { records?: boolean }): Promise<LedgerDump>;
  close(): Promise<void>;
}

/** Documents in a page of {@link Reader.scan}; a page's sets are in memory at once. */
export const scanPage = 300;
