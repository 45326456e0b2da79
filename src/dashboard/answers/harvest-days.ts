/** How complete the store is: day by day, what to run next, what is stored of each stream. */

import type { DayReport } from "../../harvest/proof/day-states.ts";
import { readHarvestState, whatNext } from "../../reports/harvest-state.ts";
import { collections } from "../../streams/derived.ts";
import type { Answer, Ask } from "../answer.ts";
import type { Query } from "../query.ts";

export interface HarvestDays {
  /** From the first that is known to yesterday, or later where something is stored. */
  days: DayReport[];
  /** Meetings by state, all days. */
  states: Record<string, number>;
  /** Documents by stream, those that have any. */
  documents: Record<string, number>;
  /** What to run, each with its reason. */
  next: string[];
}

/** Day states change with the clock as well. */
const freshMs = 60_000;

export const harvestDaysAnswer: Answer<HarvestDays> = {
  name: "harvest-days",
  freshMs,
  read: async (ask, query) => {
    const state = await readState(ask, query);
    const documents: Record<string, number> = {};
    for (const { name } of collections) {
      const total = await ask.source.total(name);
      if (total > 0) documents[name] = total;
    }
    const { days, states } = state;
    return { days, states, documents, next: whatNext(state, ask.command ?? "zoom-harvester") };
  },
  table: async (ask, query) => {
    const { days } = await readState(ask, query);
    return {
      columns: ["date", "state", "meetings", "sessions", "partial"],
      rows: days.map(({ date, state, meetings, sessions, partial }) => [
        ...[date, state, meetings, sessions, partial],
      ]),
    };
  },
};

function readState({ source, settleAfterMs, now }: Ask, query: Query) {
  const { timeZone } = query;
  return readHarvestState(source, {
    from: undefined,
    to: undefined,
    timeZone,
    now: now(),
    settleAfterMs,
    isQuick: true,
  });
}
