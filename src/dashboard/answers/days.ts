/** What went on each day. */

import { type DayFigure, dayMeasures, readDayFigures } from "../../reports/day-figures.ts";
import { readBy } from "../../reports/overview.ts";
import type { Answer } from "../answer.ts";
import { askedRange } from "./asked-range.ts";
import { rollupColumns, rollupRow } from "./rollup-table.ts";

export interface Days {
  by: DayFigure["by"];
  /** Every day of the range in its order; `value` in seconds where it is about hours. */
  days: { date: string; value: number }[];
}

/** `by`: which of the figures; the file has all of them. */
export const daysAnswer: Answer<Days> = {
  name: "days",
  read: async (ask, query) => {
    const by = query.choice("by", dayMeasures);
    return { by, days: await readDayFigures(ask.source, await askedRange(ask, query), by) };
  },
  table: async (ask, query) => {
    const rows = await readBy(ask.source, "days", await askedRange(ask, query));
    return { columns: rollupColumns("day"), rows: rows.map(rollupRow) };
  },
};
