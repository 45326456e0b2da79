/** When a listing takes the place of one that was noted before: the rule that every ledger keeps. Pure. */

import type { Listing } from "./ledger.ts";

/**
 * One without a span takes the place of any other without one, one with a span of those that it covers and that were
 * asked for no later. Both are of the same account, kind and subject.
 */
export function takesPlaceOf({ span, at }: Listing, old: Listing): boolean {
  if (span === undefined || old.span === undefined) return span === undefined && old.span === undefined;
  return span.start <= old.span.start && span.end >= old.span.end && at >= old.at;
}
