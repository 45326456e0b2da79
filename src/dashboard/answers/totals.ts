/** What went on in all, and the meetings whose people are not in these figures. */

import { readMissing, sayMissing } from "../../reports/missing.ts";
import { readTotals, type Totals } from "../../reports/overview.ts";
import type { Answer } from "../answer.ts";
import { askedRange } from "./asked-range.ts";

export type { Totals } from "../../reports/overview.ts";

export const totalsAnswer: Answer<Totals> = {
  name: "totals",
  read: async (ask, query) => readTotals(ask.source, (await askedRange(ask, query)).span),
};

export interface MissingPeople {
  /** A sentence each, without its full stop, and what to run where that helps. Empty where everybody is counted. */
  missing: { reason: string; hint?: string }[];
}

export const missingAnswer: Answer<MissingPeople> = {
  name: "missing",
  read: async (ask, query) => {
    const range = await askedRange(ask, query);
    return { missing: sayMissing(await readMissing(ask.source, range), range) };
  },
};
