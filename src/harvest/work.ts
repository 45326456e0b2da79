/** What every step of a run works with; built once by the run, passed down, never global. */

import type { Destination } from "../destinations/destination.ts";
import type { JsonObject, Privacy } from "../document.ts";
import type { Effects } from "../effects.ts";
import { StreamRefused } from "../errors.ts";
import { createMapper, type Mapper } from "../streams/map.ts";
import { meetings } from "../streams/meeting.ts";
import { series } from "../streams/series.ts";
import { sessions } from "../streams/session.ts";
import { users } from "../streams/user.ts";
import type { Day, Span } from "../time.ts";
import { isoSeconds } from "../time.ts";
import type { ZoomClient } from "../zoom/client.ts";
import type { Stopper } from "./stopper.ts";
import type { Tally } from "./tally.ts";
import { type BatchSize, Writer } from "./writer.ts";

export interface HarvestOptions {
  /** Names this run in every document it stores. */
  run: string;
  version: string;
  account: string;
  /** The days asked for and the zone they are days of; absent when only single meetings or series are asked. */
  days?: { from: Day; to: Day; timeZone: string; span: Span };
  /** Just these meetings, by uuid. */
  meetings: readonly string[];
  /** Just the past instances of these series, by number. */
  series: readonly string[];
  /** For whom scheduled series are listed. @default "hosts" */
  seriesOf: "all" | "hosts" | "none";
  /** Harvest only meetings whose host is in one of these groups; empty for all. */
  onlyGroups: readonly string[];
  /** Leave out meetings of these hosts, by e-mail or user id. */
  skipHosts: readonly string[];
  without: ReadonlySet<Privacy>;
  /** How long after its end a meeting is young. */
  settleAfterMs: number;
  /** How far before the days asked for unsettled days are looked at again; absent when the user named days. */
  lookBackMs?: number;
  /** How long what was listed is not asked for again. */
  recheckEveryMs: number;
  /** Which days of a range come first. */
  order: "newest" | "oldest";
  /** Lists and reads everything again, settled or not. */
  again: boolean;
  /** What the run is for, where it is no harvest. */
  job?: "repair";
  /** True when the plan is not given by the user but found out. */
  findPlan: boolean;
  /** Meetings worked on at once. */
  concurrency: number;
  batch?: BatchSize;
}

export interface Refusal {
  stream: string;
  error: StreamRefused;
}

export interface Work {
  effects: Effects;
  zoom: ZoomClient;
  destination: Destination;
  writer: Writer;
  tally: Tally;
  stopper: Stopper;
  options: HarvestOptions;
  map: { meetings: Mapper; sessions: Mapper; users: Mapper; series: Mapper };
  /** Streams that Zoom refused; each stops alone. */
  refusals: Refusal[];
  /** `account_id` and `harvest` of a document received now. */
  stamp(source: string): JsonObject;
}

export function createWork(
  effects: Effects,
  zoom: ZoomClient,
  destination: Destination,
  options: HarvestOptions,
  stopper: Stopper,
  tally: Tally,
): Work {
  const { without, account, run, version } = options;
  return {
    effects,
    zoom,
    destination,
    writer: new Writer(effects, destination, tally, options.batch),
    tally,
    stopper,
    options,
    map: {
      meetings: createMapper(meetings.fields, without),
      sessions: createMapper(sessions.fields, without),
      users: createMapper(users.fields, without),
      series: createMapper(series.fields, without),
    },
    refusals: [],
    stamp: (source) => ({
      account_id: account,
      harvest: { run, at: isoSeconds(effects.now()), source, version },
    }),
  };
}

/** A dashboard has answered: only accounts with Business limits or better have them. Remembered at once, for later runs. */
export async function noteBusiness({ zoom, options, destination }: Work): Promise<void> {
  if (!options.findPlan || zoom.limiter.plan === "business") return;
  zoom.limiter.setPlan("business");
  await destination.remember("plan", "business");
}

/** Notes that Zoom refuses a stream, once. @returns false when the error is none of that kind. */
export function noteRefusal(work: Work, stream: string, error: unknown): boolean {
  if (!(error instanceof StreamRefused)) return false;
  if (!work.refusals.some((refusal) => refusal.stream === stream)) {
    work.refusals.push({ stream, error });
    const orWithout = stream.startsWith("series") ? " Or without them: --series none" : "";
    work.effects.log.warn(`${stream} stopped: ${error.message}${orWithout}`);
  }
  return true;
}
