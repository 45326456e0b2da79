/** The search engine: is it there, may this user write, what of ours is in it. Nothing is made or changed. */

import { findConflicts } from "../destinations/search/conflicts.ts";
import { type Connection, connectSearch } from "../destinations/search/connect.ts";
import { sayEngine } from "../destinations/search/identify.ts";
import { compareTemplates } from "../destinations/search/install.ts";
import { checkPrivileges } from "../destinations/search/privileges.ts";
import { searchSource } from "../destinations/search/source.ts";
import type { LedgerDump } from "../destinations/source.ts";
import { DestinationError, HarvesterError } from "../errors.ts";
import type { SearchSettings } from "../search-settings.ts";
import { collections } from "../streams/derived.ts";
import { badFrom, type Check, good } from "./check.ts";
import type { DoctorEffects } from "./effects.ts";
import { judgeAccount, judgeAllocation, judgeLease, judgeTemplates } from "./judge-store.ts";
import type { StoreEvidence } from "./store-evidence.ts";

const searchChecks = ["store", "privileges", "templates", "disk", "lock"] as const;

const unread = "what earlier runs used is not known, since the store cannot be read";

/** How long a cluster that is busy is asked again. */
const longestPatienceMs = 3_000;

export interface SearchProbe {
  settings: SearchSettings;
  /** Undefined when it is not known. */
  account: string | undefined;
  allowAccount: boolean;
  version: string;
  interrupted: AbortSignal;
}

export async function probeSearch(effects: DoctorEffects, probe: SearchProbe): Promise<StoreEvidence> {
  const { settings, version, interrupted } = probe;
  const patienceMs = Math.min(settings.patienceMs, longestPatienceMs);
  const bounded = { ...probe, settings: { ...settings, patienceMs } };
  let connection: Connection;
  try {
    connection = await connectSearch(effects, bounded.settings, version, interrupted);
  } catch (error) {
    if (!(error instanceof HarvesterError)) throw error;
    return unreadable([badFrom("store", error)]);
  }
  try {
    return await look(effects, connection, bounded);
  } finally {
    await connection.transport.close();
  }
}

/** What there is to say when nothing of ours could be read. */
export function unreadable(checks: Check[]): StoreEvidence {
  return { checks, names: searchChecks, ledger: unread };
}

async function look(
  effects: DoctorEffects,
  connection: Connection,
  probe: SearchProbe,
): Promise<StoreEvidence> {
  const { engine, requests } = connection;
  const store = good("store", `${sayEngine(engine)} at ${requests.hosts}`);
  const rights = await judgePrivileges(connection, probe);
  const disk = await judgeDisk(connection);
  const isAllowed = rights.every(({ ok }) => ok);
  const ledger = isAllowed ? await readLedger(effects, probe) : undefined;
  if (ledger === undefined) return unreadable([store, ...rights, ...disk]);
  const { account, allowAccount } = probe;
  const { accounts, lease } = ledger === "none" ? { accounts: [], lease: undefined } : ledger;
  const stranger = account === undefined ? undefined : judgeAccount(accounts, account, allowAccount);
  return {
    checks: [stranger ?? store, ...rights, ...disk, judgeLease(lease, effects.now())],
    names: searchChecks,
    ledger: ledger === "none" ? "this store has no earlier runs" : ledger,
  };
}

/** Privileges, and the templates when they suffice to look at these. */
async function judgePrivileges(
  { requests, engine }: Connection,
  { settings: { prefix }, version }: SearchProbe,
): Promise<Check[]> {
  try {
    await checkPrivileges(requests, engine, prefix);
  } catch (error) {
    if (!(error instanceof HarvesterError)) throw error;
    return [badFrom("privileges", error)];
  }
  const privileges = good(
    "privileges",
    engine.product === "elasticsearch"
      ? "all that a harvest needs"
      : "OpenSearch does not answer this question; what it refuses shows when a harvest begins",
  );
  try {
    const found = await findConflicts(requests, collections, prefix);
    const states = await compareTemplates(requests, collections, { prefix, version }, found);
    return [privileges, judgeTemplates(states)];
  } catch (error) {
    if (!(error instanceof HarvesterError)) throw error;
    const isForbidden = /a privilege is missing/.test(error.explanation.reason);
    return isForbidden ? [badFrom("privileges", error)] : [privileges, badFrom("templates", error)];
  }
}

/** Not everybody may ask, and not every service has disks to show. */
async function judgeDisk({ requests }: Connection): Promise<Check[]> {
  try {
    const { body } = await requests.ask("look at the disks", {
      method: "GET",
      path: "/_cat/allocation",
      query: { format: "json", bytes: "b" },
      timeoutMs: 5_000,
    });
    const check = judgeAllocation(body);
    return check === undefined ? [] : [check];
  } catch (error) {
    if (error instanceof HarvesterError) return [];
    throw error;
  }
}

/** @returns undefined when it cannot be read. */
async function readLedger(
  effects: DoctorEffects,
  { settings, version }: SearchProbe,
): Promise<LedgerDump | "none" | undefined> {
  try {
    const source = await searchSource(effects, { settings, version, collections });
    try {
      return await source.ledger();
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!(error instanceof HarvesterError)) throw error;
    const isUnused =
      error instanceof DestinationError && /no harvest has written/.test(error.explanation.reason);
    return isUnused ? "none" : undefined;
  }
}
