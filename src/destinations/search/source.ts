/** A search engine's indices read whole; the right to read them is enough. */

import type { Collection, Document, Json } from "../../document.ts";
import { DestinationError } from "../../errors.ts";
import type { SearchSettings } from "../../search-settings.ts";
import type { DeadLetter, RunRecord } from "../destination.ts";
import { type LedgerDump, type Source, scanPage } from "../source.ts";
import { connectSearch } from "./connect.ts";
import { sayEngine } from "./identify.ts";
import { ledgerNames, namesOf } from "./index-names.ts";
import type { PatienceEffects } from "./patience.ts";
import type { Requests } from "./requests.ts";
import { countAll, refresh, searchPages } from "./stored.ts";
import { objectIn } from "./transport.ts";

/** @throws DestinationError when it cannot be reached or holds nothing of ours. */
export async function searchSource(
  effects: PatienceEffects,
  { settings, version }: { settings: SearchSettings; version: string },
): Promise<Source> {
  const { transport, requests, engine } = await connectSearch(effects, settings, version);
  const { prefix } = settings;
  const { ledger, dead } = ledgerNames(prefix);
  const aliasOf = (collection: Collection) => namesOf(collection, prefix).alias;
  const head = await requests.ask("look for the ledger", { method: "HEAD", path: `/${ledger}` }, [404]);
  if (head.status === 404) {
    await transport.close();
    throw new DestinationError({
      operation: "open the search engine",
      subject: requests.hosts,
      reason: `it has no index ${ledger}, so no harvest has written there`,
      hint: "another host, or its --index_prefix",
    });
  }
  return {
    where: `${sayEngine(engine)} at ${requests.hosts}`,
    scan: async function* (collection) {
      await refresh(requests, [aliasOf(collection)]);
      for await (const hits of searchPages(
        requests,
        aliasOf(collection),
        { match_all: {} },
        true,
        scanPage,
      )) {
        yield hits.map(toDocument);
      }
    },
    members: async (collection, owners) => {
      const documents: Document[] = [];
      const query = { terms: { [collection.set?.by ?? ""]: [...owners] } };
      for await (const hits of searchPages(requests, aliasOf(collection), query, true)) {
        documents.push(...hits.map(toDocument));
      }
      return documents;
    },
    count: async (collection) => {
      await refresh(requests, [aliasOf(collection)]);
      return countAll(requests, aliasOf(collection));
    },
    ledger: () => dumpLedger(requests, ledger, dead),
    close: () => transport.close(),
  };
}

function toDocument({ _id, _source }: { [key: string]: Json }): Document {
  return { _id: String(_id), ...objectIn(_source) };
}

async function dumpLedger(requests: Requests, ledger: string, dead: string): Promise<LedgerDump> {
  await refresh(requests, [ledger, dead]);
  const dump: LedgerDump = { accounts: [], facts: {}, runs: [], letters: [] };
  const calls: { run: string; day: string; tiers: Record<string, number> }[] = [];
  for await (const hits of searchPages(requests, ledger, { match_all: {} }, true)) {
    for (const { _source } of hits) {
      const entry = objectIn(_source);
      if (entry.kind === "account") dump.accounts.push(String(entry.account));
      if (entry.kind === "fact") dump.facts[String(entry.name)] = entry.value ?? null;
      if (entry.kind === "run") dump.runs.push(toRun(entry));
      if (entry.kind === "calls") {
        const tiers = objectIn(entry.calls) as Record<string, number>;
        calls.push({ run: String(entry.run), day: String(entry.zoom_day), tiers });
      }
    }
  }
  for (const { run, day, tiers } of calls) {
    const record = dump.runs.find((one) => one.run === run);
    if (record !== undefined) record.calls[day] = tiers;
  }
  for await (const hits of searchPages(requests, dead, { match_all: {} }, true)) {
    dump.letters.push(...hits.map(({ _source }) => toLetter(objectIn(_source))));
  }
  return dump;
}

function toRun(entry: { [key: string]: Json }): RunRecord {
  return {
    run: String(entry.run),
    startedAt: String(entry.started_at),
    ...(entry.finished_at === undefined ? {} : { finishedAt: String(entry.finished_at) }),
    asked: entry.asked ?? {},
    calls: {},
    ...(entry.exit_code === undefined ? {} : { exitCode: Number(entry.exit_code) }),
  };
}

function toLetter({ at, collection, id, owner, reason, record }: { [key: string]: Json }): DeadLetter {
  return {
    at: String(at),
    to: String(collection),
    ...(id === undefined ? {} : { id: String(id) }),
    ...(owner === undefined ? {} : { owner: String(owner) }),
    reason: String(reason),
    record: record ?? null,
  };
}
