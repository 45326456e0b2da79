/** What an answer of the dashboard is: a question that is asked by name, read out of the store; no question writes. */

import type { Lease } from "../destinations/ledger.ts";
import type { Source } from "../destinations/source.ts";
import type { Decision } from "../people/across/decisions.ts";
import type { RosterPerson } from "../people/across/roster.ts";
import type { Cell } from "./csv.ts";
import type { Query } from "./query.ts";

/** A class list that the dashboard was given. */
export interface GivenRoster {
  /** The file's name, to show. */
  file: string;
  /** The series that it is for; absent for one that fits any. */
  series?: string;
  people: readonly RosterPerson[];
  decisions: readonly Decision[];
}

/** What every answer may use. */
export interface Ask {
  /** The store; names and e-mails are masked in it where nobody is to be shown. */
  source: Source;
  hidesPeople: boolean;
  rosters: readonly GivenRoster[];
  /** The zone where a question names none. */
  timeZone: string;
  /** The harvester with the flags that say which store is meant, for what is to be run. @default its name */
  command?: string;
  /** How long after its end a meeting is young, milliseconds. */
  settleAfterMs: number;
  /** The part of the day's calls that a harvest may use. */
  dayShare: number;
  now(): number;
  /** The run that writes now; undefined where none does. */
  writingRun(lease: Lease | undefined): string | undefined;
}

/** A table as a file. Rows may be read while they are sent. */
export interface Table {
  columns: readonly string[];
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
}

/** @template T what the page is given as JSON. */
export interface Answer<T = unknown> {
  /** The path: `/api/NAME`. */
  name: string;
  /** How long it is good, milliseconds, also while the store is as it was. @default as long as that */
  freshMs?: number;
  /**
   * Reads what was asked for.
   * @throws ConfigurationError for a question that makes no sense, SubjectFailed for what is not stored.
   */
  read(ask: Ask, query: Query): Promise<T>;
  /** The same as a whole table, all rows of it: `/api/NAME?format=csv`. Absent for what is no table. */
  table?(ask: Ask, query: Query): Promise<Table>;
}

/** What the page gets for every question. */
export interface Envelope<T = unknown> {
  /** When it was read: ISO 8601, UTC. */
  at: string;
  /** True where a harvest keeps the store just now, so that this is what was read before. */
  old?: true;
  answer: T;
}

/** What the page gets instead. */
export interface Refusal {
  reason: string;
  /** What to do. */
  hint?: string;
  /** True where asking again in a moment helps: somebody else has the store. */
  again?: true;
}
