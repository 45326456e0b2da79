/** Which meetings there are: looked for by what one remembers of a meeting, page by page out of the store. */

import type { PageOf, Where } from "../destinations/reader.ts";
import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { ConfigurationError } from "../errors.ts";
import { textOf } from "../people/texts.ts";
import { attendance } from "../streams/attendance.ts";
import { meetings } from "../streams/meeting.ts";
import type { Span } from "../time.ts";
import { numberOf, objectOf } from "./stored-value.ts";

/** What is remembered of a meeting; what is undefined does not matter. */
export interface MeetingsAsked {
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

/** A meeting in a list. */
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
  ...["start_time", "topic", "host", "meeting_series_id", "duration", "state", "unique_people"],
  ...["peak_concurrency", "participant_sessions"],
];

/**
 * Where these meetings are found in the store.
 * @throws ConfigurationError when the person's name is so short that it fits nearly everybody
 */
export async function whereMeetings(source: Source, asked: MeetingsAsked): Promise<Where> {
  const { topic, host, department, person, people, duration } = asked;
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
    ...(person === undefined ? {} : { ids: await meetingsWith(source, person, span) }),
  };
}

function limitsOf(field: string, { least, most }: MeetingsAsked["people"]): NonNullable<Where["between"]> {
  if (least === undefined && most === undefined) return {};
  return { [field]: { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) } };
}

async function meetingsWith(source: Source, person: string, span: { span?: Span }): Promise<string[]> {
  const contains = [{ fields: ["name", "names", "email"], text: person }];
  const found = await source.rollUp(attendance.name, {
    where: { ...span, contains },
    by: { field: "meeting" },
  });
  if (found.length > mostMeetings)
    throw new ConfigurationError({
      operation: "look for meetings by a person",
      reason: `"${person}" is in the name of somebody in ${found.length} meetings, and no more than ${mostMeetings} can be looked through`,
      hint: "more of the name or the e-mail, or fewer days",
    });
  return found.flatMap(({ key }) => key ?? []);
}

/** One page of the meetings. */
export async function readMeetings(
  source: Source,
  asked: PageOf,
): Promise<{ total: number; rows: MeetingRow[] }> {
  const { total, documents } = await source.page(meetings.name, { ...asked, fields: rowFields });
  return { total, rows: documents.map(meetingRow) };
}

/** All of them, by their start, read while they are gone through. */
export async function* allMeetings(
  source: Source,
  where: Where,
  order: "newest" | "oldest",
): AsyncGenerator<MeetingRow> {
  const ids = await source.find(meetings.name, where, order);
  for (let at = 0; at < ids.length; at += portion) {
    const some = ids.slice(at, at + portion);
    const documents = await source.read(meetings.name, some, rowFields);
    const byId = new Map(documents.map((document) => [document._id, document]));
    for (const id of some) {
      const document = byId.get(id);
      if (document !== undefined) yield meetingRow(document);
    }
  }
}

export function meetingRow(document: Document): MeetingRow {
  const { _id, start_time, topic, meeting_series_id, duration, state } = document;
  return {
    uuid: _id,
    start: textOf(start_time),
    topic: textOf(topic),
    host: hostOf(document),
    department: textOf(objectOf(document.host).department),
    series: textOf(meeting_series_id),
    people: numberOf(document.unique_people),
    peak: numberOf(document.peak_concurrency),
    duration: numberOf(duration),
    zoomCount: numberOf(document.participant_sessions),
    state: textOf(state) ?? "listed",
  };
}

/** Who hosted it, by the best that is known. */
export function hostOf(document: Document): string | undefined {
  const { name, email, host_id } = objectOf(document.host);
  return textOf(name) ?? textOf(email) ?? textOf(host_id);
}

/** The departments of hosts in a span of time, with how many meetings each. */
export async function readDepartments(
  source: Source,
  span: Span | undefined,
): Promise<{ department: string; meetings: number }[]> {
  const where = span === undefined ? {} : { where: { span } };
  const groups = await source.rollUp(meetings.name, { ...where, by: { field: "host.department" } });
  return groups
    .flatMap(({ key, count }) => (key === undefined ? [] : [{ department: key, meetings: count }]))
    .sort((a, b) => (a.department < b.department ? -1 : 1));
}
