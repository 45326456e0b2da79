/** Which meetings or webinars there are: looked for by what one remembers of one, page by page out of the store. */

import type { PageOf, Where } from "../destinations/reader.ts";
import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { ConfigurationError } from "../errors.ts";
import { textOf } from "../people/texts.ts";
import { type EventKind, meetingKind } from "../streams/event-kind.ts";
import type { Span } from "../time.ts";
import { stateFields, stateOf } from "./event.ts";
import { numberOf, objectOf } from "./stored-value.ts";

/** What is remembered of a meeting; what is undefined does not matter. */
export interface MeetingsAsked {
  /** Meetings or webinars. @default meetings */
  kind?: EventKind | undefined;
  span?: Span | undefined;
  /** A part of the topic. */
  topic?: string | undefined;
  /** A part of the host's name or e-mail. */
  host?: string | undefined;
  /** The host's department, whole. */
  department?: string | undefined;
  /** A part of the name or the e-mail of somebody who was there. */
  person?: string | undefined;
  /** How many people were there. */
  people: { least?: number | undefined; most?: number | undefined };
  /** How long it went on, seconds. */
  duration: { least?: number | undefined; most?: number | undefined };
}

/** A meeting or a webinar in a list. */
export interface MeetingRow {
  uuid: string;
  /** ISO 8601 UTC. */
  start?: string | undefined;
  topic?: string | undefined;
  /** The host's name, or what else is known of the host. */
  host?: string | undefined;
  department?: string | undefined;
  series?: string | undefined;
  /** How many took part, and the most at one moment; absent where they are not counted. */
  people?: number | undefined;
  peak?: number | undefined;
  /** Seconds. */
  duration?: number | undefined;
  /** Zoom's own number of participants, whatever it counts. */
  zoomCount?: number | undefined;
  state: string;
}

/** More cannot be asked for at once. */
const mostMeetings = 60_000;
/** Documents read at once. */
const portion = 1_000;
/** What {@link meetingRow} reads. */
const rowFields = [
  ...["start_time", "topic", "host", "duration", "peak_concurrency", "participant_sessions", ...stateFields],
];

/**
 * Where these meetings are found in the store.
 * @throws ConfigurationError when the person's name is so short that it fits nearly everybody
 */
export async function whereMeetings(source: Source, asked: MeetingsAsked): Promise<Where> {
  const { kind = meetingKind, topic, host, department, person, people, duration } = asked;
  const span = asked.span === undefined ? {} : { span: asked.span };
  const contains = [
    ...(topic === undefined ? [] : [{ fields: ["topic"], text: topic }]),
    ...(host === undefined ? [] : [{ fields: ["host.name", "host.email"], text: host }]),
  ];
  const between = { ...limitsOf("unique_people", people), ...limitsOf("duration", duration) };
  return {
    ...span,
    ...(department === undefined ? {} : { is: { "host.department": [department] } }),
    ...(contains.length === 0 ? {} : { contains }),
    ...(Object.keys(between).length === 0 ? {} : { between }),
    ...(person === undefined ? {} : { ids: await eventsWith(source, kind, person, span) }),
  };
}

function limitsOf(field: string, { least, most }: MeetingsAsked["people"]): NonNullable<Where["between"]> {
  if (least === undefined && most === undefined) return {};
  return { [field]: { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) } };
}

async function eventsWith(
  source: Source,
  { what, people }: EventKind,
  person: string,
  span: { span?: Span },
): Promise<string[]> {
  const contains = [{ fields: ["name", "names", "email"], text: person }];
  const found = await source.rollUp(people.name, { where: { ...span, contains }, by: { field: what } });
  if (found.length > mostMeetings)
    throw new ConfigurationError({
      operation: `look for ${what}s by a person`,
      reason: `"${person}" is in the name of somebody in ${found.length} ${what}s, and no more than ${mostMeetings} can be looked through`,
      hint: "more of the name or the e-mail, or fewer days",
    });
  return found.flatMap(({ key }) => key ?? []);
}

/** One page of the meetings or webinars. */
export async function readMeetings(
  source: Source,
  kind: EventKind,
  asked: PageOf,
): Promise<{ total: number; rows: MeetingRow[] }> {
  const fields = [kind.number, ...rowFields];
  const { total, documents } = await source.page(kind.events.name, { ...asked, fields });
  return { total, rows: documents.map((document) => meetingRow(kind, document)) };
}

/** All of them, by their start, read while they are gone through. */
export async function* allMeetings(
  source: Source,
  kind: EventKind,
  where: Where,
  order: "newest" | "oldest",
): AsyncGenerator<MeetingRow> {
  const { name } = kind.events;
  const ids = await source.find(name, where, order);
  for (let at = 0; at < ids.length; at += portion) {
    const some = ids.slice(at, at + portion);
    const documents = await source.read(name, some, [kind.number, ...rowFields]);
    const byId = new Map(documents.map((document) => [document._id, document]));
    for (const id of some) {
      const document = byId.get(id);
      if (document !== undefined) yield meetingRow(kind, document);
    }
  }
}

export function meetingRow(kind: EventKind, document: Document): MeetingRow {
  const { _id, start_time, topic, duration } = document;
  return {
    uuid: _id,
    start: textOf(start_time),
    topic: textOf(topic),
    host: hostOf(document),
    department: textOf(objectOf(document.host).department),
    series: textOf(document[kind.number]),
    people: numberOf(document.unique_people),
    peak: numberOf(document.peak_concurrency),
    duration: numberOf(duration),
    zoomCount: numberOf(document.participant_sessions),
    state: stateOf(kind, document),
  };
}

/** Who hosted it, by the best that is known. */
export function hostOf(document: Document): string | undefined {
  const { name, email, host_id } = objectOf(document.host);
  return textOf(name) ?? textOf(email) ?? textOf(host_id);
}

/** The departments of hosts in a span of time, with how many meetings or webinars each. */
export async function readDepartments(
  source: Source,
  { events }: EventKind,
  span: Span | undefined,
): Promise<{ department: string; meetings: number }[]> {
  const where = span === undefined ? {} : { where: { span } };
  const groups = await source.rollUp(events.name, { ...where, by: { field: "host.department" } });
  return groups
    .flatMap(({ key, count }) => (key === undefined ? [] : [{ department: key, meetings: count }]))
    .sort((a, b) => (a.department < b.department ? -1 : 1));
}
