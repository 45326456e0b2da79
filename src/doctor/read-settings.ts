/** The settings as a harvest reads them; what is wrong with them becomes a line, and the rest is looked at anyway. */

import { type Config, resolveConfig } from "../config.ts";
import { ConfigurationError } from "../errors.ts";
import { type Environment, type Flags, readEnvFile } from "../setting-sources.ts";
import { bad, badFrom, type Check, good } from "./check.ts";

export interface SettingsRead {
  check: Check;
  /** Absent when hardly anything can be made of them. */
  config?: Config;
  /** False when the credentials in the configuration stand for ones that are missing. */
  hasCredentials: boolean;
  /** The variables of the `.env` file. */
  file: Environment;
}

const placeholders = { key: "missing", secret: "missing", account_id: "missing" };

/** @param now for what "yesterday" means. */
export function readSettings(flags: Flags, env: Environment, now: number): SettingsRead {
  let file: Environment = {};
  try {
    const { variables, name } = readEnvFile(flags, env);
    file = variables;
    const config = resolveConfig({ flags, env, file }, now);
    return { check: good("settings", say(config, name)), config, hasCredentials: true, file };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { ...readRest(error, flags, env, file, now), hasCredentials: false, file };
  }
}

/** Missing credentials keep nobody from looking at the network and the store. */
function readRest(
  error: ConfigurationError,
  flags: Flags,
  env: Environment,
  file: Environment,
  now: number,
): { check: Check; config?: Config } {
  try {
    const config = resolveConfig({ flags: { ...flags, ...placeholders }, env, file }, now);
    return { check: badFrom("settings", error), config };
  } catch (other) {
    if (!(other instanceof ConfigurationError)) throw other;
    const [first, second] = [error.explanation, other.explanation];
    if (first.reason === second.reason) return { check: badFrom("settings", error) };
    const hint = [first.hint, second.hint].filter(Boolean).join("; ");
    return { check: bad("settings", `${first.reason}; ${second.reason}`, hint) };
  }
}

function say({ destination, destinationWhy, warnings }: Config, envFile: string | undefined): string {
  const from = envFile === undefined ? "no .env file" : `settings from ${envFile}`;
  return [`nothing is missing, ${from}`, `the store is ${destination}, ${destinationWhy}`, ...warnings].join(
    "; ",
  );
}
