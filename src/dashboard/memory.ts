/** Answers that were read before: given again while the store is as it was, and while somebody else keeps it. */

import { StoreHeld } from "../destinations/source.ts";
import { isoSeconds } from "../time.ts";
import type { Envelope } from "./answer.ts";

/** How long an answer is good where nobody can tell whether the store has changed. */
const freshMs = 5_000;
/** Questions that are remembered. */
const most = 300;

interface Known {
  envelope: Envelope;
  stamp: string | undefined;
  at: number;
}

export class Memory {
  readonly #now: () => number;
  readonly #stamp: () => Promise<string | undefined>;
  readonly #known = new Map<string, Known>();
  readonly #asked = new Map<string, Promise<Envelope>>();

  constructor(now: () => number, stamp: () => Promise<string | undefined>) {
    this.#now = now;
    this.#stamp = stamp;
  }

  /**
   * The answer to a question; the same question asked twice at once is read once.
   * @param goodMs how long it is good at most.
   * @throws what reading throws, but not that the store is held where the answer is known from before.
   */
  recall(question: string, read: () => Promise<unknown>, goodMs?: number): Promise<Envelope> {
    const asked = this.#asked.get(question) ?? this.#read(question, read, goodMs);
    this.#asked.set(question, asked);
    return asked.finally(() => this.#asked.delete(question));
  }

  async #read(question: string, read: () => Promise<unknown>, goodMs?: number): Promise<Envelope> {
    const stamp = await this.#stamp();
    const known = this.#known.get(question);
    if (known !== undefined && this.#isFresh(known, stamp, goodMs)) {
      this.#keep(question, known);
      return known.envelope;
    }
    const at = this.#now();
    try {
      const envelope: Envelope = { at: isoSeconds(at), answer: await read() };
      this.#keep(question, { envelope, stamp, at });
      return envelope;
    } catch (error) {
      if (error instanceof StoreHeld && known !== undefined) return { ...known.envelope, old: true };
      throw error;
    }
  }

  #isFresh(known: Known, stamp: string | undefined, goodMs = Number.POSITIVE_INFINITY): boolean {
    const age = this.#now() - known.at;
    return age < goodMs && (stamp === undefined ? age < freshMs : known.stamp === stamp);
  }

  /** The one that was not asked for longest goes first. */
  #keep(question: string, known: Known): void {
    this.#known.delete(question);
    this.#known.set(question, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > most && oldest !== undefined) this.#known.delete(oldest);
  }
}
