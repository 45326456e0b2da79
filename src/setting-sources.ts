/** Where settings come from: flags, the environment, a `.env` file, and which of them wins. */

import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { ConfigurationError } from "./errors.ts";
import type { Setting } from "./setting.ts";
import { settings } from "./settings.ts";

export type Flags = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where values come from: flags, then the environment, then the file, then the default. */
export interface Sources {
  flags: Flags;
  env: Environment;
  /** The variables of the `.env` file. */
  file: Environment;
}

/** Reads the `.env` file. @returns its variables and its name; none when the default file is not there. */
export function readEnvFile(
  flags: Flags,
  env: Environment,
): { variables: Environment; name: string | undefined } {
  const named = String(flags.env_file ?? env.ZOOM_ENV_FILE ?? "");
  const name = named === "" ? ".env" : named;
  try {
    return { variables: parseEnv(readFileSync(name, "utf8")) as Environment, name };
  } catch (cause) {
    if (named === "" && (cause as NodeJS.ErrnoException).code === "ENOENT")
      return { variables: {}, name: undefined };
    throw new ConfigurationError({
      operation: "read the settings",
      subject: name,
      reason: "the file cannot be read",
      hint: "another --env_file",
      cause,
    });
  }
}

/** One setting's value by precedence; the default where nothing is given. */
export function settingValue({ flag, env: names, given }: Setting, { flags, env, file }: Sources): string {
  const flagged = flags[flag];
  if (typeof flagged === "string") return flagged;
  if (flagged === true) return "true";
  for (const variables of [env, file]) {
    for (const name of names) {
      const value = variables[name];
      if (value !== undefined && value !== "") return value;
    }
  }
  return given ?? "";
}

/** The setting of a flag. */
export function settingOf(flag: string): Setting {
  const found = settings.find((setting) => setting.flag === flag);
  if (found === undefined) throw new TypeError(`Expected a setting "${flag}", got none`);
  return found;
}

/** A variable without a flag; the environment wins over the file. */
export function variableOf({ env, file }: Sources, name: string): string | undefined {
  return env[name] || file[name] || undefined;
}
