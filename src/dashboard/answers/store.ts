/** What the frame of every page shows: which store, which days, which zone. */

import { meetings } from "../../streams/meeting.ts";
import type { Day } from "../../time.ts";
import type { Answer } from "../answer.ts";

export interface StoreFacts {
  /** Where the data lie: `zoom-harvester.duckdb`. */
  store: string;
  /** Zoom accounts. */
  accounts: string[];
  /** The zone that the dashboard was started with. */
  timeZone: string;
  /** The days of the first and the last meeting in the zone asked for; absent without a meeting. */
  first?: Day;
  last?: Day;
  hidesPeople: boolean;
}

export const storeAnswer: Answer<StoreFacts> = {
  name: "store",
  read: async ({ source, timeZone, hidesPeople }, query) => {
    const days = (await source.countByDay(meetings.name, query.timeZone))
      .flatMap(({ date }) => date ?? [])
      .sort();
    const [first, last] = [days[0], days.at(-1)];
    return {
      store: source.where,
      accounts: (await source.ledger({ records: false })).accounts,
      timeZone,
      ...(first === undefined || last === undefined ? {} : { first, last }),
      hidesPeople,
    };
  },
};
