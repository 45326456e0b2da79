/** What is found out about a store, whichever it is. */

import type { LedgerDump } from "../destinations/source.ts";
import type { Check, CheckName } from "./check.ts";

export interface StoreEvidence {
  /** What could be tried. */
  checks: Check[];
  /** What there is to try of this kind of store. */
  names: readonly CheckName[];
  /** Its memory, or why there is none to read, as a sentence. */
  ledger: LedgerDump | string;
}
