/**
 * The promise every store makes to the engine. One contract suite (`test/destinations/contract.ts`) holds each
 * implementation to it.
 */

import type { Collection, Document } from "../document.ts";
import type { DeadLetter, Ledger } from "./ledger.ts";
import type { Reader } from "./reader.ts";

export type { DeadLetter, Listing, RunRecord } from "./ledger.ts";

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

/** What became of one {@link Destination.write}: every document is stored, refused or superseded. */
export interface Outcome {
  /** Documents given less the others; of several with one `_id` each counts, and the last is stored. */
  stored: number;
  /** Not kept anywhere yet: burying them is for the caller. */
  refused: DeadLetter[];
  /** Documents of which the store has a newer form, from another harvester, and owners of such. @default 0 */
  superseded?: number;
}

export interface Destination extends Ledger, Reader {
  /** Where the data lie, for the summary: "zoom-harvester.duckdb"; it may say more once the store is open. */
  readonly where: string;
  /** One query or command that shows the data; absent where there is none. */
  readonly look?: string;
  /** Whether what is written can be read again; a stream is gone once it is out. */
  readonly hasMemory: boolean;

  /**
   * Makes the store ready for these collections (tables, columns that are new, comments) and takes the lease on it,
   * which is renewed until {@link close}. Idempotent.
   * @throws DestinationError when it cannot be reached, is held by another harvester, is not ours or is of a
   * newer version; nothing is changed then.
   */
  open(collections: readonly Collection[]): Promise<void>;

  /**
   * Stores what it is given. An owner is never there before its set: after a crash either all of a call is there or
   * none of it, or, where a store has no transactions, some whole sets and parts of others whose owners are as before.
   * Idempotent: the same call again changes nothing. Calls do not overlap. A document that the store refuses
   * does not keep the others out; it comes back in `refused`.
   * @throws DestinationError when nothing can be stored (disk full, gone), DestinationLost when a cluster that had
   * answered does not any more, LeaseLost when another harvester has taken over.
   */
  write(writes: readonly Write[]): Promise<Outcome>;

  /** Ends cleanly: everything accepted is durable, the lease is given back. Safe to call twice, also after an error. */
  close(): Promise<void>;
}
