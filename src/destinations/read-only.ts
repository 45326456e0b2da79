/** A source in the place of a destination, for work that must change nothing: what it would write is an error. */

import type { Json } from "../document.ts";
import type { Destination } from "./destination.ts";
import type { Source } from "./source.ts";

/** @param account whose listings and facts are seen. What is learnt on the way is remembered for this work alone. */
export async function readOnly(source: Source, account: string): Promise<Destination> {
  const ledger = await source.ledger();
  const facts = new Map<string, Json>();
  for (const { account: whose, name, value } of ledger.facts) if (whose === account) facts.set(name, value);
  const refuse = async (): Promise<never> => {
    throw new TypeError("Expected nothing to be written to a store that is only read");
  };
  return {
    where: source.where,
    hasMemory: true,
    open: refuse,
    write: refuse,
    record: refuse,
    noteListings: refuse,
    dropLetters: refuse,
    // A row without a key is named in the tally; whoever harvests keeps it.
    bury: async () => "",
    letters: async () => ledger.letters,
    listings: async (what) =>
      ledger.listings.filter((listing) => listing.what === what && listing.account === account),
    recall: async (fact) => facts.get(fact),
    remember: async (fact, value) => void facts.set(fact, value),
    callsUsed: async (day) => {
      const used: Record<string, number> = {};
      for (const { account: whose, calls } of ledger.runs) {
        if (whose !== undefined && whose !== account) continue;
        for (const [tier, count] of Object.entries(calls[day] ?? {})) used[tier] = (used[tier] ?? 0) + count;
      }
      return used;
    },
    read: (...query) => source.read(...query),
    scan: (...query) => source.scan(...query),
    find: (...query) => source.find(...query),
    page: (...query) => source.page(...query),
    members: (...query) => source.members(...query),
    countMembers: (...query) => source.countMembers(...query),
    count: (...query) => source.count(...query),
    countByDay: (...query) => source.countByDay(...query),
    rollUp: (...query) => source.rollUp(...query),
    close: () => source.close(),
  };
}
