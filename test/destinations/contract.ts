/**
 * What every destination promises, as cases that any implementation can run. A store that cannot do a case lists
 * it as a deviation with the reason; the case must then fail, so that the list does not outlive its truth.
 */

import { afterEach, describe, expect, it } from "vitest";
import type { DeadLetter, Destination } from "../../src/destinations/destination.ts";
import type { Collection, Document } from "../../src/document.ts";
import { cases } from "./contract-cases.ts";

/** One empty store for one case. */
export interface Harness {
  /** The destination that is open now; another object after {@link reopen} and {@link readAll}. */
  readonly destination: Destination;
  open(collections: readonly Collection[]): Promise<void>;
  /** Closes the destination and opens the same store again, as the next run does. */
  reopen(collections: readonly Collection[]): Promise<void>;
  /** Every stored document of a collection, found without the help of the destination, each as often as it is there. */
  readAll(collection: string): Promise<Document[]>;
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
