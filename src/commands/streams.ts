/** `zoom-harvester streams`: what there is to harvest, what it costs, and what the account allows. Changes nothing. */

import { realClock } from "../clock.ts";
import type { Config } from "../config.ts";
import { factsOf } from "../doctor/examine.ts";
import { judgeStreams } from "../doctor/judge-streams.ts";
import type { AccountFacts } from "../doctor/obstacle.ts";
import { probeZoom } from "../doctor/probe-zoom.ts";
import { readSettings, type SettingsRead } from "../doctor/read-settings.ts";
import { type Plan, type Tier, tiers } from "../endpoint.ts";
import { ConfigurationError, type ExitCode, exitCode, type HarvesterError, Interrupted } from "../errors.ts";
import type { Flags } from "../setting-sources.ts";
import { streams } from "../streams/registry.ts";
import { listStreams } from "../streams/select.ts";
import { createSend } from "../zoom/send.ts";
import { readAccountDay } from "./account-day.ts";
import type { CommandContext } from "./harvest.ts";
import { createLog, logOptions } from "./log.ts";
import { printJson } from "./store-command.ts";
import { asIfOn, type Judged, lineOf } from "./streams-lines.ts";
import { detailsText, streamsText } from "./streams-text.ts";

/** @param names streams or groups of them; none stands for all. */
export async function runStreams(
  names: readonly string[],
  { json, offline, details, ready, refused, tier, ...flags }: Flags,
  context: CommandContext,
): Promise<ExitCode> {
  const given = names.flatMap((name) =>
    name
      .split(",")
      .map((one) => one.trim())
      .filter(Boolean),
  );
  const chosen = listStreams(given.length === 0 ? ["all"] : given);
  const wantedTiers = readTiers(tier);
  const read = readSettings(flags, context.env, realClock.now());
  const { config, check } = read;
  if (config === undefined) {
    throw new ConfigurationError({ operation: "list the streams", reason: check.detail, hint: check.hint });
  }
  const log = createLog(logOptions(flags, { ...read.file, ...context.env }, context.stderr));
  const isAsked = read.hasCredentials && offline !== true;
  // A plan of the environment says which limits hold; the flag asks what it allows.
  const plan = flags.plan === undefined || config.plan === "auto" ? undefined : config.plan;
  const [day, { judged, failure }] = await Promise.all([
    readAccountDay({ ...realClock, log }, config, read.hasCredentials, context),
    isAsked ? askZoom(config, read, flags, context, plan) : withoutAsking(plan),
  ]);
  if (ready === true || refused === true) checkIsKnown(isAsked, plan, failure);
  const all = chosen.map((stream) => lineOf(stream, day.day, judged.get(stream.name), plan));
  const lines = all
    .filter(({ line }) => wantedTiers.length === 0 || wantedTiers.includes(line.tier))
    .filter(({ inPlan }) => inPlan || refused === true)
    .filter(({ can }) => (ready === true ? can === true : refused === true ? can === false : true))
    .map(({ line, cause }) => ({ ...line, cause }));
  if (json === true) {
    printJson(lines.map(({ cause: _, ...line }) => line));
    log.info(`calls_per_day: ${day.basis}`);
    return exitCode.complete;
  }
  const isOne = lines.length === 1 && given.length > 0;
  const print = details === true || isOne ? detailsText : streamsText;
  const text = print(lines, {
    basis: day.basis,
    columns: process.stdout.columns ?? 110,
    plan,
    isAsked,
    beyondPlan: all.filter(({ inPlan }) => !inPlan).length,
  });
  process.stdout.write(text);
  return exitCode.complete;
}

/** @throws ConfigurationError for a tier that is none. */
function readTiers(given: Flags[string]): Tier[] {
  if (given === undefined) return [];
  return String(given)
    .split(",")
    .map((one) => {
      const name = one.trim().toLowerCase().replace("-", "_");
      const found = tiers.find((tier) => tier === name || tier === `resource_${name}`);
      if (found !== undefined) return found;
      throw new ConfigurationError({
        operation: "list the streams",
        reason: `--tier: expected light, medium, heavy or intensive, got "${one}"`,
        hint: "one of these, or several, comma-separated",
      });
    });
}

/** @throws an error when nobody knows what is allowed. */
function checkIsKnown(isAsked: boolean, plan: Plan | undefined, failure: HarvesterError | undefined): void {
  if (failure !== undefined) throw failure;
  if (isAsked || plan !== undefined) return;
  throw new ConfigurationError({
    operation: "list the streams",
    reason: "what the account allows is not known: Zoom is not asked",
    hint: "credentials, and no --offline; or --plan",
  });
}

interface Answer {
  judged: Map<string, Judged>;
  failure?: HarvesterError;
}

function withoutAsking(plan: Plan | undefined): Answer {
  if (plan === undefined) return { judged: new Map() };
  const nothing: AccountFacts = { plan: "unknown", dashboard: "unknown", scopes: [], findings: new Map() };
  const lines = judgeStreams(asIfOn(plan, nothing));
  // Of the scopes nothing is known: ready says only what the plan refuses.
  return {
    judged: new Map(
      lines.map(({ name, ...line }) => [name, line.ready ? { ...line, ready: null, why: "" } : line]),
    ),
  };
}

/** Asks as the doctor does. What keeps Zoom from answering is said of each stream. */
async function askZoom(
  config: Config,
  read: SettingsRead,
  flags: Flags,
  { env, stderr, interrupted }: CommandContext,
  plan: Plan | undefined,
): Promise<Answer> {
  const stop = new AbortController();
  interrupted.addEventListener("abort", () => stop.abort(new Interrupted()), { once: true });
  const { send, close } = createSend(config.proxies);
  const log = createLog(logOptions(flags, { ...read.file, ...env }, stderr));
  try {
    const options = { proxy: undefined, hasCredentials: true, interrupted: stop.signal };
    const evidence = await probeZoom({ ...realClock, log, send }, config, options);
    const { failure } = evidence;
    if (failure !== undefined) return { judged: unknown(failure.error), failure: failure.error };
    const facts = factsOf(evidence, config);
    const lines = judgeStreams(plan === undefined ? facts : asIfOn(plan, facts));
    return { judged: new Map(lines.map(({ name, ...line }) => [name, line])) };
  } finally {
    await close();
  }
}

function unknown(error: HarvesterError): Map<string, Judged> {
  const why = `not known: ${error.explanation.reason}`;
  const cause = { kind: "unasked", reason: why } as const;
  return new Map(streams.map(({ name }) => [name, { ready: null, source: "", why, cause }] as const));
}
