/** A store as if it held one Zoom account alone: its ledger too, which is one for all. */

import type { LedgerDump, Source } from "../destinations/source.ts";

/**
 * @param source opened for that account, so that its documents are found and counted already.
 * Dead letters say no account: all of them are told.
 */
export function oneAccount(source: Source, account: string): Source {
  return {
    ...source,
    total: async (name) => (await source.rollUp(name, {}))[0]?.count ?? 0,
    ledger: async (asked) => ofAccount(await source.ledger(asked), account),
  };
}

function ofAccount(dump: LedgerDump, account: string): LedgerDump {
  const own = <T extends { account?: string }>(items: readonly T[]) =>
    items.filter((item) => item.account === undefined || item.account === account);
  return {
    ...dump,
    accounts: dump.accounts.filter((one) => one === account),
    facts: own(dump.facts),
    runs: own(dump.runs),
    listings: own(dump.listings),
  };
}
