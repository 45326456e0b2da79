/** The series of the days, page by page; those that a class list was given for come first. */

import { readSeriesPage, type SeriesAsked, type SeriesRow, seriesOrders } from "../../reports/series-list.ts";
import type { Answer, Ask } from "../answer.ts";
import type { Query } from "../query.ts";

export interface SeriesFound {
  /** How many there are in all. */
  total: number;
  /** From 1. */
  page: number;
  pageSize: number;
  rows: (SeriesRow & { hasRoster: boolean })[];
}

/** Rows on a page. */
const pageSize = 50;
/** Rows of a file that are read at once. */
const filePage = 500;

export const seriesListAnswer: Answer<SeriesFound> = {
  name: "series-list",
  read: async (ask, query) => {
    const page = query.page();
    const asked = askedOf(ask, query);
    const found = await readSeriesPage(ask.source, {
      ...asked,
      offset: (page - 1) * pageSize,
      limit: pageSize,
    });
    const listed = new Set(asked.first);
    const rows = found.rows.map((row) => ({ ...row, hasRoster: listed.has(row.number) }));
    return { total: found.total, page, pageSize, rows };
  },
  table: async (ask, query) => ({ columns, rows: cellsOf(ask, askedOf(ask, query)) }),
};

const columns = [
  ...["series", "topic", "host", "kind", "meetings", "people", "attended_seconds", "last_meeting"],
];

async function* cellsOf({ source }: Ask, asked: Omit<SeriesAsked, "offset" | "limit">) {
  for (let offset = 0; ; offset += filePage) {
    const { total, rows } = await readSeriesPage(source, { ...asked, offset, limit: filePage });
    for (const { number, topic, host, kind, meetings, people, attended_seconds, last } of rows)
      yield [number, topic, host, kind, meetings, people, attended_seconds, last];
    if (offset + filePage >= total) return;
  }
}

function askedOf({ rosters }: Ask, query: Query): Omit<SeriesAsked, "offset" | "limit"> {
  const by = query.choice("sort", seriesOrders);
  const isText = by === "topic" || by === "number";
  return {
    span: query.span(),
    search: query.text("search"),
    by,
    // Texts begin with A, figures with the greatest.
    order: query.order(isText ? "ascending" : "descending"),
    first: rosters.flatMap(({ series }) => series ?? []),
  };
}
