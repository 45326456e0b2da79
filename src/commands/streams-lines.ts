/** What `zoom-harvester streams` knows of each stream, for people and scripts. Pure. */

import type { Cause, StreamJudged } from "../doctor/judge-streams.ts";
import type { AccountFacts } from "../doctor/obstacle.ts";
import { type Plan, plans, type Scopes, type Tier } from "../endpoint.ts";
import { type AccountDay, callsPerDay } from "../streams/cost.ts";
import { streams } from "../streams/registry.ts";
import { type Source, type Stream, sourcesOf } from "../streams/stream.ts";

/** What the account allows of one stream; `ready` is null when it is not known. */
export type Judged = Pick<StreamJudged, "source" | "why" | "cause"> & {
  ready: boolean | null;
  scopes?: Scopes;
};

export interface StreamListed {
  name: string;
  group: string;
  key: string;
  tier: Tier;
  scopes: Scopes;
  plan: string;
  parent: string | null;
  calls_per_day: number;
  description: string;
  source: string;
  ready: boolean | null;
  why: string;
  /** What else than the plan the account must have for it; "" when nothing. */
  needs: string;
  /** Groups and `all` leave it out. */
  only_by_name: boolean;
  /** All of Zoom's calls that give it, the richest first. */
  sources: { source: string; path: string; tier: Tier; plan: Plan; needs: string; scopes: Scopes }[];
}

/** A line, and why it is what it is: for whoever shows many lines. */
export type StreamShown = StreamListed & { cause: Cause | undefined };

interface Line {
  line: StreamListed;
  cause: Cause | undefined;
  /** Whether the plan asked for has it at all. */
  inPlan: boolean;
  /** Whether it can be harvested, as far as known: without an account by the plan alone. */
  can: boolean | null;
}

/** @param plan what the user asks about. */
export function lineOf(
  stream: Stream,
  day: AccountDay,
  judged: Judged | undefined,
  plan: Plan | undefined,
): Line {
  const { ready = null, source = "", why = "", cause } = judged ?? {};
  const sources = sourcesOf(stream);
  const used =
    sources.find((one) => one.source === source && one.zoom.scopes === judged?.scopes) ??
    sources.find(({ zoom }) => plan !== undefined && isWithin(zoom.plan, plan)) ??
    (sources[0] as Source);
  const line = {
    name: stream.name,
    group: stream.group,
    key: sayKey(stream),
    tier: used.zoom.tier,
    scopes: used.zoom.scopes,
    plan: used.zoom.plan,
    parent: stream.parent?.stream ?? stream.set?.of ?? null,
    calls_per_day: callsPerDay(readBy(stream, used), day),
    description: stream.description,
    source,
    ready,
    why,
    needs: used.zoom.needs ?? "",
    only_by_name: stream.onlyByName === true,
    sources: sources.map((one) => ({
      source: one.source,
      path: one.zoom.path,
      tier: one.zoom.tier,
      plan: one.zoom.plan,
      needs: one.zoom.needs ?? "",
      scopes: one.zoom.scopes,
    })),
  };
  const inPlan = plan === undefined || hasPlan(stream, plan);
  return { line, cause, inPlan, can: ready ?? (source === "" ? null : true) };
}

/** Whether a plan has a call for the stream, and for what it is asked for. */
function hasPlan(stream: Stream, plan: Plan): boolean {
  const parent = streams.find(({ name }) => name === stream.parent?.stream);
  const isHad = sourcesOf(stream).some(({ zoom }) => isWithin(zoom.plan, plan));
  return isHad && (parent === undefined || hasPlan(parent, plan));
}

/** What is known of an account, as if it had this plan. */
export function asIfOn(plan: Plan, facts: AccountFacts): AccountFacts {
  const dashboard = plan === "business" ? "allowed" : "refused";
  return { ...facts, plan, isPlanGiven: true, dashboard, findings: new Map() };
}

function isWithin(needed: Plan, plan: Plan): boolean {
  return plans.indexOf(needed) <= plans.indexOf(plan);
}

/** The stream as if one of its sources were the only one. */
function readBy(stream: Stream, source: Source): Stream {
  const { only: _, eachUser: __, otherwise: ___, ...rest } = stream;
  return { ...rest, ...source };
}

function sayKey({ key }: Pick<Stream, "key">): string {
  if (key === "session") return "session";
  return "field" in key ? key.field : `fingerprint of ${key.fingerprint.join(", ")}`;
}
