/** A store that keeps the batches that a writer hands it, and answers at once or when told. */

import type {
  DeadLetter,
  Destination,
  Listing,
  Outcome,
  SetOf,
  Write,
} from "../../src/destinations/destination.ts";
import { DestinationError } from "../../src/errors.ts";
import { Tally } from "../../src/harvest/tally.ts";
import { Writer } from "../../src/harvest/writer.ts";
import { manualClock } from "../support/manual-clock.ts";

export const put = (count: number, to = "users"): Write => ({
  to,
  documents: Array.from({ length: count }, (_, id) => ({ _id: String(id) })),
});
export const meeting = (sessions: number): SetOf => ({
  owner: { to: "meetings", document: { _id: "m" } },
  to: "sessions",
  documents: Array.from({ length: sessions }, (_, id) => ({ _id: String(id) })),
  complete: true,
});
export const full = new DestinationError({ operation: "write", reason: "the disk is full" });

/** Such a store with a writer to it. */
export function open({
  slow = false,
  fails = false,
  refuses = [] as DeadLetter[],
  superseded = 0,
  size = 10,
} = {}) {
  const noted: Listing[] = [];
  const batches: (readonly Write[])[] = [];
  const buried: DeadLetter[] = [];
  const confirm: (() => void)[] = [];
  let writing = 0;
  let most = 0;
  const store = {
    where: "memory",
    write: async (writes: readonly Write[]): Promise<Outcome> => {
      writing += 1;
      most = Math.max(most, writing);
      batches.push(writes);
      if (slow) await new Promise<void>((resolve) => confirm.push(resolve));
      writing -= 1;
      if (fails) throw full;
      return { stored: 0, refused: refuses, superseded };
    },
    noteListings: async (listings: readonly Listing[]) => {
      noted.push(...listings);
    },
    bury: async (letters: readonly DeadLetter[]) => {
      if (fails) throw full;
      buried.push(...letters);
      return "letters.ndjson";
    },
  } as unknown as Destination;
  const clock = manualClock();
  const tally = new Tally();
  const writer = new Writer(clock, store, tally, { documents: size, waitMs: 2_000 });
  return { clock, tally, writer, batches, buried, noted, confirm, mostAtOnce: () => most };
}
