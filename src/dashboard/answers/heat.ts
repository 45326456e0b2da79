/** When in the week people are in meetings. */

import { heatOf } from "../../reports/heat.ts";
import { readHours } from "../../reports/peaks.ts";
import { addDays, daysBetween } from "../../time.ts";
import type { Answer, Ask } from "../answer.ts";
import type { Query } from "../query.ts";
import { askedRange } from "./asked-range.ts";

export interface WeekHeat {
  /** Attended seconds, added up: a list for each weekday from Monday on, with its 24 hours. */
  seconds: number[][];
  /** Where the most are; absent where there is nothing. Weekday 0 is Monday. */
  busiest?: { weekday: number; hour: number; seconds: number };
  /** How many days of each weekday there are in the range. */
  days: number[];
}

export const heatAnswer: Answer<WeekHeat> = { name: "heat", read, table };

async function read(ask: Ask, query: Query): Promise<WeekHeat> {
  const { from, to, span, timeZone } = await askedRange(ask, query);
  const days = new Array<number>(7).fill(0);
  for (let index = 0; index <= daysBetween(from, to); index += 1) {
    const weekday = (new Date(addDays(from, index)).getUTCDay() + 6) % 7;
    days[weekday] = (days[weekday] ?? 0) + 1;
  }
  return { ...heatOf(await readHours(ask.source, span), timeZone), days };
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

async function table(ask: Ask, query: Query) {
  const { seconds, days } = await read(ask, query);
  const rows = seconds.flatMap((hours, weekday) =>
    hours.map((some, hour) => [weekdays[weekday], hour, some, days[weekday]]),
  );
  return { columns: ["weekday", "hour", "attended_seconds", "days"], rows };
}
