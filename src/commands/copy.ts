/** `zoom-harvester copy --from STORE --to STORE`: moves a store's documents and ledger into another, without Zoom. */

import { resolve } from "node:path";
import { realClock } from "../clock.ts";
import type { Destination } from "../destinations/destination.ts";
import type { Source } from "../destinations/source.ts";
import type { Collection } from "../document.ts";
import type { Logger } from "../effects.ts";
import { ConfigurationError, DestinationError, type ExitCode, exitCode, Interrupted } from "../errors.ts";
import { type CopyCounts, copyDocuments, copyLedger } from "../harvest/copy-store.ts";
import { readSearchSettings } from "../search-settings.ts";
import { type Flags, readEnvFile, type Sources, settingOf, settingValue } from "../setting-sources.ts";
import { readSpan } from "../setting-values.ts";
import { collections as all, isInEveryStore } from "../streams/derived.ts";
import { type CommandContext, nameRun } from "./harvest.ts";
import { isRunning, thisProcess } from "./holder.ts";
import { createLog, logOptions } from "./log.ts";
import { printTable } from "./print-table.ts";

interface Parts {
  sources: Sources;
  log: Logger;
  context: CommandContext;
  lockWaitMs: number;
}

/** Ends with 0 when the target holds every document of the source. */
export async function runCopy(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const { env, stderr } = context;
  const [from, to] = [storeOf(flags.from, "--from"), storeOf(flags.to, "--to")];
  if (isSameStore(from, to)) throw wrongUse("--from and --to are the same store", "two different stores");
  // These two mean something else in a harvest.
  const sources: Sources = {
    flags: { ...flags, from: undefined, to: undefined },
    env,
    file: readEnvFile(flags, env).variables,
  };
  const log = createLog(logOptions(flags, { ...sources.file, ...env }, stderr));
  const lockWaitMs = readSpan("lock_wait", settingValue(settingOf("lock_wait"), sources));
  const parts: Parts = { sources, log, context, lockWaitMs };
  const source = await openSource(from, parts);
  try {
    const counts = await copyInto(source, to, flags.allow_account === true, parts);
    const held = await countHeld(to, parts);
    const rows = counts.map(({ collection, read, same, stored, refused }) => [
      collection,
      read,
      same,
      stored,
      refused,
      held.get(collection) ?? 0,
    ]);
    const columns = ["collection", "read", "same_already", "copied", "refused", "target_holds"];
    printTable(stderr, `From ${from} to ${to}`, columns, rows);
    return verdict(counts, held, log);
  } finally {
    await source.close();
  }
}

async function copyInto(
  source: Source,
  to: string,
  allowAccount: boolean,
  parts: Parts,
): Promise<CopyCounts[]> {
  const { log, context } = parts;
  const [account, ...others] = (await source.ledger()).accounts;
  if (account === undefined) {
    throw new DestinationError({
      operation: "copy",
      subject: source.where,
      reason: "its ledger names no Zoom account",
      hint: "a store that a harvest has written to",
    });
  }
  const collections: Collection[] = [];
  for (const one of all) if (isInEveryStore(one) || (await source.total(one.name)) > 0) collections.push(one);
  const target = await openTarget(to, account, allowAccount, collections, parts);
  try {
    log.info(`from ${source.where} into ${target.where}`);
    let saidAt = realClock.elapsed();
    const counts = await copyDocuments(source, target, collections, (sofar) => {
      if (context.interrupted.aborted) throw new Interrupted();
      if (realClock.elapsed() - saidAt < 5_000) return;
      saidAt = realClock.elapsed();
      log.info(sofar.map(({ collection, read }) => `${read} ${collection}`).join(", "));
    });
    await copyLedger(source, target);
    return counts;
  } finally {
    await target.close();
    // The store belongs to the other accounts as well; opening notes that.
    for (const other of others) await (await openTarget(to, other, true, collections, parts)).close();
  }
}

async function countHeld(to: string, parts: Parts): Promise<Map<string, number>> {
  const held = new Map<string, number>();
  const target = await openSource(to, parts);
  try {
    for (const { name } of all) held.set(name, await target.total(name));
  } finally {
    await target.close();
  }
  return held;
}

/** Whether every document that was read is there; a target that had others before holds more. */
function verdict(counts: readonly CopyCounts[], held: ReadonlyMap<string, number>, log: Logger): ExitCode {
  const short = counts.filter(({ collection, read }) => (held.get(collection) ?? 0) < read);
  if (counts.some(({ refused }) => refused > 0)) {
    log.error("the target refused documents; they are among its dead letters");
    return exitCode.deadLetters;
  }
  if (short.length > 0) {
    log.error(
      `the target holds fewer ${short.map(({ collection }) => collection).join(", ")} than were read`,
    );
    return exitCode.incomplete;
  }
  log.info("complete: the target holds everything");
  return exitCode.complete;
}

async function openSource(store: string, { sources, log, context, lockWaitMs }: Parts): Promise<Source> {
  const effects = { ...realClock, log };
  if (isHost(store)) {
    const { searchSource } = await import("../destinations/search/source.ts");
    return searchSource(effects, {
      settings: readSearchSettings(sources, store),
      version: context.version,
      collections: all,
    });
  }
  const { duckdbSource } = await import("../destinations/duckdb/source.ts");
  return duckdbSource(effects, { file: store, lockWaitMs, collections: all });
}

async function openTarget(
  store: string,
  account: string,
  allowAccount: boolean,
  collections: readonly Collection[],
  { sources, log, context, lockWaitMs }: Parts,
): Promise<Destination> {
  const effects = { ...realClock, log, isRunning };
  const { version, interrupted } = context;
  const common = { account, allowAccount, version, lockWaitMs, holder: thisProcess(nameRun()) };
  let target: Destination;
  if (isHost(store)) {
    const { searchDestination } = await import("../destinations/search/search.ts");
    const settings = readSearchSettings(sources, store);
    target = searchDestination(effects, { ...common, settings, interrupted });
  } else {
    const { duckdbDestination } = await import("../destinations/duckdb/duckdb.ts");
    target = duckdbDestination(effects, { ...common, file: store });
  }
  await target.open(collections);
  return target;
}

/** A search engine is named by host:port or a URL, anything else is a file. */
function isHost(store: string): boolean {
  return store.includes("://") || /^[\w.-]+:\d+(,[\w.-]+:\d+)*$/.test(store);
}

function isSameStore(from: string, to: string): boolean {
  return isHost(from) || isHost(to) ? from === to : resolve(from) === resolve(to);
}

function storeOf(value: Flags[string], flag: string): string {
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  throw wrongUse(`${flag} is missing`, `${flag} with a DuckDB file or host:port of a search engine`);
}

function wrongUse(reason: string, hint: string): ConfigurationError {
  return new ConfigurationError({ operation: "copy", reason, hint });
}
