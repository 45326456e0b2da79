/** All cases of the contract, each one promise of `Destination`. */

import type { Case } from "./contract.ts";
import { documentCases } from "./contract-document-cases.ts";
import { storeCases } from "./contract-store-cases.ts";

export const cases: readonly Case[] = [...documentCases, ...storeCases];
