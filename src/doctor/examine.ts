/** The whole examination, top to bottom: settings, this computer, the way to Zoom, Zoom, the store. Changes nothing. */

import type { Config } from "../config.ts";
import type { Send } from "../effects.ts";
import { DestinationError } from "../errors.ts";
import type { Environment, Flags } from "../setting-sources.ts";
import { zoomDay } from "../zoom/limiter.ts";
import { badFrom, type Check, type CheckName, checkNames, good, inOrder } from "./check.ts";
import { type ChosenNeeds, chooseNeeds } from "./choose-needs.ts";
import type { DoctorEffects } from "./effects.ts";
import { judgeCredentials } from "./judge-credentials.ts";
import { judgeClock, judgeNode } from "./judge-host.ts";
import { findPlan, judgePlan } from "./judge-plan.ts";
import { judgeQuota } from "./judge-quota.ts";
import { judgeScopes } from "./judge-scopes.ts";
import { judgeStreams, type StreamJudged } from "./judge-streams.ts";
import type { AccountFacts } from "./obstacle.ts";
import { judgeTunnel, probeProxy, proxyFor, proxyName } from "./probe-proxy.ts";
import { probeZoom, type ZoomEvidence } from "./probe-zoom.ts";
import { readSettings, type SettingsRead } from "./read-settings.ts";
import type { StoreEvidence } from "./store-evidence.ts";

export interface Report {
  /** What was tried, in order. */
  checks: Check[];
  /** What was not tried since something before it failed, in order. */
  untried: CheckName[];
  streams: StreamJudged[];
}

export interface ExamineOptions {
  flags: Flags;
  env: Environment;
  nodeVersion: string;
  /** The program's. */
  version: string;
  interrupted: AbortSignal;
}

/** What can be made only once the settings are known. */
export type Prepare = (read: SettingsRead & { config: Config }) => DoctorEffects & {
  /** Called when the proxy, if there is one, answers. */
  openSend(): Send;
};

/** Longer than a store that works ever needs; a cluster that answers slowly must not keep a person waiting. */
const longestStoreMs = 25_000;

const zoomChecks = ["network", "clock", "credentials", "scopes", "plan", "dashboard", "quota"] as const;

export async function examine(prepare: Prepare, now: number, options: ExamineOptions): Promise<Report> {
  const read = readSettings(options.flags, options.env, now);
  const { config } = read;
  const chosen = chooseNeeds(read, options);
  const host = [chosen.check, judgeNode(options.nodeVersion)];
  if (config === undefined) {
    const untried = [...zoomChecks, "store" as const];
    return finish(host, untried, judgeStreams("settings", chosen.shown));
  }
  const effects = prepare({ ...read, config });
  const account = read.hasCredentials ? config.accountId : undefined;
  const [store, { way, evidence }] = await Promise.all([
    probeStore(effects, config, account, options),
    askZoom(effects, config, read.hasCredentials, options.interrupted, chosen),
  ]);
  const zoom = judgeZoom(evidence, config, read.hasCredentials, chosen);
  const isAnswered = evidence !== undefined && evidence.findings.size > 0;
  const quota = judgeQuota(isAnswered ? evidence : undefined, {
    ledger: store.ledger,
    account: config.accountId,
    day: zoomDay(evidence?.moment?.zoom ?? effects.now()),
    plan: zoom.plan,
    dayShare: config.limits ? config.dayShare : undefined,
  });
  const ofZoom = inOrder([...host, ...way, ...zoom.checks]);
  const cause = ofZoom.find(({ ok, name }) => !ok && name !== "clock");
  const facts = zoom.facts ?? cause?.name ?? "network";
  const streams = judgeStreams(facts, chosen.shown);
  return finish([...ofZoom, ...quota, ...store.checks], [...zoomChecks, ...store.names], streams);
}

function finish(checks: readonly Check[], names: readonly CheckName[], streams: StreamJudged[]): Report {
  const tried = inOrder(checks);
  const untried = checkNames.filter(
    (name) => names.includes(name) && tried.every((check) => check.name !== name),
  );
  return { checks: tried, untried, streams };
}

