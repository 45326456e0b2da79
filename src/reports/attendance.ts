/** The meetings or webinars that `attendance` is about, and their people, from the store. */

import type { PageOf } from "../destinations/reader.ts";
import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { SubjectFailed } from "../errors.ts";
import { isUntold } from "../harvest/people/recount.ts";
import { type AttendanceRow, attendanceRow } from "../people/across/attendance-row.ts";
import { type EventKind, eventKinds, meetingKind } from "../streams/event-kind.ts";
import type { Span } from "../time.ts";
import { areSessionsKnown, harvestOf, howWebinars, stateFields, stateOf } from "./event.ts";

/** A meeting or a webinar. */
export interface AttendedMeeting {
  uuid: string;
  topic?: string;
  /** ISO 8601 UTC. */
  startTime?: string;
  /** Seconds. */
  duration?: number;
  state: string;
  /**
   * Whether its people are known: what is `missing` can be had by a harvest, what Zoom has `none` of cannot; `untold` are
   * those that were stored without ids by an older program, and can be counted only when they are read again.
   */
  people: "counted" | "missing" | "untold" | "none" | "short";
}

export interface AttendanceRead {
  /** Which of the two they are. */
  kind: EventKind;
  /** By start. */
  meetings: AttendedMeeting[];
  rows: AttendanceRow[];
}

/** One meeting or webinar, or those of one number, as far as they began in the span. */
export type Attended = { uuid: string } | { series: string; span: Span | undefined };

/** Meetings that are read at once. */
const pageSize = 500;
/** People that are read at once, about: they are to fit into memory. */
const peopleAtOnce = 20_000;
/** What {@link attendedMeeting} and {@link attendanceRow} read. */
const eventFields = ["topic", "start_time", "duration", ...stateFields];
const rowFields = [
  ...["person", "basis", "confidence", "identity", "kind", "role", "name", "names", "email", "id"],
  ...["registrant_id", "sessions", "first_join", "last_leave", "attended_seconds", "share"],
  ...["late_seconds", "early_seconds", "gaps"],
];
/** So few people are found quicker by their series than by their meetings; more would have to be put in order. */
const few = 3_000;

/** Looks among meetings, then among webinars. @throws SubjectFailed when neither has such a uuid or number in the store */
export async function readAttendance(
  source: Source,
  { what, shortest }: { what: Attended; shortest: number },
): Promise<AttendanceRead> {
  for (const kind of eventKinds) {
    const documents =
      "uuid" in what
        ? await source.read(kind.events.name, [what.uuid], eventFields)
        : await readInstances(source, kind, what);
    if (documents.length > 0) return attendanceOf(source, kind, documents, { what, shortest });
  }
  throw notStored(source.where, what);
}

async function attendanceOf(
  source: Source,
  kind: EventKind,
  documents: readonly Document[],
  { what, shortest }: { what: Attended; shortest: number },
): Promise<AttendanceRead> {
  const found = documents.map((document) => attendedMeeting(kind, document, shortest));
  found.sort((a, b) => (a.startTime ?? "").localeCompare(b.startTime ?? "") || a.uuid.localeCompare(b.uuid));
  const counted = new Set(found.filter(({ people }) => people === "counted").map(({ uuid }) => uuid));
  const rows: AttendanceRow[] = [];
  for (const { ids, people } of slices(documents.filter(({ _id }) => counted.has(_id)))) {
    const isQuick = "series" in what && people <= few;
    const page = isQuick
      ? readPeople(source, kind, what.series, ids)
      : source.members(kind.people.name, ids, [kind.what, ...rowFields]);
    for (const document of await page) rows.push(attendanceRow(document, kind.what));
  }
  return { kind, meetings: found, rows };
}

function readInstances(
  source: Source,
  { events, number }: EventKind,
  { series, span }: Extract<Attended, { series: string }>,
): Promise<Document[]> {
  const where = { is: { [number]: [series] }, ...(span === undefined ? {} : { span }) };
  return readPages(source, events.name, {
    where,
    by: "start_time",
    limit: pageSize,
    fields: eventFields,
  });
}

/** The same as the members of these meetings or webinars. */
function readPeople(
  source: Source,
  { people, number, what, start }: EventKind,
  series: string,
  ids: readonly string[],
): Promise<Document[]> {
  const where = { is: { [number]: [series], [what]: ids } };
  return readPages(source, people.name, {
    where,
    by: start,
    limit: 2 * few,
    fields: [what, ...rowFields],
  });
}

async function readPages(
  source: Source,
  collection: string,
  asked: Pick<PageOf, "where" | "by" | "limit" | "fields">,
): Promise<Document[]> {
  const all: Document[] = [];
  for (;;) {
    const page = { ...asked, order: "ascending", offset: all.length } as const;
    const { total, documents } = await source.page(collection, page);
    all.push(...documents);
    if (documents.length === 0 || all.length >= total) return all;
  }
}

interface Slice {
  /** Meetings. */
  ids: string[];
  people: number;
}

/** Meetings in parts that are read at once, with how many people each part has. */
function slices(documents: readonly Document[]): Slice[] {
  const parts: Slice[] = [];
  for (const { _id, unique_people } of documents) {
    const count = Number(unique_people ?? 0);
    let part = parts.at(-1);
    if (part === undefined || part.people + count > peopleAtOnce || part.ids.length >= pageSize) {
      part = { ids: [], people: 0 };
      parts.push(part);
    }
    part.ids.push(_id);
    part.people += count;
  }
  return parts;
}

function attendedMeeting(kind: EventKind, document: Document, shortest: number): AttendedMeeting {
  const { _id, topic, start_time, duration, attendance_rules, unique_people } = document;
  const state = stateOf(kind, document);
  const isGone = state === "unavailable" || state === "expired";
  const isShort = typeof duration === "number" && duration < shortest;
  // A meeting whose people could not be counted has the rules that they were to be counted by, and no number.
  const isCounted = areSessionsKnown(state) && attendance_rules !== undefined && unique_people !== undefined;
  const open = isUntold(document) ? "untold" : "missing";
  return {
    uuid: _id,
    ...(typeof topic === "string" ? { topic } : {}),
    ...(typeof start_time === "string" ? { startTime: start_time } : {}),
    ...(typeof duration === "number" ? { duration } : {}),
    state,
    people: isShort ? "short" : isCounted ? "counted" : isGone ? "none" : open,
  };
}

function notStored(where: string, what: Attended): SubjectFailed {
  const isOne = "uuid" in what;
  const days = isOne || what.span === undefined ? "" : " in these days";
  const harvest = isOne
    ? harvestOf(meetingKind, [{ uuid: what.uuid }])
    : `zoom-harvester --series ${what.series}`;
  return new SubjectFailed({
    operation: "attendance",
    subject: isOne ? what.uuid : `series ${what.series}`,
    reason: `no such meeting or webinar is stored in ${where}${days} (${howWebinars})`,
    hint: harvest,
  });
}
