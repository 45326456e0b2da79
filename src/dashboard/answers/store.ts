/** What the frame of every page shows: which store, which days, which zone. */

import { eventKinds, webinarKind } from "../../streams/event-kind.ts";
import type { Day } from "../../time.ts";
import type { Answer } from "../answer.ts";

export interface StoreFacts {
  /** Where the data lie: `zoom-harvester.duckdb`. */
  store: string;
  /** Zoom accounts. */
  accounts: string[];
  /** The zone that the dashboard was started with. */
  timeZone: string;
  /** The days of the first and the last meeting or webinar in the zone asked for; absent without any. */
  first?: Day;
  last?: Day;
  hidesPeople: boolean;
  hasWebinars: boolean;
}

export const storeAnswer: Answer<StoreFacts> = {
  name: "store",
  read: async ({ source, timeZone, hidesPeople }, query) => {
    const days: Day[] = [];
    for (const { events } of eventKinds)
      for (const { date } of await source.countByDay(events.name, query.timeZone))
        if (date !== undefined) days.push(date);
    days.sort();
    const [first, last] = [days[0], days.at(-1)];
    return {
      store: source.where,
      accounts: (await source.ledger({ records: false })).accounts,
      timeZone,
      ...(first === undefined || last === undefined ? {} : { first, last }),
      hidesPeople,
      hasWebinars: (await source.total(webinarKind.events.name)) > 0,
    };
  },
};
