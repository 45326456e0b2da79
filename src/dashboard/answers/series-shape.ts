/** What the page is told of a series. */

import type { MatrixRow } from "./series-rows.ts";

export interface SeriesHead {
  /** The meeting number, or the webinar's. */
  number: string;
  what: "meeting" | "webinar";
  topic?: string;
  host?: string;
  kind?: string;
  /** What the series itself is planned as, where it was harvested: ISO 8601 UTC and seconds. */
  planned?: { next?: string; seconds?: number; created?: string };
}

/** A meeting, or the meetings of a day. */
export interface SeriesColumn {
  /** When it began: ISO 8601, UTC; "" where Zoom does not say. */
  start: string;
  /** With `by_day` the day in the zone. */
  day?: string;
  /** The first of them. */
  uuid: string;
  meetings: number;
  /** Those who attended: of the class list where there is one. */
  people: number;
  /** The mean part of it that they were there, from 0 to 1. */
  meanShare?: number;
}

/** Meetings whose people are not known yet. */
export interface SeriesOpen {
  why: "untold" | "missing";
  count: number;
  /** The first of them. */
  meetings: { uuid: string; start?: string; state: string }[];
  /** What to run. */
  hint: string;
}

export interface SeriesRoster {
  file: string;
  people: number;
  /** Of them, those who attended at least once. */
  came: number;
  never: { name: string }[];
  /** Who came and is not on the list: how many, and the first of them. */
  notListed: number;
  others: MatrixRow[];
  /** Pairs that may be one person, nobody was joined: how many, and the first of them. */
  proposed: number;
  proposals: { person: string; attendee: string; why: string; personIs: string; attendeeIs: string }[];
  /** Where one decides about them. */
  decisions: string;
  /** Lines of the list that are one person to Zoom, and lines of the decisions about nobody. */
  shared: number[][];
  idle: number[];
}

export type Who = "list" | "all" | "others" | "never";

export interface SeriesTold {
  head: SeriesHead;
  /** Meetings of these days: all, and those whose people are counted. */
  meetings: number;
  counted: number;
  /** Left out: shorter than asked for, and those of which Zoom has no list. */
  short: number;
  gone: number;
  byDay: boolean;
  /** All of them, by time. */
  columns: SeriesColumn[];
  /** People in each of them, and the part of its time that those who came were there (0 to 1), on average; absent without any. */
  meanPeople?: number;
  meanShare?: number;
  /** How many of them the rows leave out at the beginning. */
  hidden: number;
  who: Who;
  rows: MatrixRow[];
  /** How many rows there are on all pages. */
  total: number;
  /** From 1. */
  page: number;
  pageSize: number;
  /** How many of the people asked about missed more than 1, 2 and 3. */
  missedMore: { than: number; people: number }[];
  /** How many people there are without the filter. */
  people: number;
  open: SeriesOpen[];
  /** Absent without a class list. */
  roster?: SeriesRoster;
}
