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

const hourMs = 3_600_000;
/** Documents read at once. */
const page = 1_000;

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

/** The hours of a span, by their beginning in UTC, with `meetings_peak`, `participants_peak` and `attended_seconds`. */
export function readHours(source: Source, span: Span): Promise<Group[]> {
  return source.rollUp(concurrency.name, {
    where: { span },
    by: { unit: "hour", timeZone: "UTC" },
    sum: ["attended_seconds"],
    max: ["meetings_peak", "participants_peak"],
  });
}

/** The peak of one of the two; undefined where nothing went on. */
export async function readPeak(
  source: Source,
  hours: readonly Group[],
  what: "meetings" | "participants",
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
  const documents = await source.read(concurrency.name, found);
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
  const ids = await source.find(meetings.name, { span: { start: at - longestLiveMs, end: at + 1 } });
  const candidates: Document[] = [];
  for (let from = 0; from < ids.length; from += page)
    for (const meeting of await source.read(meetings.name, ids.slice(from, from + page)))
      if (meeting.account_id === account && mayBeLive(meeting, at)) candidates.push(meeting);
  const live: LiveMeeting[] = [];
  for await (const { meeting, gathering } of gatheringsOf(source, candidates))
    if (gathering.end > at / 1_000) live.push(liveOf(meeting, gathering, at));
  return live.sort((a, b) => b.people - a.people || (a.uuid < b.uuid ? -1 : 1));
}

function liveOf({ _id, topic, host }: Document, { people }: Gathering, at: number): LiveMeeting {
  return {
    uuid: _id,
    ...(typeof topic === "string" ? { topic } : {}),
    ...sayHost(host),
    people: presentAt(people, at / 1_000),
  };
}

/** Until when one without an end and a duration went on its people tell. */
function mayBeLive(meeting: Document, at: number): boolean {
  if (meeting.end_time === undefined && meeting.duration === undefined) return true;
  return (eventOf(meeting)?.end ?? 0) > at / 1_000;
}

function sayHost(host: Json | undefined): { host?: string } {
  if (typeof host !== "object" || host === null || Array.isArray(host)) return {};
  const said = host.name ?? host.email ?? host.host_id;
  return typeof said === "string" ? { host: said } : {};
}
