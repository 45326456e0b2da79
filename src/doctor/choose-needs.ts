/** What the doctor is to judge: all that there is, of which the core decides, or what `--streams` names. */

import { ConfigurationError } from "../errors.ts";
import { type Environment, type Flags, settingOf, settingValue } from "../setting-sources.ts";
import { coreNeeds, type HarvestNeed, harvestNeeds, needsOf } from "./calls.ts";
import { bad, type Check } from "./check.ts";
import type { SettingsRead } from "./read-settings.ts";

export interface ChosenNeeds {
  /** The check of the settings, with what is wrong with the names of streams. */
  check: Check;
  /** A line each. */
  shown: readonly HarvestNeed[];
  /** Those whose absence is a failure. */
  required: readonly HarvestNeed[];
}

export function chooseNeeds(
  { check, config, file }: Pick<SettingsRead, "check" | "config" | "file">,
  { flags, env }: { flags: Flags; env: Environment },
): ChosenNeeds {
  const isGiven = settingValue({ ...settingOf("streams"), given: "" }, { flags, env, file }) !== "";
  const all = { check, shown: harvestNeeds, required: coreNeeds };
  if (!isGiven || config === undefined) return all;
  try {
    const needs = needsOf(config.streams);
    return { check, shown: needs, required: needs };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const { reason, hint = "" } = error.explanation;
    return { ...all, check: bad("settings", [...(check.ok ? [] : [check.detail]), reason].join("; "), hint) };
  }
}
