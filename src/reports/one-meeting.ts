/** One meeting or webinar out of the store: what it was, and what Zoom said of it beside what is stored. */

import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { textOf } from "../people/texts.ts";
import { type EventKind, meetingKind } from "../streams/event-kind.ts";
import type { Stream } from "../streams/stream.ts";
import { harvestOf, readEvent, stateOf } from "./event.ts";
import { type MeetingRow, meetingRow } from "./meeting-list.ts";
import { numberOf, objectOf, objectsOf, textsOf } from "./stored-value.ts";

/** What is stored of it of one more stream. */
export interface MoreOfMeeting {
  /** Documents. */
  stored: number;
  /** Whether it was read, whether Zoom had something or not. */
  isRead: boolean;
  /** What to run to read it. */
  harvestWith: string;
}

export interface OneMeeting extends MeetingRow {
  what: EventKind["what"];
  /** ISO 8601 UTC. */
  end?: string | undefined;
  hostEmail?: string | undefined;
  hostGroups: string[];
  /** instant, scheduled, recurring, pmi, pac or unknown; absent for a webinar. */
  kind?: string | undefined;
  tracking: { field: string; value: string }[];
  /** The first moment of the peak, ISO 8601 UTC. */
  peakAt?: string | undefined;
  /** Of all people together, seconds. */
  attended?: number | undefined;
  /** Where the sessions came from: dashboard, report or past. */
  sessionsSource?: string | undefined;
  /** The richer source that they are to be read from again. */
  sessionsWanted?: string | undefined;
  /** Zoom lists it only among those that one person attended. */
  isOnePerson: boolean;
  harvest: { at?: string | undefined; source?: string | undefined; version?: string | undefined };
  /** What one may compare, of Zoom and of the store. */
  zoom: { participants?: number | undefined; sessions?: number | undefined; minutes?: number | undefined };
  stored: {
    sessions?: number | undefined;
    /** Documents of `attendance` or `webinar_attendance`. */
    people: number;
    /** Of all people: when the first came and the last left, ISO 8601 UTC. */
    firstJoin?: string | undefined;
    lastLeave?: string | undefined;
  };
  quality: MoreOfMeeting;
  polls: MoreOfMeeting;
  /** Zoom's word on whether a poll was held. */
  hasPoll?: boolean | undefined;
  /** What to run to read it again. */
  harvestWith: string;
}

/** @throws SubjectFailed when it is not stored */
export async function readMeeting(source: Source, uuid: string): Promise<OneMeeting> {
  const { kind, document } = await readEvent(source, uuid);
  const isMeeting = kind === meetingKind;
  const those = [{ uuid, startTime: textOf(document.start_time) }];
  const more = async ({ name }: Stream): Promise<MoreOfMeeting> => ({
    stored: (await source.countMembers(name, [uuid])).get(uuid) ?? 0,
    isRead: textsOf(document.streams_read).includes(name),
    harvestWith: harvestOf(kind, those, name),
  });
  const people = await source.members(kind.people.name, [uuid], ["first_join", "last_leave"]);
  const host = objectOf(document.host);
  const harvest = objectOf(document.harvest);
  return {
    ...meetingRow(kind, document),
    what: kind.what,
    end: textOf(document.end_time),
    hostEmail: textOf(host.email),
    hostGroups: textsOf(document.host_group_names),
    kind: isMeeting ? (textOf(objectOf(document.series).kind) ?? "unknown") : undefined,
    tracking: objectsOf(document.tracking_fields).flatMap(({ field, value }) => {
      const [name, said] = [textOf(field), textOf(value)];
      return name === undefined || said === undefined ? [] : [{ field: name, value: said }];
    }),
    peakAt: textOf(document.peak_at),
    attended: numberOf(document.attended_seconds),
    sessionsSource: textOf(document.sessions_source) ?? (await sourceOfSessions(source, kind, uuid)),
    sessionsWanted: textOf(document.sessions_wanted),
    isOnePerson: document.one_person === true,
    harvest: {
      at: textOf(harvest.at),
      source: textOf(harvest.source),
      version: textOf(harvest.version),
    },
    zoom: {
      participants: numberOf(document.participant_sessions),
      sessions: numberOf(document.sessions_total) ?? listedSessions(kind, document),
      minutes: numberOf(document.total_participant_minutes),
    },
    stored: {
      sessions: numberOf(document.sessions_stored),
      people: people.length,
      firstJoin: outermost(people, "first_join", (one, other) => one < other),
      lastLeave: outermost(people, "last_leave", (one, other) => one > other),
    },
    quality: await more(kind.quality),
    polls: await more(kind.polls),
    hasPoll: typeof document.has_poll === "boolean" ? document.has_poll : undefined,
    harvestWith: harvestOf(kind, those),
  };
}

/** The sessions of a webinar are stored only when they are as many as Zoom's own list says. */
function listedSessions(kind: EventKind, document: Document): number | undefined {
  const isRead = kind !== meetingKind && stateOf(kind, document) === "settled";
  return isRead ? numberOf(document.sessions_stored) : undefined;
}

/** A webinar does not say it: its sessions do. */
async function sourceOfSessions(source: Source, kind: EventKind, uuid: string): Promise<string | undefined> {
  if (kind === meetingKind) return undefined;
  const { documents } = await source.page(kind.sessions.name, {
    where: { is: { [kind.what]: [uuid] } },
    by: kind.start,
    order: "ascending",
    offset: 0,
    limit: 1,
    fields: ["harvest"],
  });
  return textOf(objectOf(documents[0]?.harvest).source);
}

/** The instant that is further out than all others. */
function outermost(
  people: readonly Document[],
  field: "first_join" | "last_leave",
  isFurther: (one: number, other: number) => boolean,
): string | undefined {
  let found: string | undefined;
  for (const person of people) {
    const at = textOf(person[field]);
    if (at !== undefined && (found === undefined || isFurther(Date.parse(at), Date.parse(found)))) found = at;
  }
  return found;
}
