/** One person's meetings, for whoever asks for that person; nobody is listed unasked. */

import type { PageOf, Where } from "../destinations/reader.ts";
import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { SubjectFailed } from "../errors.ts";
import { textOf } from "../people/texts.ts";
import { attendance } from "../streams/attendance.ts";
import type { Span } from "../time.ts";
import { hostOf } from "./meeting-list.ts";
import { type Attendee, attendeeFields, attendeeOf } from "./meeting-people.ts";
import { numberOf } from "./stored-value.ts";

/** Somebody who was found. */
export interface FoundPerson {
  /** Names the person across meetings. */
  identity: string;
  name?: string | undefined;
  email?: string | undefined;
  meetings: number;
}

/**
 * People with a text in their name or e-mail, those with the most meetings first.
 * @returns the first of them, and how many there are in all
 */
export async function findPeople(
  source: Source,
  { text, span, most }: { text: string; span: Span | undefined; most: number },
): Promise<{ total: number; people: FoundPerson[] }> {
  const within: Where = span === undefined ? {} : { span };
  const where = { ...within, contains: [{ fields: ["name", "names", "email"], text }] };
  const groups = await source.rollUp(attendance.name, { where, by: { field: "identity" }, label: "name" });
  const found = groups.flatMap(({ key, label, count }) =>
    key === undefined ? [] : [{ identity: key, name: label, count }],
  );
  found.sort((a, b) => b.count - a.count || (a.identity < b.identity ? -1 : 1));
  const shown = found.slice(0, most);
  if (shown.length === 0) return { total: 0, people: [] };
  // Meetings in which the person went by another name count as well.
  const whole = await source.rollUp(attendance.name, {
    where: { ...within, is: { identity: shown.map(({ identity }) => identity) } },
    by: { field: "identity" },
    distinct: ["meeting"],
    label: "email",
  });
  const byIdentity = new Map(whole.map((group) => [group.key, group]));
  const people = shown.map(({ identity, name }) => {
    const group = byIdentity.get(identity);
    return { identity, name, email: group?.label, meetings: group?.distinct.meeting ?? 0 };
  });
  return { total: found.length, people };
}

export interface OnePerson {
  identity: string;
  /** Names shown, the most frequent first, no more than ten. */
  names: string[];
  email?: string | undefined;
  /** How sure it is that this is one person, in how many meetings: high, medium, low. */
  confidence: Record<string, number>;
  meetings: number;
  /** Seconds. */
  attended: number;
  /** Of the time that these meetings lasted, 0 to 1; absent where nothing is known of that. */
  share?: number | undefined;
}

/** Names that are told. */
const mostTold = 10;

function whereOf(identity: string, span: Span | undefined): Where {
  return { is: { identity: [identity] }, ...(span === undefined ? {} : { span }) };
}

/** @throws SubjectFailed for somebody who is in no meeting of the store, whichever the days */
export async function readPerson(
  source: Source,
  { identity, span }: { identity: string; span: Span | undefined },
): Promise<OnePerson> {
  const where = whereOf(identity, span);
  const figures = {
    where,
    sum: ["attended_seconds", "meeting_duration"],
    distinct: ["meeting"],
    label: "email",
  };
  const sure = await source.rollUp(attendance.name, { ...figures, by: { field: "confidence" } });
  if (sure.length === 0) await refuseUnknown(source, identity);
  // Only what rests on a name is known in several ways; a meeting may be in more than one of these groups.
  const [all] = sure.length > 1 ? await source.rollUp(attendance.name, figures) : sure;
  const names = await source.rollUp(attendance.name, { where, by: { field: "name" } });
  const { attended_seconds: attended = 0, meeting_duration: lasted = 0 } = all?.sum ?? {};
  return {
    identity,
    names: names
      .flatMap(({ key, count }) => (key === undefined ? [] : [{ key, count }]))
      .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
      .slice(0, mostTold)
      .map(({ key }) => key),
    email: all?.label,
    confidence: Object.fromEntries(sure.map(({ key = "low", count }) => [key, count])),
    meetings: all?.distinct.meeting ?? 0,
    attended,
    share: lasted === 0 ? undefined : Math.min(1, attended / lasted),
  };
}

async function refuseUnknown(source: Source, identity: string): Promise<void> {
  const ever = await source.find(attendance.name, whereOf(identity, undefined));
  if (ever.length > 0) return;
  throw new SubjectFailed({
    operation: "read a person",
    subject: identity,
    reason: `nobody who is known as "${identity}" is stored in ${source.where}`,
    hint: "a search for the name or the e-mail",
  });
}

/** A meeting that the person was in. */
export interface PersonMeeting extends Attendee {
  uuid: string;
  /** ISO 8601 UTC. */
  start?: string | undefined;
  topic?: string | undefined;
  host?: string | undefined;
  /** The meeting's, seconds. */
  duration?: number | undefined;
}

/** Fields that a person's meetings can be sorted by. */
export const personSorts = {
  start: "meeting_start_time",
  attended: "attended_seconds",
  share: "share",
  late: "late_seconds",
} as const;

/** What {@link personMeeting} reads. */
const meetingFields = [
  ...attendeeFields,
  ...["meeting", "meeting_start_time", "topic", "host", "meeting_duration"],
];

export async function pageOfMeetings(
  source: Source,
  { identity, span }: { identity: string; span: Span | undefined },
  asked: Omit<PageOf, "where">,
): Promise<{ total: number; rows: PersonMeeting[] }> {
  const { total, documents } = await source.page(attendance.name, {
    ...asked,
    where: whereOf(identity, span),
    fields: meetingFields,
  });
  return { total, rows: documents.map(personMeeting) };
}

function personMeeting(document: Document): PersonMeeting {
  return {
    ...attendeeOf(document),
    uuid: textOf(document.meeting) ?? "",
    start: textOf(document.meeting_start_time),
    topic: textOf(document.topic),
    host: hostOf(document),
    duration: numberOf(document.meeting_duration),
  };
}

/** Documents read at once. */
const portion = 2_000;

/** All of them in an order, read while they are gone through. */
export async function* allMeetingsOf(
  source: Source,
  who: { identity: string; span: Span | undefined },
  sorted: Pick<PageOf, "by" | "order">,
): AsyncGenerator<PersonMeeting> {
  for (let offset = 0; ; offset += portion) {
    const { total, rows } = await pageOfMeetings(source, who, { ...sorted, offset, limit: portion });
    yield* rows;
    if (offset + portion >= total) return;
  }
}
