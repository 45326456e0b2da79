/** One person's meetings or webinars, for whoever asks for that person; nobody is listed unasked. */

import type { PageOf, Where } from "../destinations/reader.ts";
import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { SubjectFailed } from "../errors.ts";
import { textOf } from "../people/texts.ts";
import { type EventKind, eventKinds } from "../streams/event-kind.ts";
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
  /** Or webinars, where these were asked for. */
  meetings: number;
}

/**
 * People of meetings or of webinars with a text in their name or e-mail, those with the most meetings first.
 * @returns the first of them, and how many there are in all
 */
export async function findPeople(
  source: Source,
  { kind, text, span, most }: { kind: EventKind; text: string; span: Span | undefined; most: number },
): Promise<{ total: number; people: FoundPerson[] }> {
  const within: Where = span === undefined ? {} : { span };
  const where = { ...within, contains: [{ fields: ["name", "names", "email"], text }] };
  const { people: counted, what } = kind;
  const groups = await source.rollUp(counted.name, { where, by: { field: "identity" }, label: "name" });
  const found = groups.flatMap(({ key, label, count }) =>
    key === undefined ? [] : [{ identity: key, name: label, count }],
  );
  found.sort((a, b) => b.count - a.count || (a.identity < b.identity ? -1 : 1));
  const shown = found.slice(0, most);
  if (shown.length === 0) return { total: 0, people: [] };
  // Those in which the person went by another name count as well.
  const whole = await source.rollUp(counted.name, {
    where: { ...within, is: { identity: shown.map(({ identity }) => identity) } },
    by: { field: "identity" },
    distinct: [what],
    label: "email",
  });
  const byIdentity = new Map(whole.map((group) => [group.key, group]));
  const people = shown.map(({ identity, name }) => {
    const group = byIdentity.get(identity);
    return { identity, name, email: group?.label, meetings: group?.distinct[what] ?? 0 };
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
  /** Or webinars, where these were asked for. */
  meetings: number;
  /** How many of the other kind the person was in. */
  others: number;
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

/** Whom to tell of, and in which meetings or webinars. */
export interface PersonAsked {
  kind: EventKind;
  identity: string;
  span: Span | undefined;
}

/** @throws SubjectFailed for somebody who is in no meeting and no webinar of the store, whichever the days */
export async function readPerson(source: Source, { kind, identity, span }: PersonAsked): Promise<OnePerson> {
  const { people, what, length } = kind;
  const where = whereOf(identity, span);
  const figures = { where, sum: ["attended_seconds", length], distinct: [what], label: "email" };
  const sure = await source.rollUp(people.name, { ...figures, by: { field: "confidence" } });
  if (sure.length === 0) await refuseUnknown(source, identity);
  // Only what rests on a name is known in several ways; a meeting may be in more than one of these groups.
  const [all] = sure.length > 1 ? await source.rollUp(people.name, figures) : sure;
  const names = await source.rollUp(people.name, { where, by: { field: "name" } });
  const { attended_seconds: attended = 0, [length]: lasted = 0 } = all?.sum ?? {};
  return {
    identity,
    names: names
      .flatMap(({ key, count }) => (key === undefined ? [] : [{ key, count }]))
      .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
      .slice(0, mostTold)
      .map(({ key }) => key),
    email: all?.label,
    confidence: Object.fromEntries(sure.map(({ key = "low", count }) => [key, count])),
    meetings: all?.distinct[what] ?? 0,
    others: await countOthers(source, kind, where),
    attended,
    share: lasted === 0 ? undefined : Math.min(1, attended / lasted),
  };
}

async function countOthers(source: Source, kind: EventKind, where: Where): Promise<number> {
  let count = 0;
  for (const { people, what } of eventKinds.filter((other) => other !== kind))
    count += (await source.rollUp(people.name, { where, distinct: [what] }))[0]?.distinct[what] ?? 0;
  return count;
}

async function refuseUnknown(source: Source, identity: string): Promise<void> {
  for (const { people } of eventKinds) {
    const ever = await source.find(people.name, whereOf(identity, undefined));
    if (ever.length > 0) return;
  }
  throw new SubjectFailed({
    operation: "read a person",
    subject: identity,
    reason: `nobody who is known as "${identity}" is stored in ${source.where}`,
    hint: "a search for the name or the e-mail",
  });
}

/** A meeting or webinar that the person was in. */
export interface PersonMeeting extends Attendee {
  uuid: string;
  /** ISO 8601 UTC. */
  start?: string | undefined;
  topic?: string | undefined;
  host?: string | undefined;
  /** The meeting's, seconds. */
  duration?: number | undefined;
}

/** What a person's meetings or webinars can be sorted by. */
export const personSorts = ["start", "attended", "share", "late"] as const;

/** The field that it is. */
export function personSort({ start }: EventKind, by: (typeof personSorts)[number]): string {
  return { start, attended: "attended_seconds", share: "share", late: "late_seconds" }[by];
}

export async function pageOfMeetings(
  source: Source,
  { kind, identity, span }: PersonAsked,
  asked: Omit<PageOf, "where">,
): Promise<{ total: number; rows: PersonMeeting[] }> {
  const { people, what, start, length } = kind;
  const { total, documents } = await source.page(people.name, {
    ...asked,
    where: whereOf(identity, span),
    fields: [...attendeeFields, what, start, length, "topic", "host"],
  });
  return { total, rows: documents.map((document) => personMeeting(kind, document)) };
}

function personMeeting({ what, start, length }: EventKind, document: Document): PersonMeeting {
  return {
    ...attendeeOf(document),
    uuid: textOf(document[what]) ?? "",
    start: textOf(document[start]),
    topic: textOf(document.topic),
    host: hostOf(document),
    duration: numberOf(document[length]),
  };
}

/** Documents read at once. */
const portion = 2_000;

/** All of them in an order, read while they are gone through. */
export async function* allMeetingsOf(
  source: Source,
  who: PersonAsked,
  sorted: Pick<PageOf, "by" | "order">,
): AsyncGenerator<PersonMeeting> {
  for (let offset = 0; ; offset += portion) {
    const { total, rows } = await pageOfMeetings(source, who, { ...sorted, offset, limit: portion });
    yield* rows;
    if (offset + portion >= total) return;
  }
}
