/** The settings' table as flags of a command. */

import { type Command, Option } from "commander";
import type { Setting } from "../setting.ts";
import { settings } from "../settings.ts";

/** Of what only reads the store: which one, and how it is reached. */
export const searchFlags = ["es_host", "index_prefix", "es_patience", "env_file", "log_level", "log_format"];
export const storeFlags = [...searchFlags, "destination", "db", "lock_wait", "account_id"];

/** Adds the flags of the table, all or those named. */
export function addSettings(command: Command, only?: readonly string[]): Command {
  for (const setting of settings) {
    if (only !== undefined && !only.includes(setting.flag)) continue;
    const { flag, value } = setting;
    command.addOption(
      new Option(value === undefined ? `--${flag}` : `--${flag} ${value}`, describe(setting)),
    );
  }
  return command;
}

function describe({ description, env, given, shownDefault }: Setting): string {
  const preset = shownDefault ?? given;
  const notes = [
    preset === undefined ? [] : [`default: ${preset}`],
    env.length === 0 ? [] : [`env: ${env.join(", ")}`],
  ].flat();
  return notes.length === 0 ? description : `${description} (${notes.join("; ")})`;
}
