/** When the account was closest to its limits, and in which meetings; and its busiest hours. */

import {
  type AgainstLimit,
  againstLimit,
  type BusyHour,
  busiestHours,
  type Peak,
  readHours,
  readPeak,
} from "../../reports/peaks.ts";
import type { Answer } from "../answer.ts";
import { askedRange } from "./asked-range.ts";

export type { BusyHour } from "../../reports/peaks.ts";

export interface PeakFound {
  of: "meetings" | "people";
  /** Absent where nothing went on. */
  peak?: Peak & Partial<AgainstLimit>;
}

/** What the most at once is asked for of. */
const kinds = ["meetings", "people"] as const;

/** `of`: meetings or people; `limit`: what the peak is held against, where it is given. */
export const peaksAnswer: Answer<PeakFound> = {
  name: "peaks",
  read: async (ask, query) => {
    const { source } = ask;
    const of = query.choice("of", kinds);
    const { span } = await askedRange(ask, query);
    // A limit of none is none: percent of it mean nothing.
    const limit = query.count("limit") || undefined;
    const hours = await readHours(source, span);
    const what = of === "meetings" ? "meetings" : "participants";
    const peak = await readPeak(source, hours, what);
    return peak === undefined ? { of } : { of, peak: { ...peak, ...againstLimit(limit, peak, hours, what) } };
  },
};

export interface BusyHours {
  by: "meetings" | "people";
  hours: BusyHour[];
}

/** Hours that the page is given; the file has all. */
const most = 10;
/** `by`: which of the two is to be the most. */
export const hoursAnswer: Answer<BusyHours> = {
  name: "hours",
  read: async (ask, query) => {
    const by = query.choice("by", kinds);
    const { span } = await askedRange(ask, query);
    return { by, hours: busiestHours(await readHours(ask.source, span), by).slice(0, most) };
  },
  table: async (ask, query) => {
    const { span } = await askedRange(ask, query);
    const rows = busiestHours(await readHours(ask.source, span), query.choice("by", kinds));
    return {
      columns: ["hour", "meetings_peak", "people_peak", "attended_seconds"],
      rows: rows.map((row) => [row.hour, row.meetings_peak, row.people_peak, row.attended_seconds]),
    };
  },
};
