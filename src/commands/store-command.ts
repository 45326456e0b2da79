/** What the commands share that only read a store: settings without credentials, the log, the open source. */

import { realClock } from "../clock.ts";
import { leaseMs } from "../destinations/lease.ts";
import type { Lease } from "../destinations/ledger.ts";
import type { Source } from "../destinations/source.ts";
import type { Effects } from "../effects.ts";
import { type Flags, readEnvFile, type Sources, settingOf, settingValue } from "../setting-sources.ts";
import { readStoreSettings, type StoreSettings } from "../store-settings.ts";
import type { CommandContext } from "./harvest.ts";
import { isRunning, thisProcess } from "./holder.ts";
import { createLog, logOptions } from "./log.ts";
import { openSource } from "./open-destination.ts";

export interface StoreCommand {
  sources: Sources;
  settings: StoreSettings;
  effects: Effects;
  /** The account that was named by flag; undefined for all: that of the credentials in a file may be another store's. */
  account: string | undefined;
  /** A setting's text. */
  get(flag: string): string;
}

/** Reads the settings of such a command. @throws ConfigurationError */
export function readStoreCommand(flags: Flags, context: CommandContext): StoreCommand {
  const { env, stderr } = context;
  // A file that is named on the command line is meant, whatever search engine the environment names.
  const isFile = flags.db !== undefined && flags.es_host === undefined && flags.destination === undefined;
  const sources: Sources = {
    flags: isFile ? { ...flags, destination: "duckdb" } : flags,
    env,
    file: context.readEnvFile === false ? {} : readEnvFile(flags, env).variables,
  };
  const log = createLog(logOptions(flags, { ...sources.file, ...env }, stderr));
  const get = (flag: string) => settingValue(settingOf(flag), sources).trim();
  const send = () => Promise.reject(new TypeError("Expected no call of Zoom from a command that only reads"));
  return {
    sources,
    settings: readStoreSettings(sources),
    effects: { ...realClock, log, send },
    account: typeof flags.account_id === "string" ? flags.account_id.trim() || undefined : undefined,
    get,
  };
}

/** Runs the work with the store open for reading. */
export async function withSource<T>(
  command: StoreCommand,
  { version }: CommandContext,
  work: (source: Source) => Promise<T>,
): Promise<T> {
  const source = await openSource(command.effects, command.settings, version, command.account);
  try {
    return await work(source);
  } finally {
    await source.close();
  }
}

/** Prints a value as JSON on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** The run that writes now: one whose process has ended, or that has not been seen for a minute, was cut off. */
export function writingRun(lease: Lease | undefined): string | undefined {
  if (lease === undefined) return undefined;
  const isHere = lease.hostId === thisProcess(lease.run).hostId;
  if (isHere && isRunning(lease.pid, lease.processStart) === false) return undefined;
  return realClock.now() - lease.renewedAt < leaseMs ? lease.run : undefined;
}
