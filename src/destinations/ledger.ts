/**
 * What no document can say, kept where the data lie: which stretches of time were listed and when, calls per Zoom day,
 * runs, facts learnt about the account, dead letters, and whose turn it is to write. Everything else is a document's
 * `state`. The contract suite holds each implementation to it.
 */

import type { Json } from "../document.ts";
import type { Span } from "../time.ts";

/** A record that could not be stored (or not even keyed), kept with its reason so that nothing is lost. */
export interface DeadLetter {
  /** The collection it was meant for. */
  to: string;
  /** The `_id`, where the record has one. */
  id?: string;
  /** For a set's document: the owner's `_id`. */
  owner?: string;
  reason: string;
  /** When it was buried, where that was before now: ISO 8601, UTC. */
  at?: string;
  /** The record, already rid of what must not be harvested. */
  record: Json;
}

/** A dead letter as it lies in the ledger. */
export interface KeptLetter extends DeadLetter {
  /** Names it in the ledger: the same letter again (collection, id and reason) has the same key. */
  key: string;
  at: string;
}

/** What only a run can say. */
export interface RunRecord {
  run: string;
  /** Whose; absent in what a version without it has written. */
  account?: string;
  startedAt: string;
  /** Absent while it runs, and for ever when it was cut off. */
  finishedAt?: string;
  /** The command's own words: window, flags that matter; never a credential. */
  asked: Json;
  /** Calls used, per Zoom day (UTC date) and tier. */
  calls: Record<string, Record<string, number>>;
  exitCode?: number;
  /** What it did, counted by itself: an output, never an input. */
  outcome?: Json;
}

/** A list of Zoom's that was read to its end, and whose rows the store has confirmed. */
export interface Listing {
  /** What was listed: `meetings`, `instances`, `users`, `series`. */
  what: string;
  /** Of whom, for lists that belong to somebody: a host's id. */
  subject?: string;
  /** The stretch of time, UTC; absent for a list without one. */
  span?: Span;
  /** When the first page was asked for, milliseconds since the epoch. */
  at: number;
}

/** A process that may write. */
export interface Holder {
  /** The run. */
  run: string;
  /** The host's name, for people. */
  host: string;
  /** What tells hosts of one name apart: boot and process namespace. */
  hostId: string;
  pid: number;
  /** When the process began, in the host's own words: a number that is used again is another process. */
  processStart: string;
}

/** The lease as it is stored: who may write, and the sign that he is still there. */
export interface Lease extends Holder {
  /** The holder's wall clock when he renewed it last, milliseconds since the epoch. */
  renewedAt: number;
  /** Grows with each renewal: how others see that the holder lives, whatever the clocks say. */
  renewals: number;
}

export interface Ledger {
  /** A fact learnt about the account, by name; undefined when nothing is known. */
  recall(fact: string): Promise<Json | undefined>;

  /** Keeps a fact about the account for later runs. @param account another one than the store was opened for. */
  remember(fact: string, value: Json, account?: string): Promise<void>;

  /** Keeps what a run did so far; the same `run` again replaces it. */
  record(run: RunRecord): Promise<void>;

  /** Calls already used by the account's runs on a Zoom day (UTC date), per tier. */
  callsUsed(day: string): Promise<Record<string, number>>;

  /** The account's listings of a kind, in any order. Stores without a memory know none. */
  listings(what: string): Promise<Listing[]>;

  /**
   * Keeps listings. One without a span takes the place of the one before of the same subject; one with a span takes
   * the place of those it covers that were asked for no later.
   * @param account another one than the store was opened for.
   */
  noteListings(listings: readonly Listing[], account?: string): Promise<void>;

  /** Keeps records that were not stored; the same letter again takes the place of the one before. @returns where they lie. */
  bury(letters: readonly DeadLetter[]): Promise<string>;

  /** The dead letters, oldest first. */
  letters(): Promise<KeptLetter[]>;

  /** Removes dead letters; keys that are not there are passed over. */
  dropLetters(keys: readonly string[]): Promise<void>;
}
