/** Asks Zoom as little as tells whether a harvest would work: a token, and a few pages of one row. */

import type { Config } from "../config.ts";
import type { Effects, HttpAnswer } from "../effects.ts";
import type { Endpoint } from "../endpoint.ts";
import { CredentialsRefused, HarvesterError, QuotaUsedUp } from "../errors.ts";
import { meetings } from "../streams/meeting.ts";
import { pastMeeting } from "../streams/series.ts";
import { users } from "../streams/user.ts";
import { dayAt, dayMs } from "../time.ts";
import { createZoomClient, type ZoomClient } from "../zoom/client.ts";
import { retryDefaults } from "../zoom/retry.ts";
import { harvestCalls, hostReport, trialOf } from "./calls.ts";
import { type Finding, findingOf } from "./finding.ts";
import type { Moment } from "./judge-host.ts";
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
    await askAll(zoom, evidence, watched.seen.moment?.zoom ?? effects.now());
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
async function askAll(zoom: ZoomClient, evidence: ZoomEvidence, zoomNow: number): Promise<void> {
  const yesterday = dayAt(zoomNow - dayMs, "UTC");
  const day = { from: yesterday, to: yesterday };
  await ask(zoom, evidence, users.zoom);
  await ask(zoom, evidence, meetings.zoom, day);
  const isBusiness = evidence.findings.get(meetings.zoom.path)?.kind === "allowed";
  if (!isBusiness) {
    if (isGranted(evidence, hostReport)) await ask(zoom, evidence, hostReport, day);
    else if (isGranted(evidence, pastMeeting)) await ask(zoom, evidence, pastMeeting);
  }
  if (evidence.scopes.length > 0) return;
  for (const { endpoint } of harvestCalls) {
    if (!evidence.findings.has(endpoint.path)) await ask(zoom, evidence, endpoint);
  }
}

/** Whether the token's scopes allow a call; true when the token does not say. */
function isGranted({ scopes }: ZoomEvidence, { scopes: { classic, granular } }: Endpoint): boolean {
  return scopes.length === 0 || [...classic, ...granular].some((scope) => scopes.includes(scope));
}

async function ask(
  zoom: ZoomClient,
  evidence: ZoomEvidence,
  endpoint: Endpoint,
  more: Record<string, string> = {},
): Promise<void> {
  const { ids, query } = trialOf(endpoint);
  try {
    await zoom.get({ endpoint, ...(ids === undefined ? {} : { ids }), query: { ...query, ...more } });
    evidence.findings.set(endpoint.path, { kind: "allowed" });
  } catch (error) {
    if (error instanceof QuotaUsedUp) evidence.quota = error;
    evidence.findings.set(endpoint.path, findingOf(error));
  }
}
