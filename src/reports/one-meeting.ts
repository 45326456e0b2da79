/** One meeting out of the store: what it was, and what Zoom said of it beside what is stored. */

import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { SubjectFailed } from "../errors.ts";
import { textOf } from "../people/texts.ts";
import { attendance } from "../streams/attendance.ts";
import { meetings } from "../streams/meeting.ts";
import { meetingPolls } from "../streams/meeting-poll.ts";
import { meetingQuality } from "../streams/meeting-quality.ts";
import { harvestOf } from "./attendance.ts";
import { type MeetingRow, meetingRow } from "./meeting-list.ts";
import { numberOf, objectOf, objectsOf, textsOf } from "./stored-value.ts";

export interface OneMeeting extends MeetingRow {
  /** ISO 8601 UTC. */
  end?: string | undefined;
  hostEmail?: string | undefined;
  hostGroups: string[];
  /** instant, scheduled, recurring, pmi, pac or unknown. */
  kind: string;
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
    /** Documents of `attendance`. */
    people: number;
    /** Of all people: when the first came and the last left, ISO 8601 UTC. */
    firstJoin?: string | undefined;
    lastLeave?: string | undefined;
  };
  /** Streams that were read for it, whether Zoom had something or not. */
  streamsRead: string[];
  /** Documents of these; 0 where none is stored. */
  quality: number;
  polls: number;
  /** Zoom's word on whether a poll was held. */
  hasPoll?: boolean | undefined;
  /** What to run to read it again. */
  harvestWith: string;
}

/**
 * @param fields only these, at the top level. @default all
 * @throws SubjectFailed when it is not stored
 */
export async function readMeetingDocument(
  source: Source,
  uuid: string,
  fields?: readonly string[],
): Promise<Document> {
  const [document] = await source.read(meetings.name, [uuid], fields);
  if (document !== undefined) return document;
  throw new SubjectFailed({
    operation: "read a meeting",
    subject: uuid,
    reason: `no meeting ${uuid} is stored in ${source.where}`,
    hint: harvestOf({ meetings: [uuid] }),
  });
}

/** @throws SubjectFailed when it is not stored */
export async function readMeeting(source: Source, uuid: string): Promise<OneMeeting> {
  const document = await readMeetingDocument(source, uuid);
  const count = async (name: string) => (await source.countMembers(name, [uuid])).get(uuid) ?? 0;
  const people = await source.members(attendance.name, [uuid], ["first_join", "last_leave"]);
  const host = objectOf(document.host);
  const harvest = objectOf(document.harvest);
  return {
    ...meetingRow(document),
    end: textOf(document.end_time),
    hostEmail: textOf(host.email),
    hostGroups: textsOf(document.host_group_names),
    kind: textOf(objectOf(document.series).kind) ?? "unknown",
    tracking: objectsOf(document.tracking_fields).flatMap(({ field, value }) => {
      const [name, said] = [textOf(field), textOf(value)];
      return name === undefined || said === undefined ? [] : [{ field: name, value: said }];
    }),
    peakAt: textOf(document.peak_at),
    attended: numberOf(document.attended_seconds),
    sessionsSource: textOf(document.sessions_source),
    sessionsWanted: textOf(document.sessions_wanted),
    isOnePerson: document.one_person === true,
    harvest: {
      at: textOf(harvest.at),
      source: textOf(harvest.source),
      version: textOf(harvest.version),
    },
    zoom: {
      participants: numberOf(document.participant_sessions),
      sessions: numberOf(document.sessions_total),
      minutes: numberOf(document.total_participant_minutes),
    },
    stored: {
      sessions: numberOf(document.sessions_stored),
      people: people.length,
      firstJoin: outermost(people, "first_join", (one, other) => one < other),
      lastLeave: outermost(people, "last_leave", (one, other) => one > other),
    },
    streamsRead: textsOf(document.streams_read),
    quality: await count(meetingQuality.name),
    polls: await count(meetingPolls.name),
    hasPoll: typeof document.has_poll === "boolean" ? document.has_poll : undefined,
    harvestWith: harvestOf({ meetings: [uuid] }),
  };
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
