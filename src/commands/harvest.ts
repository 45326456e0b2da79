/** `zoom-harvester [harvest]`: reads the settings, wires the parts, runs the job, says how it ended. */

import { randomUUID } from "node:crypto";
import { realClock } from "../clock.ts";
import { type Config, resolveConfig } from "../config.ts";
import type { Destination } from "../destinations/destination.ts";
import type { Effects, Logger } from "../effects.ts";
import { type Plan, plans } from "../endpoint.ts";
import { type ExitCode, exitCode, HarvesterError, Interrupted, messageOf } from "../errors.ts";
import type { RunResult, Summary } from "../harvest/outcome.ts";
import { harvest } from "../harvest/run.ts";
import { Stopper } from "../harvest/stopper.ts";
import { Tally } from "../harvest/tally.ts";
import { type Environment, type Flags, readEnvFile } from "../setting-sources.ts";
import { streams } from "../streams/registry.ts";
import { createZoomClient, type ZoomClient } from "../zoom/client.ts";
import { zoomDay } from "../zoom/limiter.ts";
import { planLimits } from "../zoom/limits.ts";
import { createSend } from "../zoom/send.ts";
import { createLog, logOptions } from "./log.ts";
import { makeDestination } from "./open-destination.ts";
import { type Progress, showProgress } from "./progress.ts";
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

/** @returns the exit code; only `main.ts` ends the process. */
export async function runHarvest(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const { env, version, stderr } = context;
  const startedAt = realClock.elapsed();
  const file = context.readEnvFile === false ? { variables: {}, name: undefined } : readEnvFile(flags, env);
  const config = resolveConfig({ flags, env, file: file.variables }, realClock.now());
  let progress: Progress | undefined;
  const log = createLog({
    ...logOptions(flags, { ...file.variables, ...env }, stderr),
    beforeLine: () => progress?.clear(),
  });
  const http = createSend(config.proxies);
  const effects: Effects = { ...realClock, log, send: http.send };
  const tally = new Tally();
  const stopper = new Stopper(effects);
  const interrupt = () => stopper.stop(new Interrupted());
  context.interrupted.addEventListener("abort", interrupt, { once: true });
  const run = `${new Date(realClock.now()).toISOString().replace(/[-:]|\.\d+/g, "")}-${randomUUID().slice(0, 8)}`;
  let destination: Destination | undefined;
  let zoom: ZoomClient | undefined;
  let result: RunResult = { refusals: [] };
  try {
    const made = await makeDestination(effects, config, version, context.interrupted);
    destination = made.destination;
    sayHello(log, config, file.name, destination);
    await destination.open(streams);
    log.debug(`opened ${destination.where}`);
    if (context.interrupted.aborted) throw new Interrupted();
    zoom = await makeZoom(effects, config, destination, stopper);
    progress = showProgress(tally, zoom.limiter, {
      stream: stderr,
      terminal: stderr.isTTY === true,
      elapsed: realClock.elapsed,
      limitPerSecond: limitOf(config, zoom),
    });
    result = await harvest(
      effects,
      zoom,
      destination,
      harvestOptions(config, run, version, made.batch),
      stopper,
      tally,
    );
  } catch (error) {
    result = { ...result, stopped: stopper.reason ?? error };
  } finally {
    progress?.stop();
    progress = undefined;
    context.interrupted.removeEventListener("abort", interrupt);
    stopper.settle();
    await http.close();
  }
  try {
    await destination?.close();
  } catch (error) {
    result = { ...result, stopped: result.stopped ?? error };
  }
  if (isQuietEnd(result.stopped)) return exitCode.complete;
  const summary = summarize(
    config,
    run,
    version,
    result,
    tally,
    zoom,
    destination,
    realClock.elapsed() - startedAt,
  );
  finishLog(log, result.stopped, summary);
  for (const line of ["", ...summaryLines(summary), ""]) stderr.write(`${line}\n`);
  if (config.summary !== undefined) writeSummary(config.summary, summary);
  return summary.exit_code;
}

/** The reader of a pipe has gone (`| head`): nothing went wrong. */
function isQuietEnd(error: unknown): boolean {
  return error instanceof Error && error.name === "OutputClosed";
}

function sayHello(log: Logger, config: Config, envFile: string | undefined, destination: Destination): void {
  const settingsFrom = envFile === undefined ? "no .env file" : `settings from ${envFile}`;
  log.info(`into ${destination.where}, ${config.destinationWhy}; ${settingsFrom}`);
  for (const warning of config.warnings) log.warn(warning);
  if (Number(process.versions.node.split(".")[0]) < 22) {
    log.info(`Node ${process.versions.node} is past its end of life; Node 24 is recommended`);
  }
}

async function makeZoom(
  effects: Effects,
  config: Config,
  destination: Destination,
  stopper: Stopper,
): Promise<ZoomClient> {
  const known = config.plan === "auto" ? await destination.recall("plan") : config.plan;
  const plan = plans.find((name) => name === known) ?? "pro";
  const usedToday = await destination.callsUsed(zoomDay(effects.now()));
  const proxy = config.apiUrl.startsWith("https:") ? config.proxies.httpsProxy : config.proxies.httpProxy;
  return createZoomClient(
    effects,
    {
      credentials: { key: config.key, secret: config.secret, accountId: config.accountId },
      apiUrl: config.apiUrl,
      oauthUrl: config.oauthUrl,
      timeoutMs: config.timeoutMs,
      limits: {
        on: config.limits,
        plan: plan as Plan,
        share: config.share,
        dayShare: config.dayShare,
        usedToday,
      },
      proxy: proxy === undefined || proxy === "" ? undefined : new URL(proxy).host,
    },
    { soft: stopper.soft, hard: stopper.hard },
  );
}

function harvestOptions(
  config: Config,
  run: string,
  version: string,
  batch: { documents: number; waitMs: number } | undefined,
) {
  return {
    run,
    version,
    account: config.accountId,
    ...(config.days === undefined ? {} : { days: config.days }),
    meetings: config.meetings,
    series: config.series,
    seriesOf: config.seriesOf,
    onlyGroups: config.onlyGroups,
    skipHosts: config.skipHosts,
    without: config.without,
    settleAfterMs: config.settleAfterMs,
    findPlan: config.plan === "auto",
    // Under the limiter enough that slow answers do not keep it waiting; without it no more than pays off.
    concurrency: config.limits ? 48 : 12,
    ...(batch === undefined ? {} : { batch }),
  };
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
