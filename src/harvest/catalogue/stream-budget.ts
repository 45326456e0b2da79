/** A stream's own share of the day's calls, for one that would use up the whole day; what it used is kept for the account. */

import type { Json } from "../../document.ts";
import type { Stream } from "../../streams/stream.ts";
import { zoomDay } from "../../zoom/limiter.ts";
import type { Work } from "../work.ts";

export class StreamBudget {
  readonly #work: Work;
  readonly #fact: string;
  readonly #part: number | undefined;
  #used: { day: string; calls: number };

  private constructor(work: Work, stream: Stream, used: { day: string; calls: number }) {
    this.#work = work;
    this.#fact = factOf(stream);
    this.#part = stream.share === undefined ? undefined : work.options.dayShares[stream.share];
    this.#used = used;
  }

  static async open(work: Work, stream: Stream): Promise<StreamBudget> {
    const day = zoomDay(work.effects.now());
    const known = (await work.destination.recall(factOf(stream))) as { day?: Json; calls?: Json } | undefined;
    return new StreamBudget(work, stream, { day, calls: known?.day === day ? Number(known.calls) : 0 });
  }

  /** Whether so many calls more are within the share. */
  allows(calls: number): boolean {
    if (this.#part === undefined) return true;
    return this.#today().calls + calls <= Math.floor(this.#work.zoom.limiter.today().allowed * this.#part);
  }

  spend(calls: number): void {
    this.#today().calls += calls;
  }

  async keep(): Promise<void> {
    if (this.#part !== undefined) await this.#work.destination.remember(this.#fact, { ...this.#today() });
  }

  #today(): { day: string; calls: number } {
    const day = zoomDay(this.#work.effects.now());
    if (day !== this.#used.day) this.#used = { day, calls: 0 };
    return this.#used;
  }
}

/** Streams that have a share together use it up together. */
function factOf({ name, share }: Stream): string {
  return `calls ${share ?? name}`;
}
