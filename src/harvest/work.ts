/** What every step of a run works with; built once by the run, passed down, never global. */

import type { Destination } from "../destinations/destination.ts";
import type { Document, JsonObject, Privacy } from "../document.ts";
import type { Effects } from "../effects.ts";
import { isDashboard, isRationed, type Plan } from "../endpoint.ts";
import { DashboardsRefused, QuotaUsedUp, StreamRefused } from "../errors.ts";
import type { EventKind } from "../streams/event-kind.ts";
import { createMapper, type Mapper } from "../streams/map.ts";
import { meetings } from "../streams/meeting.ts";
import { series } from "../streams/series.ts";
import { sessions } from "../streams/session.ts";
import type { Source, Stream } from "../streams/stream.ts";
import { users } from "../streams/user.ts";
import type { Day, Span } from "../time.ts";
import { isoSeconds } from "../time.ts";
import type { ZoomClient } from "../zoom/client.ts";
import { Answers } from "./answers.ts";
import type { HostDirectory } from "./hosts.ts";
import { Ladder } from "./ladder.ts";
import { OnePersonLists } from "./one-person.ts";
import { DueDays } from "./people/due-days.ts";
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
  /** What is harvested, in the order in which the day's calls are spent; parents before their children. */
  streams: readonly Stream[];
  /** Which source the sessions come from. @default "auto", the richest that the account is allowed */
  source: "auto" | "dashboard" | "report" | "past";
  /** What becomes of the meetings that are left when the day's Heavy calls are used up. */
  whenQuotaEnds: "lean" | "stop";
  /** Of the day's Heavy and Resource-intensive calls, what a stream may use, by its setting; absent for no bound. */
  dayShares: Readonly<Partial<Record<"quality_share", number>>>;
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
  /** The plan that the user gave. */
  plan?: Plan;
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
  answers: Answers;
  destination: Destination;
  writer: Writer;
  tally: Tally;
  stopper: Stopper;
  options: HarvestOptions;
  map: { meetings: Mapper; sessions: Mapper; users: Mapper; series: Mapper };
  /** For the documents of people who were in meetings or webinars. */
  peopleMapper(kind: EventKind): Mapper;
  /** Days whose hours are to be counted again. */
  due: DueDays;
  ladder: Ladder;
  /** What is known of meetings that one person attended, by stream. */
  alone: Map<string, OnePersonLists>;
  /** The account's users, once they are asked for. */
  directory?: Promise<HostDirectory>;
  /** The day's calls are used up: what needs them waits for the next run. */
  quota?: QuotaUsedUp;
  /** Meetings that this run took up, by uuid. */
  touched: Set<string>;
  /** What children need of documents that the store, having no memory, cannot give back; by stream. */
  seen: Map<string, Map<string, Document>>;
  mappers: Map<string, Mapper>;
  /** Whether a stream's documents are stored; others may be read on the way. */
  keeps(stream: string): boolean;
  /** Streams that Zoom refused; each stops alone. */
  refusals: Refusal[];
  /** Streams of which this run did not read all that was due: what belongs to their documents is not whole either. */
  unread: Set<string>;
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
  const due = new DueDays(destination);
  const mappers: Work["mappers"] = new Map();
  const writer = new Writer(effects, destination, tally, options.batch);
  writer.before = () => due.note();
  return {
    effects,
    zoom,
    answers: new Answers(effects, zoom, options.streams),
    destination,
    writer,
    due,
    tally,
    stopper,
    options,
    map: {
      meetings: createMapper(meetings.fields, without),
      sessions: createMapper(sessions.fields, without),
      users: createMapper(users.fields, without),
      series: createMapper(series.fields, without),
    },
    peopleMapper: ({ people }) => mapperOf({ mappers, options }, people),
    ladder: new Ladder(effects, zoom, destination, {
      again: options.again,
      ...(options.plan === undefined ? {} : { plan: options.plan }),
    }),
    alone: new Map(),
    keeps: (stream) => options.streams.some(({ name }) => name === stream),
    touched: new Set(),
    seen: new Map(),
    mappers,
    refusals: [],
    unread: new Set(),
    stamp: (source) => ({
      account_id: account,
      harvest: { run, at: isoSeconds(effects.now()), source, version },
    }),
  };
}

/** The mapper of any collection, made once. */
export function mapperOf(
  { mappers, options }: Pick<Work, "mappers" | "options">,
  { name, fields }: Pick<Stream, "name" | "fields">,
): Mapper {
  let mapper = mappers.get(name);
  if (mapper === undefined) {
    mapper = createMapper(fields, options.without);
    mappers.set(name, mapper);
  }
  return mapper;
}

/** Names what Zoom sent in a form that cannot be read; it is kept raw in `extra`, beside the rest of the record. */
export function nameUnread(
  { tally }: Pick<Work, "tally">,
  stream: string,
  mapper: Mapper,
  { extra, _id }: JsonObject,
): void {
  if (extra === undefined) return;
  for (const key of mapper.declared(extra as JsonObject)) {
    const subject = typeof _id === "string" && _id !== "" ? _id : undefined;
    tally.name(`${stream}: "${key}" not or not wholly understood, kept as Zoom sent it in extra`, subject);
  }
}

/** What a stream shows of meetings that one person attended. */
export function aloneIn({ alone, destination, effects, options }: Work, stream: string): OnePersonLists {
  let lists = alone.get(stream);
  if (lists === undefined) {
    lists = new OnePersonLists(destination, effects, stream, options.again);
    alone.set(stream, lists);
  }
  return lists;
}

/** @throws the end of the day's calls, for a call that would cost one of them. */
export function payable({ quota }: Work, { zoom: { tier } }: Pick<Source, "zoom">): void {
  if (quota !== undefined && isRationed(tier)) throw quota;
}

/** A dashboard has answered: only accounts with Business limits or better have them. Remembered at once, for later runs. */
export async function noteBusiness(
  { zoom, options, destination }: Work,
  { zoom: { plan, path } }: Pick<Source, "zoom">,
): Promise<void> {
  if (plan !== "business" || !isDashboard({ path }) || !options.findPlan || zoom.limiter.plan === "business")
    return;
  zoom.limiter.setPlan("business");
  await destination.remember("plan", "business");
}

/** Notes that the day's calls are used up; what needs none of them goes on. @returns false for any other error. */
export function noteQuota(work: Work, error: unknown): boolean {
  if (!(error instanceof QuotaUsedUp)) return false;
  if (work.quota === undefined) work.effects.log.warn(error.message);
  work.quota ??= error;
  work.zoom.limiter.usedUp(error);
  return true;
}

const isOfDashboards = ({ error }: Refusal) => error instanceof DashboardsRefused;

/** Notes that Zoom refuses a stream, once. @returns false when the error is none of that kind. */
export function noteRefusal(work: Work, stream: string, error: unknown): boolean {
  if (!(error instanceof StreamRefused)) return false;
  if (!work.refusals.some((refusal) => refusal.stream === stream)) {
    const isSame = work.refusals.some((refusal) => refusal.error === error);
    const isKnown = isSame || (error instanceof DashboardsRefused && work.refusals.some(isOfDashboards));
    work.refusals.push({ stream, error });
    const orWithout = stream.startsWith("series") ? " Or without them: --series none" : "";
    // Dozens of streams come from the dashboards, and from what they belong to: that there are none is said once, and by
    // stream in the summary.
    work.effects.log[isKnown ? "debug" : "warn"](`${stream} stopped: ${error.message}${orWithout}`);
  }
  return true;
}
