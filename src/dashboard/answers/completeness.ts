/** How complete the days are that the figures are of. */

import { type CompleteDay, readCompleteness, spanToHarvest } from "../../reports/completeness.ts";
import type { Answer, Ask } from "../answer.ts";
import type { Query } from "../query.ts";
import { askedRange } from "./asked-range.ts";

export interface Completeness {
  /** Every day of the range, in its order. */
  days: CompleteDay[];
  /** What to run for the days that a harvest would complete. */
  hint?: string;
}

export const completenessAnswer: Answer<Completeness> = {
  name: "completeness",
  read: async (ask, query) => {
    const days = await daysOf(ask, query);
    const gap = spanToHarvest(days);
    return {
      days,
      ...(gap === undefined ? {} : { hint: `zoom-harvester --from ${gap.from} --to ${gap.to}` }),
    };
  },
  table: async (ask, query) => ({
    columns: ["date", "state", "meetings", "not_read_yet"],
    rows: (await daysOf(ask, query)).map(({ date, state, meetings, partial }) => [
      date,
      state,
      meetings,
      partial,
    ]),
  }),
};

async function daysOf(ask: Ask, query: Query): Promise<CompleteDay[]> {
  const { from, to, timeZone } = await askedRange(ask, query);
  const { settleAfterMs } = ask;
  return readCompleteness(ask.source, { from, to, timeZone, now: ask.now(), settleAfterMs });
}
