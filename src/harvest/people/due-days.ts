/**
 * The days (UTC) whose hours are to be counted again, since meetings on them have changed. They are noted in the ledger
 * before the meetings are stored, so that a run that is cut off leaves the next one to count them.
 */

import type { Destination } from "../../destinations/destination.ts";
import type { Document } from "../../document.ts";
import { type Day, dayMs } from "../../time.ts";

const fact = "concurrency_due";

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
    const start = Date.parse(String(meeting?.start_time));
    if (meeting === undefined || Number.isNaN(start)) return;
    const ended = Date.parse(String(meeting.end_time));
    const end = Number.isNaN(ended) ? start + Number(meeting.duration ?? 0) * 1_000 : ended;
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
      const recalled = await this.#destination.recall(fact);
      this.#isRecalled = true;
      if (Array.isArray(recalled)) for (const day of recalled) this.#days.add(String(day));
    }
    return [...this.#days].sort();
  }

  /** These were counted, and what was counted is stored. */
  async done(days: readonly Day[]): Promise<void> {
    for (const day of days) this.#days.delete(day);
    await this.#remember();
  }

  async #remember(): Promise<void> {
    this.#isNoted = true;
    await this.#destination.remember(fact, [...this.#days].sort());
  }
}
