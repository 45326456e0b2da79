/** When an account was closest to its limits, and in which meetings: from `concurrency`, `meetings` and `attendance`. */

import type { Group } from "../destinations/roll-up.ts";
import type { Source } from "../destinations/source.ts";
import type { Document, Json } from "../document.ts";
import { gatheringsOf } from "../harvest/people/count-hours.ts";
import { type Gathering, longestLiveMs, presentAt } from "../people/concurrency.ts";
import { eventOf } from "../people/span.ts";
import { concurrency } from "../streams/concurrency.ts";
import { meetings } from "../streams/meeting.ts";
import { isoSeconds, type Span } from "../time.ts";
import { hostOf } from "./meeting-list.ts";

const hourMs = 3_600_000;
/** Documents read at once. */
const page = 1_000;
/** What is read of the meetings that may go on at a moment, and of their people. */
const meetingFields = [
  ...["account_id", "start_time", "end_time", "duration", "unique_people", "topic", "host"],
];
const presenceFields = ["meeting", "first_join", "last_leave", "gaps"];

export interface LiveMeeting {
  uuid: string;
  topic?: string;
  host?: string;
  /** How many of its people were there at that moment. */
  people: number;
}

export interface Peak {
  count: number;
  /** The first such moment, UTC. */
  at: string;
  /** All that went on then, those with the most people first. */
  meetings: LiveMeeting[];
}

/** What an account may do, by its plan or its own wish. */
export interface Limits {
  /** How many meetings may go on at once. */
  meetings?: number;
  /** How many people may be in meetings at once. */
  participants?: number;
}

export interface AgainstLimit {
  limit: number;
  /** The peak, in percent of the limit. */
  percent: number;
  hours_above_80_percent: number;
}

/** What is the most at once. */
export type PeakOf = "meetings" | "participants";

export type Peaks = Partial<Record<PeakOf, Peak & Partial<AgainstLimit>>>;

/** The hours of a span, by their beginning in UTC, with `meetings_peak`, `participants_peak` and `attended_seconds`. */
export function readHours(source: Source, span: Span): Promise<Group[]> {
  return source.rollUp(concurrency.name, {
    where: { span },
    by: { unit: "hour", timeZone: "UTC" },
    sum: ["attended_seconds"],
    max: ["meetings_peak", "participants_peak"],
  });
}

/** The peaks of both; a limit that is not given leaves out what is said against it. */
export async function readPeaks(source: Source, hours: readonly Group[], limits: Limits): Promise<Peaks> {
  const peaks: Peaks = {};
  for (const what of ["meetings", "participants"] as const) {
    const peak = await readPeak(source, hours, what);
    if (peak !== undefined) peaks[what] = { ...peak, ...againstLimit(limits[what], peak, hours, what) };
  }
  return peaks;
}

/** What a peak and the hours are against a limit; nothing without one. */
export function againstLimit(
  limit: number | undefined,
  { count }: Peak,
  hours: readonly Group[],
  what: PeakOf,
): Partial<AgainstLimit> {
  if (limit === undefined) return {};
  const field = `${what}_peak`;
  const above = hours.filter(({ max }) => (max[field] ?? 0) > 0.8 * limit);
  return { limit, percent: Math.round((1_000 * count) / limit) / 10, hours_above_80_percent: above.length };
}

export interface BusyHour {
  /** Its beginning, UTC. */
  hour: string;
  /** The most at one moment of the hour. */
  meetings_peak: number;
  people_peak: number;
  attended_seconds: number;
}

