/** `zoom-harvester plan`, and `--dry_run`: what a harvest would do and cost. It writes nothing and makes only cheap calls. */

import { realClock } from "../clock.ts";
import { type Config, resolveConfig } from "../config.ts";
import { readOnly } from "../destinations/read-only.ts";
import type { Source } from "../destinations/source.ts";
import type { Effects } from "../effects.ts";
import { ConfigurationError, type ExitCode, exitCode, Interrupted } from "../errors.ts";
import { type Estimate, estimate } from "../harvest/estimate.ts";
import type { PlanStore } from "../harvest/plan.ts";
import { planDays } from "../harvest/run.ts";
import { Stopper } from "../harvest/stopper.ts";
import { type Flags, readEnvFile } from "../setting-sources.ts";
import { connectZoom, createEffects, type Memory } from "./connect-zoom.ts";
import type { CommandContext } from "./harvest.ts";
import { harvestOptions } from "./harvest-options.ts";
import { breakLines } from "./lay-out.ts";
import { createLog, logOptions } from "./log.ts";
import { openSourceIfAny } from "./open-destination.ts";
import { estimateOptions, planLines } from "./say-plan.ts";

export async function runPlan(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const { env, stderr, version } = context;
  const file = context.readEnvFile === false ? { variables: {} } : readEnvFile(flags, env);
  const config = resolveConfig({ flags, env, file: file.variables }, realClock.now());
  const log = createLog(logOptions(flags, { ...file.variables, ...env }, stderr));
  const { effects, heard, close } = createEffects(config, log);
  const stopper = new Stopper(effects);
  const interrupt = () => stopper.stop(new Interrupted());
  context.interrupted.addEventListener("abort", interrupt, { once: true });
  const source = await openSourceIfAny(effects, config, version, config.accountId);
  try {
    const found = await makePlan(effects, config, source, version, stopper, heard);
    const { notes, refused: _, ...shown } = found;
    const { columns = 110 } = process.stdout;
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify(notes.length === 0 ? shown : { ...shown, notes }, null, 2)}\n`
        : `${planLines(found)
            .flatMap((line) => breakLines(line, columns))
            .join("\n")}\n`,
    );
    return exitCode.complete;
  } finally {
    stopper.settle();
    await source?.close();
    await close();
  }
}

async function makePlan(
  effects: Effects,
  config: Config,
  source: Source | undefined,
  version: string,
  stopper: Stopper,
  heard: (zoomNow: number) => void,
): Promise<Estimate> {
  const { days } = config;
  if (days === undefined) {
    throw new ConfigurationError({
      operation: "plan",
      reason: "a plan is made for days, not for single meetings or series",
      hint: "--from and --to, or --date",
    });
  }
  const store = source === undefined ? nothing : await readOnly(source, config.accountId);
  const plan = await planDays(store, harvestOptions(config, "plan", version), effects.now());
  if (plan === undefined) throw new TypeError("Expected a plan for days");
  const zoom = await connectZoom(effects, config, store, stopper, heard);
  if (plan.windows.length > 0) await zoom.logIn();
  return await estimate(zoom, store, plan, estimateOptions(config, zoom, days.timeZone, effects.now()));
}

/** A store that is not there yet. */
const nothing: PlanStore & Memory = {
  find: async () => [],
  read: async () => [],
  count: async () => 0,
  listings: async () => [],
  recall: async () => undefined,
  callsUsed: async () => ({}),
};
