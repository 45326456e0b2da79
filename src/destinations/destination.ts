/**
 * The promise every store makes to the engine. One contract suite (`test/destinations/contract.ts`) holds each
 * implementation to it.
 */

import type { Collection, Document, Json } from "../document.ts";
import type { Span } from "../time.ts";

/**
 * Documents stored one by one: an upsert by `_id`. One that belongs to a set names its owner, and its `_id` is
 * never used under another owner.
 */
export interface Put {
  to: string;
  documents: Document[];
}

/**
 * The documents that belong to one owner (a meeting's sessions) together with the owner itself.
 * `complete`: they replace the stored set as a whole, what is not among them disappears, and owner and set
 * become visible together. Not complete: they are added to (or refresh) what is stored, nothing disappears.
 * Every document holds the owner's `_id` in the field that its collection names (`set.by`). When the owner is
 * refused, its documents are refused with it: without an owner nobody would find them.
 */
export interface SetOf {
  owner: { to: string; document: Document };
  to: string;
  documents: Document[];
  complete: boolean;
}

export type Write = Put | SetOf;

export function isSet(write: Write): write is SetOf {
  return "owner" in write;
}

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

/** What became of one {@link Destination.write}: every document is stored, refused or superseded. */
export interface Outcome {
  /** Documents given less the others; of several with one `_id` each counts, and the last is stored. */
  stored: number;
  /** Not kept anywhere yet: burying them is for the caller. */
  refused: DeadLetter[];
  /** Documents of which the store has a newer form, from another harvester, and owners of such. @default 0 */
  superseded?: number;
}

/** What only a run can say: kept beside the documents, never among them. Stores without a memory drop it. */
export interface RunRecord {
  run: string;
  startedAt: string;
  finishedAt?: string;
  /** The command's own words: window, flags that matter; never a credential. */
  asked: Json;
  /** Calls used, per Zoom day (UTC date) and tier. */
  calls: Record<string, Record<string, number>>;
  exitCode?: number;
}

export interface Destination {
  /** Where the data lie, for the summary: "zoom-harvester.duckdb"; it may say more once the store is open. */
  readonly where: string;
  /** One query or command that shows the data; absent where there is none. */
  readonly look?: string;

  /**
   * Makes the store ready for these collections (tables, columns that are new, comments). Idempotent.
   * @throws DestinationError when it cannot be reached, is held by another process, is not ours or is of a
   * newer version; nothing is changed then.
   */
  open(collections: readonly Collection[]): Promise<void>;

  /**
   * Stores what it is given. An owner is never there before its set: after a crash either all of a call is there or
   * none of it, or, where a store has no transactions, some whole sets and parts of others whose owners are as before.
   * Idempotent: the same call again changes nothing. Calls do not overlap. A document that the store refuses
   * does not keep the others out; it comes back in `refused`.
   * @throws DestinationError when nothing can be stored (disk full, gone), DestinationLost when a cluster that had
   * answered does not any more.
   */
  write(writes: readonly Write[]): Promise<Outcome>;

  /** Keeps records that were not stored. @returns where they lie. */
  bury(letters: readonly DeadLetter[]): Promise<string>;

  /** Documents of a collection by `_id`, those that are there, in any order; a store without memory gives none. */
  read(collection: string, ids: readonly string[]): Promise<Document[]>;

  /**
   * How many documents of the account the store holds whose time (`Collection.time`) lies in the span, whoever stored
   * them; undefined for a store without memory and for collections without a time.
   */
  count(collection: string, span: Span): Promise<number | undefined>;

  /** A fact learnt about the account, by name; undefined when nothing is known. */
  recall(fact: string): Promise<Json | undefined>;

  /** Keeps a fact about the account for later runs. */
  remember(fact: string, value: Json): Promise<void>;

  /** Keeps what this run did; the same `run` again replaces it. */
  record(run: RunRecord): Promise<void>;

  /** Calls already used on a Zoom day (UTC date) by earlier runs, per tier. */
  callsUsed(day: string): Promise<Record<string, number>>;

  /** Ends cleanly: everything accepted is durable. Safe to call twice, also after an error. */
  close(): Promise<void>;
}
