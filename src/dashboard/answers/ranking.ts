/** Who or what took the most time: hosts, series, departments, countries, devices and the other rollups. */

import { readBy } from "../../reports/overview.ts";
import { type Ranking, readRanking } from "../../reports/ranking.ts";
import { type RollupName, rollups } from "../../reports/rollups.ts";
import type { Answer } from "../answer.ts";
import { type Query, wrongQuery } from "../query.ts";
import { askedRange } from "./asked-range.ts";
import { rollupColumns, rollupRow } from "./rollup-table.ts";

export interface Ranked extends Ranking {
  by: string;
  /** What a row is of: `host`. */
  one: string;
  /** Whether `count` is of meetings, or how often somebody attended. */
  counts: "meetings" | "attendances";
}

/** Rows where the question does not say how many, and the most that it may. */
const usual = 8;
const most = 200;

/** `by`: which rollup; `rows`: how many, 8 if it does not say. The file has all rows and more columns. */
export const rankingAnswer: Answer<Ranked> = {
  name: "ranking",
  read: async (ask, query) => {
    const by = readName(query);
    const rollup = rollups[by];
    const { span } = await askedRange(ask, query);
    const rows = Math.min(query.count("rows") ?? usual, most);
    const ranking = await readRanking(ask.source, rollup, { span, most: rows });
    const counts = rollup.of === "meeting" ? "meetings" : "attendances";
    return { by, one: rollup.one, counts, ...ranking };
  },
  table: async (ask, query) => {
    const by = readName(query);
    const rows = await readBy(ask.source, by, await askedRange(ask, query));
    return { columns: rollupColumns(rollups[by].one), rows: rows.map(rollupRow) };
  },
};

function readName(query: Query): RollupName {
  const by = query.key("by");
  const names = (Object.keys(rollups) as RollupName[]).filter((name) => !("unit" in rollups[name].by));
  const name = names.find((one) => one === by);
  if (name === undefined) throw wrongQuery("by", `one of ${names.join(", ")}`, by);
  return name;
}
