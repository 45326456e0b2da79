/** `zoom-harvester templates`: prints, installs or checks the search engine's index templates; needs no Zoom account. */

import { realClock } from "../clock.ts";
import { findConflicts } from "../destinations/search/conflicts.ts";
import { connectSearch } from "../destinations/search/connect.ts";
import { namesOf } from "../destinations/search/index-names.ts";
import {
  compareTemplates,
  installTemplates,
  type TemplateState,
  upgradeIndices,
} from "../destinations/search/install.ts";
import { templateOf } from "../destinations/search/template.ts";
import { ConfigurationError, type ExitCode, exitCode } from "../errors.ts";
import { readSearchSettings } from "../search-settings.ts";
import { type Flags, readEnvFile, type Sources, settingOf, settingValue } from "../setting-sources.ts";
import { collections } from "../streams/derived.ts";
import type { CommandContext } from "./harvest.ts";
import { createLog, logOptions } from "./log.ts";

/** @param names the templates that are printed; none for all. */
export async function runTemplates(
  names: readonly string[],
  flags: Flags,
  context: CommandContext,
): Promise<ExitCode> {
  const { env, version } = context;
  if ([flags.print, flags.install, flags.check].filter((flag) => flag === true).length > 1) {
    throw wrongUse("--print, --install and --check are different things", "one of them");
  }
  const sources: Sources = { flags, env, file: readEnvFile(flags, env).variables };
  const prefix = settingValue(settingOf("index_prefix"), sources).trim();
  if (flags.install !== true && flags.check !== true) {
    process.stdout.write(`${printTemplates(names, prefix, version)}\n`);
    return exitCode.complete;
  }
  const states = await askCluster(sources, flags.install === true, context);
  for (const { name, state } of states) process.stdout.write(`${name} ${state}\n`);
  const isReady = states.every(({ state }) => state === "installed" || state === "newer");
  return isReady ? exitCode.complete : exitCode.destination;
}

/** One template as `PUT _index_template/<name>` takes it, or all of them by name. */
function printTemplates(names: readonly string[], prefix: string, version: string): string {
  const templates = new Map(
    collections.map((one) => [namesOf(one, prefix).alias, templateOf(one, prefix, version)]),
  );
  const unknown = names.find((name) => !templates.has(name));
  if (unknown !== undefined) {
    throw wrongUse(`there is no template ${unknown}`, `one of ${[...templates.keys()].join(", ")}`);
  }
  const [only] = names;
  const wanted = names.length === 0 ? [...templates.keys()] : names;
  const printed =
    names.length === 1 && only !== undefined
      ? templates.get(only)
      : Object.fromEntries(wanted.map((name) => [name, templates.get(name)]));
  return JSON.stringify(printed, null, 2);
}

async function askCluster(
  sources: Sources,
  isInstall: boolean,
  { version, interrupted, env, stderr }: CommandContext,
): Promise<TemplateState[]> {
  const settings = readSearchSettings(sources);
  const log = createLog(logOptions(sources.flags, { ...sources.file, ...env }, stderr));
  const options = { prefix: settings.prefix, version };
  const { requests, transport } = await connectSearch({ ...realClock, log }, settings, version, interrupted);
  try {
    const found = await findConflicts(requests, collections, settings.prefix);
    if (isInstall) {
      const put = await installTemplates(requests, collections, options, found);
      await upgradeIndices(requests, collections, options, found);
      log.info(put.length === 0 ? "everything was in place" : `installed ${put.join(", ")}`);
    }
    const now = isInstall ? await findConflicts(requests, collections, settings.prefix) : found;
    return await compareTemplates(requests, collections, options, now);
  } finally {
    await transport.close();
  }
}

function wrongUse(reason: string, hint: string): ConfigurationError {
  return new ConfigurationError({ operation: "templates", reason, hint });
}
