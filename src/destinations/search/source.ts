/** A search engine's indices as one reads them; the right to read is enough. */

import type { Collection } from "../../document.ts";
import type { SearchSettings } from "../../search-settings.ts";
import { type LedgerDump, NothingStored, type Source } from "../source.ts";
import { connectSearch } from "./connect.ts";
import { sayEngine } from "./identify.ts";
import { ledgerNames, namesOf } from "./index-names.ts";
import { readLease } from "./lease.ts";
import { checkForm, readLetters } from "./ledger.ts";
import { toListing, toRun } from "./ledger-entries.ts";
import type { PatienceEffects } from "./patience.ts";
import { SearchReader } from "./reader.ts";
import type { Requests } from "./requests.ts";
import { searchPages, tryRefresh } from "./stored.ts";
import { objectIn } from "./transport.ts";

export interface SearchSourceOptions {
  settings: SearchSettings;
  /** The program's. */
  version: string;
  /** What can be read. */
  collections: readonly Collection[];
  /** Whose documents are found and counted; everybody's without it. */
  account?: string | undefined;
}

/** @throws DestinationError when it cannot be reached or is of a newer version, NothingStored when nothing is ours there. */
export async function searchSource(
  effects: PatienceEffects,
  { settings, version, collections, account }: SearchSourceOptions,
): Promise<Source> {
  const { transport, requests, engine } = await connectSearch(effects, settings, version);
  const { prefix } = settings;
  const names = ledgerNames(prefix);
  try {
    await findLedger(requests, names.ledger);
  } catch (error) {
    await transport.close();
    throw error;
  }
  const readable = new Map(
    collections.map((collection) => [collection.name, { collection, names: namesOf(collection, prefix) }]),
  );
  let mayRefresh = true;
  const show = async (indices: readonly string[]) => {
    if (mayRefresh) mayRefresh = await tryRefresh(requests, indices);
  };
  const reader = new SearchReader(requests, {
    account,
    find: (name) => {
      const found = readable.get(name);
      if (found === undefined) throw new Error(`Expected a collection of the source, got \`${name}\`.`);
      return found;
    },
    show: ({ alias }) => show([alias]),
  });
  return {
    where: `${sayEngine(engine)} at ${requests.hosts}`,
    read: (name, ids, fields) => reader.read(name, ids, fields),
    scan: (name, where) => reader.scan(name, where),
    find: (name, where, order) => reader.find(name, where, order),
    page: (name, asked) => reader.page(name, asked),
    members: (name, owners, fields) => reader.members(name, owners, fields),
    countMembers: (name, owners) => reader.countMembers(name, owners),
    count: (name, span) => reader.count(name, span),
    countByDay: (name, timeZone, by) => reader.countByDay(name, timeZone, by),
    rollUp: (name, rollUp) => reader.rollUp(name, rollUp),
    total: (name) => reader.total(name),
    ledger: async ({ records = true } = {}) => {
      await show([names.ledger, names.dead]);
      return dumpLedger(requests, names, records);
    },
    close: () => transport.close(),
  };
}

async function findLedger(requests: Requests, ledger: string): Promise<void> {
  const head = await requests.ask("look for the ledger", { method: "HEAD", path: `/${ledger}` }, [404]);
  if (head.status !== 404) return checkForm(requests, ledger);
  throw new NothingStored({
    operation: "open the search engine",
    subject: requests.hosts,
    reason: `it has no index ${ledger}, so no harvest has written there`,
    hint: "another host, or its --index_prefix",
  });
}

async function dumpLedger(
  requests: Requests,
  { ledger, dead }: { ledger: string; dead: string },
  records: boolean,
): Promise<LedgerDump> {
  const dump: LedgerDump = { accounts: [], facts: [], runs: [], letters: [], listings: [] };
  const accounts: { account: string; since: string }[] = [];
  const calls: { run: string; day: string; tiers: Record<string, number> }[] = [];
  for await (const hits of searchPages(requests, ledger, { match_all: {} }, true)) {
    for (const { _source } of hits) {
      const entry = objectIn(_source);
      const account = String(entry.account);
      if (entry.kind === "account") accounts.push({ account, since: String(entry.started_at ?? "") });
      if (entry.kind === "run") dump.runs.push(toRun(entry));
      if (entry.kind === "listed") dump.listings.push({ account, ...toListing(entry) });
      if (entry.kind === "fact" && entry.account !== undefined) {
        dump.facts.push({ account, name: String(entry.name), value: entry.value ?? null });
      }
      if (entry.kind === "calls") {
        const tiers = objectIn(entry.calls) as Record<string, number>;
        calls.push({ run: String(entry.run), day: String(entry.zoom_day), tiers });
      }
    }
  }
  const runs = new Map(dump.runs.map((record) => [record.run, record]));
  for (const { run, day, tiers } of calls) {
    const record = runs.get(run);
    if (record !== undefined) record.calls[day] = tiers;
  }
  dump.runs.sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  // An account of before the time was noted comes first.
  accounts.sort((a, b) => (a.since < b.since ? -1 : Number(a.since > b.since)));
  dump.accounts = accounts.map(({ account }) => account);
  dump.letters = await readLetters(requests, dead, records);
  const lease = await readLease(requests, ledger);
  return lease === undefined ? dump : { ...dump, lease };
}
