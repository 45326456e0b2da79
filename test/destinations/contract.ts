/**
 * What every destination promises, as cases that any implementation can run. A store that cannot do a case lists
 * it as a deviation with the reason; the case must then fail, so that the list does not outlive its truth.
 */

import { afterEach, describe, expect, it } from "vitest";
import type { DeadLetter, Destination } from "../../src/destinations/destination.ts";
import type { Holder } from "../../src/destinations/ledger.ts";
import type { Source } from "../../src/destinations/source.ts";
import type { Collection, Document } from "../../src/document.ts";
import type { ManualClock } from "../support/manual-clock.ts";
import { cases } from "./contract-cases.ts";

/** How another destination on the store differs from the harness's own, which belongs to {@link firstHolder}. */
export interface Opening {
  holder?: Holder;
  /** Other accounts are allowed. */
  account?: string;
  /** What is known of the processes of its host. @default all of them run */
  isRunning?(pid: number, processStart: string): boolean | undefined;
}

/** One empty store for one case. */
export interface Harness {
  /** The clock of every destination on the store; whoever sleeps moves it on. */
  readonly clock: Pick<ManualClock, "now" | "elapsed" | "advance">;
  /** The destination that is open now; another object after {@link reopen} and {@link readAll}. */
  readonly destination: Destination;
  open(collections: readonly Collection[]): Promise<void>;
  /** Closes the destination and opens the same store again, as the next run does. */
  reopen(collections: readonly Collection[]): Promise<void>;
  /** Every stored document of a collection, found without the help of the destination, each as often as it is there. */
  readAll(collection: string): Promise<Document[]>;
  /**
   * Another destination on the same store, not opened yet; the one that is open stays so. Destinations do not renew
   * their leases by themselves, like processes that stand still, but ask before they write when there is doubt.
   */
  another(opening?: Opening): Destination;
  /** The store as one reads it, with these collections; the destination is closed before. */
  source(collections: readonly Collection[]): Promise<Source>;
  deadLetters(): Promise<Pick<DeadLetter, "to" | "id" | "owner" | "reason" | "record">[]>;
  /** Closes and removes everything. */
  end(): Promise<void>;
}

export interface Case {
  name: string;
  run(harness: Harness): Promise<void>;
}

/** Names of cases that a store cannot do, each with the reason. */
export type Deviations = Readonly<Record<string, string>>;

/** Runs all cases on fresh harnesses of one implementation. */
export function runContract(
  name: string,
  makeHarness: () => Promise<Harness>,
  deviations: Deviations = {},
): void {
  describe(`the contract of destinations: ${name}`, () => {
    let harness: Harness | undefined;
    afterEach(async () => {
      await harness?.end();
      harness = undefined;
    });

    it("deviates only in cases that there are", () => {
      const names = cases.map((one) => one.name);
      expect(Object.keys(deviations).filter((deviation) => !names.includes(deviation))).toEqual([]);
    });

    for (const one of cases) {
      const deviation = deviations[one.name];
      it(deviation === undefined ? one.name : `${one.name}: not here, ${deviation}`, async () => {
        harness = await makeHarness();
        if (deviation === undefined) await one.run(harness);
        else await expect(one.run(harness)).rejects.toThrow();
      });
    }
  });
}
