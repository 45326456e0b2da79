/** Reading a store: what the engine asks of a destination and what `status` and `copy` ask of a source. */

import type { Document } from "../document.ts";
import type { Day, Span } from "../time.ts";
import type { Group, RollUp } from "./roll-up.ts";

/** Which documents of a collection. */
export interface Where {
  /** Those whose time (`Collection.time`) lies in it. */
  span?: Span;
  /** Those whose field has one of the values. */
  is?: Values;
  /** Those whose field has none of the values: also those without the field. */
  not?: Values;
  /** Those for which each of the conditions holds. */
  contains?: readonly Contains[];
  /** Those whose number lies between the two, both included; documents without the number are not found. */
  between?: Readonly<Record<string, { least?: number; most?: number }>>;
  /** Those with one of these `_id`s, of which there may be 65,536. */
  ids?: readonly string[];
}

/**
 * One of the fields has the text in it, upper and lower case alike, also outside ASCII: "übung" finds "Übung". Every
 * character of the text means itself. Fields are keywords and texts, named by their path; of a list, one of its values.
 * A search engine does not look into values of more than 1,024 characters, and looks for a text of more than 200 in
 * pieces that overlap.
 */
export interface Contains {
  fields: readonly string[];
  text: string;
}

/** One page of documents. */
export interface PageOf {
  where: Where;
  /** The path of the field that they are sorted by: texts by their code points, a list by its least or greatest value. */
  by: string;
  order: "ascending" | "descending";
  /** How many documents come before the page. */
  offset: number;
  limit: number;
  /** Only these fields, at the top level, and `_id`. @default all */
  fields?: readonly string[];
}

export interface Page {
  /** How many documents there are in all. */
  total: number;
  documents: Document[];
}

/**
 * Values by the path of the field that has them: a keyword, a boolean or a list of keywords, which has each that it
 * holds. A field that the store does not have yet, because it was written before the field was declared, is absent.
 */
export type Values = Readonly<Record<string, readonly (string | boolean)[]>>;

/** How many documents of a day, by the value of a field. */
export interface DayCount {
  /** Absent for documents without a time. */
  date?: Day;
  /** Absent when no field was asked for, or the documents have none. */
  value?: string;
  count: number;
}

/**
 * Collections are named; all but `scan` see what was written before, by this destination or by a closed one. A store
 * opened for an account counts and finds the documents of that account alone. A store without a memory has nothing.
 */
export interface Reader {
  /**
   * Documents by `_id`, those that are there, in any order.
   * @param fields only these, at the top level, and `_id`. @default all
   */
  read(collection: string, ids: readonly string[], fields?: readonly string[]): Promise<Document[]>;

  /**
   * Documents in pages, in any order, each once: every one, whosever it is, or with `where` those that {@link find}
   * finds. A page comes when it is asked for: however many there are, few are in memory.
   */
  scan(collection: string, where?: Where): AsyncIterable<Document[]>;

  /** The `_id`s of the documents, by their time. @param order @default "newest" */
  find(collection: string, where: Where, order?: "newest" | "oldest"): Promise<string[]>;

  /**
   * A page of the documents that {@link find} finds, in the order of a field; those without it come last, whichever the
   * order, and those that are alike by `_id`. However far back a page lies, it is there.
   */
  page(collection: string, asked: PageOf): Promise<Page>;

  /**
   * The documents of a set's collection that belong to these owners.
   * @param fields only these, at the top level, and `_id`. @default all
   */
  members(collection: string, owners: readonly string[], fields?: readonly string[]): Promise<Document[]>;

  /** How many documents of a set's collection belong to each of these owners, counted now; 0 for those without. */
  countMembers(collection: string, owners: readonly string[]): Promise<Map<string, number>>;

  /** How many documents lie in the span of time; undefined for a store without memory and a collection without time. */
  count(collection: string, span: Span): Promise<number | undefined>;

  /** How many documents there are on each day of their time, by the value of a keyword at the top level if one is named. */
  countByDay(collection: string, timeZone: string, by?: string): Promise<DayCount[]>;

  /**
   * The documents in groups, in any order, each group with its figures; a group without a document is not there. A
   * document counts under each of the values that a list of it has, once.
   */
  rollUp(collection: string, rollUp: RollUp): Promise<Group[]>;
}
