/** `zoom-harvester [harvest]`: reads the settings, wires the parts, runs the job, says how it ended. */

import { randomUUID } from "node:crypto";
import { realClock } from "../clock.ts";
import { type Config, resolveConfig } from "../config.ts";
import type { Destination } from "../destinations/destination.ts";
import type { Effects, Logger } from "../effects.ts";
import { type ExitCode, exitCode, HarvesterError, Interrupted, messageOf, QuotaUsedUp } from "../errors.ts";
import type { RunResult, Summary } from "../harvest/outcome.ts";
import { harvest } from "../harvest/run.ts";
import { Stopper } from "../harvest/stopper.ts";
import { Tally } from "../harvest/tally.ts";
import { type Environment, type Flags, readEnvFile } from "../setting-sources.ts";
import { isoSeconds } from "../time.ts";
import type { ZoomClient } from "../zoom/client.ts";
import { zoomDay } from "../zoom/limiter.ts";
import { planLimits } from "../zoom/limits.ts";
import { connectZoom, createEffects, type DayBegan, dayBeganFact } from "./connect-zoom.ts";
import { collectionsFor, harvestOptions, ofEverybody } from "./harvest-options.ts";
import { thisProcess } from "./holder.ts";
import { createLog, logOptions } from "./log.ts";
import { makeDestination } from "./open-destination.ts";
import { type Progress, showProgress } from "./progress.ts";
import { sayPlan } from "./say-plan.ts";
import { summarize, summaryLines, writeSummary } from "./summary.ts";

export interface CommandContext {
  env: Environment;
  version: string;
  /** False for runs that must not read the user's `.env`. @default true */
  readEnvFile?: boolean;
  /** Fires on Ctrl-C or SIGTERM. */
  interrupted: AbortSignal;
  stderr: NodeJS.WriteStream;
}

/** How long a run that waits for Zoom's days waits for other harvesters. */
const patientMs = 3_600_000;

/** What the runs of one command share. */
interface Session {
  config: Config;
  context: CommandContext;
  effects: Effects;
  heard: (zoomNow: number) => void;
  log: Logger;
  envFile: string | undefined;
  /** Holds what is shown while a run goes on, so that log lines can make room. */
  shown: { progress?: Progress | undefined };
}

/** @returns the exit code; only `main.ts` ends the process. */
export async function runHarvest(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const { env, stderr } = context;
  const file = context.readEnvFile === false ? { variables: {}, name: undefined } : readEnvFile(flags, env);
  const config = resolveConfig({ flags, env, file: file.variables }, realClock.now());
  if (config.dryRun) {
    const { runPlan } = await import("./plan.ts");
    return runPlan(flags, context);
  }
  const shown: Session["shown"] = {};
  const log = createLog({
    ...logOptions(flags, { ...file.variables, ...env }, stderr),
    beforeLine: () => shown.progress?.clear(),
  });
  const { effects, heard, close } = createEffects(config, log);
  let session: Session = { config, context, effects, heard, log, envFile: file.name, shown };
  try {
    for (;;) {
      const { code, stopped } = await runOnce(session);
      if (!config.wait || !(stopped instanceof QuotaUsedUp)) return code;
      log.info(`waiting for Zoom's next day, at ${isoSeconds(stopped.resetsAt)}; Ctrl-C ends it`);
      // A moment more: Zoom's clock and this one differ, and a call too early would count as a failure.
      const waitMs = Math.max(0, stopped.resetsAt - effects.now()) + 1_000;
      await effects.sleep(waitMs, context.interrupted).catch(() => {});
      if (context.interrupted.aborted) return exitCode.incomplete;
      // Another run may have begun meanwhile: this one has time.
      session = { ...session, config: { ...config, lockWaitMs: Math.max(config.lockWaitMs, patientMs) } };
    }
  } finally {
    await close();
  }
}

