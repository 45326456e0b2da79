/** How complete the days of a range are: from the ledger and the states of the meetings. Asks no Zoom. */

import type { Source } from "../destinations/source.ts";
import { refusedListings } from "../harvest/plan.ts";
import { type DayReport, reportDays, spanInStates } from "../harvest/proof/day-states.ts";
import { meetings } from "../streams/meeting.ts";
import type { Day } from "../time.ts";

export type CompleteDay = Pick<DayReport, "date" | "state" | "meetings" | "partial">;

export interface CompletenessOptions {
  from: Day;
  to: Day;
  timeZone: string;
  now: number;
  /** How long after its end a meeting is young, milliseconds. */
  settleAfterMs: number;
}

/** Every day of the range in its order, those that are still to come left out. */
export async function readCompleteness(source: Source, options: CompletenessOptions): Promise<CompleteDay[]> {
  const [{ listings }, held] = [
    await source.ledger({ records: false }),
    await source.countByDay(meetings.name, options.timeZone, "state"),
  ];
  const stored = {
    listings: listings.filter(({ what }) => what === meetings.name),
    refused: listings.filter(({ what }) => what === refusedListings),
    meetings: held,
    sessions: [],
  };
  return reportDays(stored, options).map(({ date, state, meetings: count, partial }) => ({
    date,
    state,
    meetings: count,
    partial,
  }));
}

/** The first and the last day that a harvest would complete; undefined where it would bring nothing. */
export function spanToHarvest(days: readonly CompleteDay[]): { from: Day; to: Day } | undefined {
  return spanInStates(days, ["partial", "never_listed"]);
}
