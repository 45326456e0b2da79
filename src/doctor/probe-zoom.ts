/** Asks Zoom as little as tells whether a harvest would work: a token, and a few pages of one row. */

import type { Config } from "../config.ts";
import type { Effects, HttpAnswer } from "../effects.ts";
import type { Endpoint } from "../endpoint.ts";
import { CredentialsRefused, HarvesterError, QuotaUsedUp } from "../errors.ts";
import { meetings } from "../streams/meeting.ts";
import { historyReport, hostReport } from "../streams/report-endpoints.ts";
import { pastMeeting } from "../streams/series.ts";
import { users } from "../streams/user.ts";
import { dayAt, dayMs } from "../time.ts";
import { createZoomClient, type ZoomClient } from "../zoom/client.ts";
import { retryDefaults } from "../zoom/retry.ts";
import { type HarvestNeed, harvestNeeds, trialOf } from "./calls.ts";
import { type Finding, findingOf } from "./finding.ts";
import type { Moment } from "./judge-host.ts";
import { findPlan } from "./judge-plan.ts";
import { isGranted } from "./obstacle.ts";
import { watchCalls } from "./watch-calls.ts";

const longestTimeoutMs = 8_000;

/** One second attempt, only for what failed quickly: after the wait between the two the first is too long ago. */
const retry = { ...retryDefaults, attempts: 2, firstAttempts: 2, firstWaitMs: 800, longestRateMs: 400 };

export interface ZoomEvidence {
  /** Hosts that answered as Zoom does. */
  answered: string[];
  /** Absent when no answer had a date. */
  moment?: Moment;
  /** Zoom could not be asked, or not to the end. */
  failure?: { of: "network" | "credentials"; error: HarvesterError };
  /** What the token endpoint answered last. */
  token?: HttpAnswer;
  /** Those of the token; empty when it does not say. */
  scopes: readonly string[];
  /** What was asked, by the endpoint's path. */
  findings: Map<string, Finding>;
  /** The day's calls are used up. */
  quota?: QuotaUsedUp;
  /** Calls that Zoom refused as too many. */
  tooMany: number;
}

export interface ProbeOptions {
  /** Host and port of the proxy in between, for messages. */
  proxy: string | undefined;
  /** False: nothing is asked but whether the token endpoint answers. */
  hasCredentials: boolean;
  /** What is to be found out, where the token does not say its scopes. @default all that a harvest may need */
  needs?: readonly HarvestNeed[];
  interrupted: AbortSignal;
}

/** At most {@link mostCalls} calls. @throws the reason of `interrupted`; what is wrong at Zoom is evidence. */
export async function probeZoom(
  effects: Effects,
  config: Config,
  options: ProbeOptions,
): Promise<ZoomEvidence> {
  const watched = watchCalls(effects);
  const evidence: ZoomEvidence = { answered: [], scopes: [], findings: new Map(), tooMany: 0 };
  const zoom = openClient(watched.effects, config, options);
  const oauthHost = new URL(config.oauthUrl).host;
  const apiHost = new URL(config.apiUrl).host;
  try {
    await zoom.logIn();
    evidence.answered.push(oauthHost);
    evidence.scopes = zoom.token.scopes;
    await askAll(zoom, evidence, watched.seen.moment?.zoom ?? effects.now(), options.needs);
  } catch (error) {
    if (!(error instanceof HarvesterError) || options.interrupted.aborted) throw error;
    const of = error instanceof CredentialsRefused ? "credentials" : "network";
    // Whoever refuses credentials or answers a page of his own has answered.
    if (of === "credentials" && evidence.answered.length === 0) evidence.answered.push(oauthHost);
    if (options.hasCredentials || of === "network") evidence.failure = { of, error };
  }
  if (evidence.findings.size > 0 && !evidence.answered.includes(apiHost)) evidence.answered.push(apiHost);
  const { moment, token, tooMany } = watched.seen;
  return {
    ...evidence,
    ...(moment === undefined ? {} : { moment }),
    ...(token === undefined ? {} : { token }),
    tooMany,
  };
}

function openClient(effects: Effects, config: Config, { proxy, interrupted }: ProbeOptions): ZoomClient {
  const { key, secret, accountId, apiUrl, oauthUrl, timeoutMs, limits, plan, share } = config;
  return createZoomClient(
    effects,
    {
      credentials: { key, secret, accountId },
      apiUrl,
      oauthUrl,
      timeoutMs: Math.min(timeoutMs, longestTimeoutMs),
      // A used-up share of the day is a harvest's matter: here it is found out.
      limits: { on: limits, plan: plan === "auto" ? "pro" : plan, share, dayShare: 1, usedToday: {} },
      proxy,
      retry,
    },
    { soft: interrupted, hard: interrupted },
  );
}

/** The account's users, then its meetings; what else is asked depends on what that told. */
async function askAll(
  zoom: ZoomClient,
  evidence: ZoomEvidence,
  zoomNow: number,
  needs: readonly HarvestNeed[] = harvestNeeds,
): Promise<void> {
  const { findings, scopes } = evidence;
  const yesterday = dayAt(zoomNow - dayMs, "UTC");
  const ask = (endpoint: Endpoint) => askOne(zoom, evidence, endpoint, yesterday);
  await ask(users.zoom);
  await ask(meetings.zoom);
  if (findings.get(meetings.zoom.path)?.kind !== "allowed") {
    const telling = [historyReport("meeting"), hostReport, pastMeeting];
    const first = telling.find((endpoint) => isGranted(scopes, endpoint.scopes));
    if (first !== undefined) await ask(first);
  }
  if (scopes.length > 0) return;
  // The token does not say: what a harvest of the core would call is tried, each need until one source is allowed.
  const { dashboard } = findPlan(findings);
  for (const { sources } of needs.filter(isTried)) {
    for (const { zoom: endpoint } of sources) {
      const isRefused = endpoint.plan === "business" && dashboard === "refused";
      if (!findings.has(endpoint.path) && !isRefused) await ask(endpoint);
      if (findings.get(endpoint.path)?.kind === "allowed") break;
    }
  }
}

/** The look-ups of flags are few; other streams than the core's are many. */
function isTried({ isCore, name }: HarvestNeed): boolean {
  return isCore || name.startsWith("--");
}

async function askOne(
  zoom: ZoomClient,
  evidence: ZoomEvidence,
  endpoint: Endpoint,
  day: string,
): Promise<void> {
  const { ids, query } = trialOf(endpoint, day);
  try {
    await zoom.get({ endpoint, ...(ids === undefined ? {} : { ids }), ...(query && { query }) });
    evidence.findings.set(endpoint.path, { kind: "allowed" });
  } catch (error) {
    if (error instanceof QuotaUsedUp) evidence.quota = error;
    evidence.findings.set(endpoint.path, findingOf(error));
  }
}
