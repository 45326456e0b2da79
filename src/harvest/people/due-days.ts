/**
 * The days (UTC) whose hours are to be counted again, since meetings on them have changed. They are noted in the ledger
 * before the meetings are stored, so that a run that is cut off leaves the next one to count them.
 */

import type { Destination } from "../../destinations/destination.ts";
import type { Document, Json } from "../../document.ts";
import { longestLiveMs } from "../../people/concurrency.ts";
import { eventOf } from "../../people/span.ts";
import { type Day, dayMs } from "../../time.ts";

/** Under this name the ledger keeps them. */
export const dueFact = "concurrency_due";

/** Touching costs nothing; noting asks the ledger once, and writes only when there are new days. */
export class DueDays {
  readonly #destination: Pick<Destination, "recall" | "remember" | "hasMemory">;
  readonly #days = new Set<Day>();
  #isNoted = true;
  #isRecalled = false;

  constructor(destination: Pick<Destination, "recall" | "remember" | "hasMemory">) {
    this.#destination = destination;
  }

  /** A meeting of these times is stored, changed or has gone. */
  touch(meeting: Document | undefined): void {
    const event = meeting === undefined ? undefined : eventOf(meeting);
    if (meeting === undefined || event === undefined) return;
    const start = event.start * 1_000;
    const isOpen = meeting.end_time === undefined && meeting.duration === undefined;
    // Until when an open one went on its people will tell.
    const end = isOpen ? start + dayMs : Math.min(event.end * 1_000, start + longestLiveMs);
    for (let at = Math.floor(start / dayMs) * dayMs; at <= end; at += dayMs) {
      const day = new Date(at).toISOString().slice(0, 10);
      if (this.#days.has(day)) continue;
      this.#days.add(day);
      this.#isNoted = false;
    }
  }

  /** Has the ledger know them; costs nothing when it does. */
  async note(): Promise<void> {
    if (this.#isNoted || !this.#destination.hasMemory) return;
    await this.list();
    await this.#remember();
  }

  /** All that are due, those of earlier runs too, the first one first. */
  async list(): Promise<Day[]> {
    if (!this.#isRecalled) {
      const recalled = await this.#destination.recall(dueFact);
      this.#isRecalled = true;
      if (Array.isArray(recalled)) for (const day of recalled) this.#days.add(String(day));
    }
    return [...this.#days].sort();
  }

  /** Takes in the days that another store's ledger notes. */
  async join(noted: Json): Promise<void> {
    await this.list();
    if (Array.isArray(noted)) for (const day of noted) this.#days.add(String(day));
    await this.#remember();
  }

  /** These were counted, and what was counted is stored. */
  async done(days: readonly Day[]): Promise<void> {
    for (const day of days) this.#days.delete(day);
    await this.#remember();
  }

  async #remember(): Promise<void> {
    this.#isNoted = true;
    await this.#destination.remember(dueFact, [...this.#days].sort());
  }
}
