/** Which listings are left when newer ones are noted, each taking the place of what it covers. Pure. */

import type { JsonObject } from "../../document.ts";
import type { Listing } from "../ledger.ts";
import { takesPlaceOf } from "../takes-place-of.ts";
import { type Entry, listingEntry } from "./ledger-entries.ts";

export interface NotedListings {
  /** `_id`s of stored listings whose place was taken. */
  removed: string[];
  added: Entry[];
}

/**
 * Notes listings one after another.
 * @param stored those with a span that are stored of the account, by `_id`.
 */
export function noteOver(
  stored: ReadonlyMap<string, Listing>,
  account: string,
  listings: readonly Listing[],
): NotedListings {
  const removed: string[] = [];
  const added = new Map<string, JsonObject>();
  /** The listings with a span by what was listed of whom: there may be thousands of subjects. */
  const bySubject = new Map<string, Map<string, Listing>>();
  const alike = ({ what, subject }: Listing): Map<string, Listing> => {
    const key = JSON.stringify([what, subject ?? null]);
    const there = bySubject.get(key) ?? new Map<string, Listing>();
    bySubject.set(key, there);
    return there;
  };
  for (const [id, listing] of stored) alike(listing).set(id, listing);
  for (const listing of listings) {
    const [id, entry] = listingEntry(account, listing);
    if (listing.span !== undefined) {
      const others = alike(listing);
      for (const [other, old] of others) {
        if (!takesPlaceOf(listing, old)) continue;
        others.delete(other);
        if (!added.delete(other)) removed.push(other);
      }
      others.set(id, listing);
    }
    added.set(id, entry);
  }
  return { removed: removed.filter((id) => !added.has(id)), added: [...added] };
}
