/** The parts of an open search engine, put together: what is asked, what is changed and only under the lease. */

import type { Effects } from "../../effects.ts";
import type { SearchSettings } from "../../search-settings.ts";
import type { Holder } from "../ledger.ts";
import { BulkSender } from "./bulk.ts";
import { connectSearch } from "./connect.ts";
import { sayEngine } from "./identify.ts";
import { ledgerNames } from "./index-names.ts";
import { SearchLease, type SearchLeaseEffects } from "./lease.ts";
import { SearchLedger } from "./ledger.ts";
import { LedgerIndices } from "./ledger-indices.ts";
import { checkPrivileges } from "./privileges.ts";
import { Requests } from "./requests.ts";
import { SearchStore } from "./store.ts";
import type { SearchTransport } from "./transport.ts";

export interface OpenSearchOptions {
  settings: SearchSettings;
  /** The Zoom account; indices of another one are refused. */
  account: string;
  /** Adds the account to indices of another one. */
  allowAccount: boolean;
  /** The version of this program. */
  version: string;
  /** Who asks for the lease. */
  holder: Holder;
  /** How long somebody else's lease is waited for. */
  lockWaitMs: number;
  /** Fires when the user wants the run to end. */
  interrupted?: AbortSignal;
}

export interface OpenSearch {
  transport: SearchTransport;
  requests: Requests;
  lease: SearchLease;
  ledger: SearchLedger;
  store: SearchStore;
  /** The store in a person's words, now that it is known what answers. */
  where: string;
}

/** Hosts and indices as a person says them. */
export function sayWhere(engine: string, { hosts, prefix }: SearchSettings): string {
  const indices = prefix === "" ? "" : `, indices ${prefix}*`;
  return `${engine} at ${hosts.map(({ origin }) => origin).join(", ")}${indices}`;
}

/** Connects and asks for the privileges; nothing is changed in the cluster. @throws DestinationError */
export async function openSearch(
  effects: Omit<Effects, "send"> & SearchLeaseEffects,
  options: OpenSearchOptions,
): Promise<OpenSearch> {
  const { settings, version, account, allowAccount, holder, lockWaitMs, interrupted } = options;
  const connection = await connectSearch(effects, settings, version, interrupted);
  const { transport, requests, patience, engine } = connection;
  try {
    await checkPrivileges(requests, engine, settings.prefix);
  } catch (error) {
    await transport.close();
    throw error;
  }
  const where = sayWhere(sayEngine(engine), settings);
  const names = ledgerNames(settings.prefix);
  const waiting = { ...effects, sleep: (ms: number) => effects.sleep(ms, interrupted) };
  const lease = new SearchLease(waiting, requests, { index: names.ledger, holder, lockWaitMs, where });
  const beforeRequest = () => lease.ensure();
  const bulk = new BulkSender(transport, patience, effects.log, {
    beforeRequest,
    makeIndex: async (index) => {
      if (!(await ledger.make(index))) await store.makeIndex(index);
    },
  });
  const guarded = new Requests(transport, patience, beforeRequest);
  const indices = new LedgerIndices(requests, guarded, bulk);
  const ledger: SearchLedger = new SearchLedger(indices, { names, account, allowAccount, version });
  const store: SearchStore = new SearchStore(requests, bulk);
  return { transport, requests, lease, ledger, store, where };
}