/** @returns what the proxy is like, if there is one, and what Zoom says, if it could be asked. */
async function askZoom(
  effects: ReturnType<Prepare>,
  config: Config,
  hasCredentials: boolean,
  interrupted: AbortSignal,
  { shown }: ChosenNeeds,
): Promise<{ way: Check[]; evidence: ZoomEvidence | undefined }> {
  const proxy = await probeProxy(effects, config);
  if (proxy?.ok === false) return { way: [proxy], evidence: undefined };
  const address = proxyFor(config.oauthUrl, config.proxies);
  const name = address === undefined ? undefined : proxyName(address)?.host;
  const zoomEffects = { ...effects, send: effects.openSend() };
  const evidence = await probeZoom(zoomEffects, config, {
    proxy: name,
    hasCredentials,
    interrupted,
    needs: shown,
  });
  const { failure } = evidence;
  const tunnel = failure?.of === "network" ? judgeTunnel(name ?? "", failure.error.message) : undefined;
  if (tunnel !== undefined) return { way: [tunnel], evidence: undefined };
  return { way: proxy === undefined ? [] : [proxy], evidence };
}

interface ZoomJudged {
  checks: Check[];
  /** The plan whose limits hold; the middle one while it is not known, as in a harvest. */
  plan: "business" | "pro" | "free";
  /** Absent when Zoom could not be asked to the end. */
  facts?: AccountFacts;
}

function judgeZoom(
  evidence: ZoomEvidence | undefined,
  config: Config,
  hasCredentials: boolean,
  { required }: ChosenNeeds,
): ZoomJudged {
  if (evidence === undefined) return { checks: [], plan: "pro" };
  const { failure, moment, token, answered } = evidence;
  const checks = moment === undefined ? [] : [judgeClock(moment)];
  const isReached = failure?.of !== "network";
  checks.push(
    isReached
      ? good("network", `${answered.join(" and ")} answer${answered.length === 1 ? "s" : ""}`)
      : badFrom("network", failure.error),
  );
  if (!hasCredentials) return { checks, plan: "pro" };
  const isAccepted = token !== undefined && token.status < 300;
  if (failure?.of === "credentials" || isAccepted) {
    checks.push(judgeCredentials(failure?.of === "credentials" ? failure.error : undefined, token));
  }
  if (failure !== undefined) return { checks, plan: "pro" };
  const facts = factsOf(evidence, config);
  checks.push(judgeScopes(facts, required).check, ...judgePlan(facts, required));
  return { checks, plan: facts.plan === "unknown" ? "pro" : facts.plan, facts };
}

/** What Zoom's answers tell of the account. */
export function factsOf(
  { findings, scopes }: ZoomEvidence,
  { source }: Pick<Config, "source">,
): AccountFacts {
  const sessionSource = source === "auto" ? {} : { sessionSource: source };
  return { ...findPlan(findings), scopes, findings, ...sessionSource };
}

async function probeStore(
  effects: DoctorEffects,
  config: Config,
  account: string | undefined,
  { version, interrupted }: ExamineOptions,
): Promise<StoreEvidence> {
  const { search, db, allowAccount } = config;
  if (config.destination === "stdout") {
    const store = good("store", "nothing is stored: documents go to standard output");
    return { checks: [store], names: ["store"], ledger: "standard output keeps no record of earlier runs" };
  }
  if (search === undefined) {
    const { probeDuckDb } = await import("./probe-duckdb.ts");
    return probeDuckDb(effects, { db, account, allowAccount });
  }
  const { probeSearch, unreadable } = await import("./probe-search.ts");
  const probe = { settings: search, account, allowAccount, version, interrupted };
  const tooLate = new AbortController();
  const deadline = effects.sleep(longestStoreMs, tooLate.signal).then(() => {
    throw new DestinationError({
      operation: "examine the store",
      reason: `it did not answer everything within ${longestStoreMs / 1_000} s`,
      hint: "a look at the cluster's own load",
    });
  });
  try {
    return await Promise.race([probeSearch(effects, probe), deadline]);
  } catch (error) {
    if (!(error instanceof DestinationError)) throw error;
    return unreadable([badFrom("store", error)]);
  } finally {
    tooLate.abort();
    deadline.catch(() => {});
  }
}
