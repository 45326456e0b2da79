/**
 * Gathers writes into batches and hands them to the destination one batch at a time. Who adds waits while the
 * destination is behind, so that a slow store slows the fetching instead of filling the memory. What the ledger is to
 * note is noted only after everything added before it is confirmed.
 */

import type { DeadLetter, Destination, Listing, Write } from "../destinations/destination.ts";
import { isSet } from "../destinations/destination.ts";
import type { Effects } from "../effects.ts";
import type { Tally } from "./tally.ts";

export interface BatchSize {
  /** Documents in a batch. @default 5000 */
  documents: number;
  /** Milliseconds until a smaller batch is written all the same. @default 2000 */
  waitMs: number;
}

/**
 * A write made only when its turn has come: what others added meanwhile can be taken into account. Several become one
 * step, as sets of one owner do, who is counted once.
 */
export type LateWrite = () => Write | readonly Write[] | undefined;

interface Batch {
  writes: Write[];
  listings: Listing[];
  /** What is not counted, since the same documents are written more than once. */
  kinds: Map<Write, WriteKind>;
}

/** `interim`: written again by this run, not counted; `members`: a set whose owner was stored before. */
export type WriteKind = "final" | "interim" | "members";

const emptyBatch = (): Batch => ({ writes: [], listings: [], kinds: new Map() });

export class Writer {
  readonly #effects: Pick<Effects, "sleep">;
  readonly #destination: Destination;
  readonly #tally: Tally;
  readonly #size: BatchSize;
  #batch: Batch = emptyBatch();
  #documents = 0;
  #flushing: Promise<void> = Promise.resolve();
  /** Batches that the destination has not confirmed yet. */
  #behind = 0;
  #failed: { error: unknown } | undefined;
  #timer: AbortController | undefined;
  /** Called before each batch is handed to the destination. */
  before: (() => Promise<void>) | undefined;
  /** Called after each batch that was confirmed. */
  confirmed: (() => Promise<void>) | undefined;

  constructor(
    effects: Pick<Effects, "sleep">,
    destination: Destination,
    tally: Tally,
    size: BatchSize = { documents: 5_000, waitMs: 2_000 },
  ) {
    this.#effects = effects;
    this.#destination = destination;
    this.#tally = tally;
    this.#size = size;
  }

  /**
   * Accepts a write; resolves when there is room for more.
   * @param weight how many usual documents one of these weighs.
   * @throws what the destination threw.
   */
  async add(given: Write | LateWrite, kind: WriteKind = "final", weight = 1): Promise<void> {
    // One batch is on its way while the next one is gathered; a third would only fill the memory.
    while (this.#behind > 1) await this.#flushing;
    this.#check();
    const made = typeof given === "function" ? given() : given;
    if (made === undefined) return;
    for (const [place, write] of [made].flat().entries()) {
      this.#batch.writes.push(write);
      if (kind !== "final" || place > 0) this.#batch.kinds.set(write, place > 0 ? "members" : kind);
      this.#documents += write.documents.length * weight + (isSet(write) ? 1 : 0);
    }
    if (this.#documents >= this.#size.documents) await this.flush();
    else if (this.#timer === undefined) this.#startTimer();
    this.#check();
  }

  /** Has a listing noted once all that was added before is confirmed. */
  note(listing: Listing): void {
    this.#batch.listings.push(listing);
    if (this.#timer === undefined) this.#startTimer();
  }

  /** Writes what is gathered; resolves when the destination has confirmed it and all before. */
  async flush(): Promise<void> {
    this.#timer?.abort();
    this.#timer = undefined;
    const batch = this.#batch;
    this.#batch = emptyBatch();
    this.#documents = 0;
    const before = this.#flushing;
    this.#behind += 1;
    this.#flushing = (async () => {
      await before;
      if (this.#failed === undefined) await this.#write(batch);
      this.#behind -= 1;
    })();
    await this.#flushing;
    this.#check();
  }

  /** Keeps records that cannot become documents. */
  async bury(letters: readonly DeadLetter[]): Promise<void> {
    if (letters.length === 0) return;
    const before = this.#flushing;
    this.#flushing = (async () => {
      await before;
      await this.#bury(letters);
    })();
    await this.#flushing;
    this.#check();
  }

  async #write({ writes, listings, kinds }: Batch): Promise<void> {
    if (writes.length === 0 && listings.length === 0) return;
    try {
      await this.before?.();
      if (writes.length > 0) await this.#store(writes, kinds);
      if (listings.length > 0) await this.#destination.noteListings(listings);
      await this.confirmed?.();
    } catch (error) {
      this.#failed ??= { error };
    }
  }

  async #store(writes: Write[], kinds: ReadonlyMap<Write, WriteKind>): Promise<void> {
    const { refused, superseded = 0 } = await this.#destination.write(writes);
    if (superseded > 0) this.#tally.supersede(superseded);
    const refusedIn: Record<string, number> = {};
    for (const { to } of refused) refusedIn[to] = (refusedIn[to] ?? 0) + 1;
    for (const [to, count] of Object.entries(countDocuments(writes, kinds))) {
      this.#tally.addStored(to, count - (refusedIn[to] ?? 0));
    }
    if (refused.length > 0) await this.#bury(refused);
  }

  async #bury(letters: readonly DeadLetter[]): Promise<void> {
    try {
      this.#tally.deadLettersIn = await this.#destination.bury(letters);
      this.#tally.deadLetters += letters.length;
    } catch (error) {
      this.#failed ??= { error };
    }
  }

  #startTimer(): void {
    const timer = new AbortController();
    this.#timer = timer;
    this.#effects.sleep(this.#size.waitMs, timer.signal).then(
      () => this.flush().catch(() => {}),
      () => {},
    );
  }

  #check(): void {
    if (this.#failed !== undefined) throw this.#failed.error;
  }
}

function countDocuments(
  writes: readonly Write[],
  kinds: ReadonlyMap<Write, WriteKind>,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const write of writes) {
    const kind = kinds.get(write);
    if (kind === "interim") continue;
    counts[write.to] = (counts[write.to] ?? 0) + write.documents.length;
    if (isSet(write) && kind !== "members") counts[write.owner.to] = (counts[write.owner.to] ?? 0) + 1;
  }
  return counts;
}
