/** All cases of the contract, each one promise of `Destination`. */

import type { Case } from "./contract.ts";
import { documentCases } from "./contract-document-cases.ts";
import { findCases } from "./contract-find-cases.ts";
import { leaseCases } from "./contract-lease-cases.ts";
import { ledgerCases } from "./contract-ledger-cases.ts";
import { pageCases } from "./contract-page-cases.ts";
import { readerCases } from "./contract-reader-cases.ts";
import { rollUpCases } from "./contract-rollup-cases.ts";
import { setCases } from "./contract-set-cases.ts";
import { storeCases } from "./contract-store-cases.ts";
import { whereCases } from "./contract-where-cases.ts";

export const cases: readonly Case[] = [
  ...documentCases,
  ...setCases,
  ...storeCases,
  ...readerCases,
  ...findCases,
  ...whereCases,
  ...pageCases,
  ...rollUpCases,
  ...ledgerCases,
  ...leaseCases,
];
