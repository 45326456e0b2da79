/** What the frame of every page shows: which store, which days, which zone. */

import { collections } from "../../streams/derived.ts";
import { meetings } from "../../streams/meeting.ts";
import type { Day } from "../../time.ts";
import type { Answer } from "../answer.ts";

export interface StoreFacts {
  /** Where the data lie: `zoom-harvester.duckdb`. */
  store: string;
  /** Zoom accounts. */
  accounts: string[];
  version: string;
  /** The zone that the dashboard was started with. */
  timeZone: string;
  /** The days of the first and the last meeting in the zone asked for; absent without a meeting. */
  first?: Day;
  last?: Day;
  /** How many documents there are of each collection that has any. */
  documents: Record<string, number>;
  hidesPeople: boolean;
  /** The series that a class list was given for; "" for one that fits any. */
  rosters: string[];
}

export const storeAnswer: Answer<StoreFacts> = {
  name: "store",
  read: async ({ source, timeZone, version, hidesPeople, rosters }, query) => {
    const days = (await source.countByDay(meetings.name, query.timeZone))
      .flatMap(({ date }) => date ?? [])
      .sort();
    const [first, last] = [days[0], days.at(-1)];
    const documents: Record<string, number> = {};
    for (const { name } of collections) {
      const total = await source.total(name);
      if (total > 0) documents[name] = total;
    }
    return {
      store: source.where,
      accounts: (await source.ledger()).accounts,
      version,
      timeZone,
      ...(first === undefined || last === undefined ? {} : { first, last }),
      documents,
      hidesPeople,
      rosters: rosters.map(({ series = "" }) => series),
    };
  },
};