/** One run, from opening the store to the summary. */
async function runOnce(session: Session): Promise<{ code: ExitCode; stopped: unknown }> {
  const { config, context, effects, heard, log, shown } = session;
  const { version, stderr } = context;
  const startedAt = realClock.elapsed();
  const tally = new Tally();
  const stopper = new Stopper(effects);
  const interrupt = () => stopper.stop(new Interrupted());
  context.interrupted.addEventListener("abort", interrupt, { once: true });
  const run = nameRun();
  let destination: Destination | undefined;
  let zoom: ZoomClient | undefined;
  let result: RunResult = { refusals: [] };
  const options = harvestOptions(config, run, version);
  try {
    const made = await makeDestination(effects, config, {
      account: config.accountId,
      allowAccount: config.allowAccount,
      version,
      holder: thisProcess(run),
      interrupted: context.interrupted,
    });
    destination = made.destination;
    sayHello(log, config, session.envFile, destination);
    await destination.open(collectionsFor(options.streams));
    log.debug(`opened ${destination.where}`);
    if (context.interrupted.aborted) throw new Interrupted();
    zoom = await connectZoom(effects, config, destination, stopper, heard);
    shown.progress = showProgress(tally, zoom.limiter, {
      stream: stderr,
      terminal: stderr.isTTY === true,
      elapsed: realClock.elapsed,
      limitPerSecond: limitOf(config, zoom),
    });
    const batched = { ...options, ...(made.batch && { batch: made.batch }) };
    result = await harvest(effects, zoom, destination, batched, stopper, tally, (work, plan) =>
      sayPlan(work, plan, config),
    );
    await rememberDay(effects, destination, result.stopped);
  } catch (error) {
    result = { ...result, stopped: stopper.reason ?? error };
  } finally {
    shown.progress?.stop();
    shown.progress = undefined;
    context.interrupted.removeEventListener("abort", interrupt);
    stopper.settle();
  }
  try {
    await destination?.close();
  } catch (error) {
    result = { ...result, stopped: result.stopped ?? error };
  }
  if (isQuietEnd(result.stopped)) return { code: exitCode.complete, stopped: undefined };
  const ms = realClock.elapsed() - startedAt;
  const summary = summarize(config, run, version, result, tally, zoom, destination, ms);
  if (
    config.without.size > 0 &&
    !config.again &&
    (result.holds?.meetings ?? 0) > (tally.stored.meetings ?? 0)
  )
    log.warn("--without leaves out nothing of what is stored already. Try: --again, which takes it away");
  finishLog(log, result.stopped, summary);
  for (const line of ["", ...summaryLines(summary, stderr.columns), ""]) stderr.write(`${line}\n`);
  if (config.summary !== undefined) writeSummary(config.summary, summary);
  return { code: summary.exit_code, stopped: result.stopped };
}

/** A name that sorts by time and that no other run has. */
export function nameRun(): string {
  const time = new Date(realClock.now()).toISOString().replace(/[-:]|\.\d+/g, "");
  return `${time}-${randomUUID().slice(0, 8)}`;
}

/** Where Zoom says that its day ends before midnight, what was used until then does not count afterwards. */
async function rememberDay(effects: Effects, destination: Destination, stopped: unknown): Promise<void> {
  if (!(stopped instanceof QuotaUsedUp)) return;
  const day = zoomDay(effects.now());
  if (zoomDay(stopped.resetsAt) !== day) return;
  const began: DayBegan = { day, at: stopped.resetsAt, used: await destination.callsUsed(day) };
  await destination.remember(dayBeganFact, { ...began });
}

/** The reader of a pipe has gone (`| head`): nothing went wrong. */
function isQuietEnd(error: unknown): boolean {
  return error instanceof Error && error.name === "OutputClosed";
}

function sayHello(log: Logger, config: Config, envFile: string | undefined, destination: Destination): void {
  const settingsFrom = envFile === undefined ? "no .env file" : `settings from ${envFile}`;
  log.info(`into ${destination.where}, ${config.destinationWhy}; ${settingsFrom}`);
  for (const warning of config.warnings) log.warn(warning);
  const unfiltered = ofEverybody(config);
  if (unfiltered.length > 0) {
    const names = unfiltered.join(", ");
    log.warn(
      `--skip_hosts and --only_groups leave out meetings, webinars, recordings and what belongs to them; ${names}: of everybody`,
    );
  }
  if (Number(process.versions.node.split(".")[0]) < 22) {
    log.info(`Node ${process.versions.node} is past its end of life; Node 24 is recommended`);
  }
}

/** The Heavy limit is what a harvest runs against: a call for each meeting. */
function limitOf(config: Config, { limiter }: ZoomClient): () => number | undefined {
  return () => (config.limits ? planLimits[limiter.plan].perSecond.heavy * config.share : undefined);
}

function finishLog(log: Logger, stopped: unknown, summary: Summary): void {
  if (stopped === undefined) {
    log.info(summary.exit_code === exitCode.complete ? "complete" : "done, with what the summary names");
    return;
  }
  const bug = !(stopped instanceof HarvesterError);
  log.error(messageOf(stopped));
  if (bug && stopped instanceof Error) log.debug(stopped.stack ?? "");
  if (bug)
    log.error("this is a bug of zoom-harvester. Try: --log_level debug, and report it with what it prints");
}