/** The hours in which something went on, those with the most at once first, the earlier of two that are alike. */
export function busiestHours(hours: readonly Group[], by: "meetings" | "people"): BusyHour[] {
  const busy = hours.flatMap(({ key, max, sum }): BusyHour[] => {
    const { meetings_peak = 0, participants_peak = 0 } = max;
    const { attended_seconds = 0 } = sum;
    const isQuiet = key === undefined || (meetings_peak === 0 && participants_peak === 0);
    return isQuiet ? [] : [{ hour: key, meetings_peak, people_peak: participants_peak, attended_seconds }];
  });
  const [first, then] =
    by === "meetings"
      ? (["meetings_peak", "people_peak"] as const)
      : (["people_peak", "meetings_peak"] as const);
  return busy.sort(
    (a, b) => b[first] - a[first] || b[then] - a[then] || Date.parse(a.hour) - Date.parse(b.hour),
  );
}

/** The peak of one of the two; undefined where nothing went on. */
export async function readPeak(
  source: Source,
  hours: readonly Group[],
  what: PeakOf,
): Promise<Peak | undefined> {
  const field = `${what}_peak`;
  let top: Group | undefined;
  for (const hour of hours) {
    const [most, best] = [hour.max[field] ?? 0, top?.max[field] ?? 0];
    if (most > best || (most > 0 && most === best && (hour.key ?? "") < (top?.key ?? ""))) top = hour;
  }
  if (top?.key === undefined) return undefined;
  const start = Date.parse(top.key);
  const found = await source.find(concurrency.name, { span: { start, end: start + hourMs } });
  const documents = await source.read(concurrency.name, found, ["account_id", field, `${field}_at`]);
  const count = top.max[field] ?? 0;
  // A store of several accounts has an hour for each.
  const hour = documents
    .filter((one) => one[field] === count && typeof one[`${field}_at`] === "string")
    .sort((a, b) => (String(a[`${field}_at`]) < String(b[`${field}_at`]) ? -1 : 1))[0];
  if (hour === undefined) return undefined;
  const at = isoSeconds(Date.parse(String(hour[`${field}_at`])));
  return { count, at, meetings: await readLive(source, Date.parse(at), hour.account_id) };
}

/** The meetings that went on at a moment. */
async function readLive(source: Source, at: number, account: Json | undefined): Promise<LiveMeeting[]> {
  const ids = await findLive(source, at);
  const candidates: Document[] = [];
  for (let from = 0; from < ids.length; from += page)
    for (const meeting of await source.read(meetings.name, ids.slice(from, from + page), meetingFields))
      if (meeting.account_id === account && mayBeLive(meeting, at)) candidates.push(meeting);
  const live: LiveMeeting[] = [];
  const reader = {
    members: (name: string, uuids: readonly string[]) => source.members(name, uuids, presenceFields),
  };
  for await (const { meeting, gathering } of gatheringsOf(reader, candidates))
    if (gathering.end > at / 1_000) live.push(liveOf(meeting, gathering, at));
  return live.sort((a, b) => b.people - a.people || (a.uuid < b.uuid ? -1 : 1));
}

/** Of days of meetings most were over: their ends are asked for first, which costs less than to read them whole. */
async function findLive(source: Source, at: number): Promise<string[]> {
  const ended = await source.rollUp(meetings.name, {
    where: { span: { start: at - longestLiveMs, end: at + 1 } },
    by: { field: "uuid" },
    max: ["start_time", "end_time", "duration"],
  });
  return ended.flatMap(({ key, max }) => {
    const { start_time = Number.NaN, duration = Number.NaN } = max;
    const end = max.end_time ?? start_time + (Math.round(duration) + 1) * 1_000;
    return key === undefined || end <= at ? [] : key;
  });
}

function liveOf(meeting: Document, { people }: Gathering, at: number): LiveMeeting {
  const { _id, topic } = meeting;
  const host = hostOf(meeting);
  return {
    uuid: _id,
    ...(typeof topic === "string" ? { topic } : {}),
    ...(host === undefined ? {} : { host }),
    people: presentAt(people, at / 1_000),
  };
}

/** Until when one without an end and a duration went on its people tell. */
function mayBeLive(meeting: Document, at: number): boolean {
  if (meeting.end_time === undefined && meeting.duration === undefined) return true;
  return (eventOf(meeting)?.end ?? 0) > at / 1_000;
}
