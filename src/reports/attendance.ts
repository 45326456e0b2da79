/** The meetings that `attendance` is about, and their people, from the store. */

import type { PageOf } from "../destinations/reader.ts";
import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { SubjectFailed } from "../errors.ts";
import { isUntold } from "../harvest/people/recount.ts";
import { type AttendanceRow, attendanceRow } from "../people/across/attendance-row.ts";
import { attendance } from "../streams/attendance.ts";
import { meetings } from "../streams/meeting.ts";
import type { Span } from "../time.ts";

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
  /** By start. */
  meetings: AttendedMeeting[];
  rows: AttendanceRow[];
}

/** One meeting, or the meetings of a series, those that began in the span. */
export type Attended = { uuid: string } | { series: string; span: Span | undefined };

/** Meetings that are read at once. */
const pageSize = 500;
/** People that are read at once, about: they are to fit into memory. */
const peopleAtOnce = 20_000;
/** What {@link attendedMeeting} and {@link attendanceRow} read. */
const meetingFields = [
  ...["topic", "start_time", "duration", "state", "attendance_rules", "unique_people", "sessions_stored"],
];
const rowFields = [
  ...["meeting", "person", "basis", "confidence", "identity", "kind", "role", "name", "names", "email", "id"],
  ...["registrant_id", "sessions", "first_join", "last_leave", "attended_seconds", "share"],
  ...["late_seconds", "early_seconds", "gaps"],
];
/** So few people are found quicker by their series than by their meetings; more would have to be put in order. */
const few = 3_000;

/** @throws SubjectFailed when there is no such meeting or series in the store */
export async function readAttendance(
  source: Source,
  { what, shortest }: { what: Attended; shortest: number },
): Promise<AttendanceRead> {
  const documents =
    "uuid" in what
      ? await source.read(meetings.name, [what.uuid], meetingFields)
      : await readInstances(source, what);
  if (documents.length === 0) throw notStored(source.where, what);
  const found = documents.map((document) => attendedMeeting(document, shortest));
  found.sort((a, b) => (a.startTime ?? "").localeCompare(b.startTime ?? "") || a.uuid.localeCompare(b.uuid));
  const counted = new Set(found.filter(({ people }) => people === "counted").map(({ uuid }) => uuid));
  const rows: AttendanceRow[] = [];
  for (const { ids, people } of slices(documents.filter(({ _id }) => counted.has(_id)))) {
    const isQuick = "series" in what && people <= few;
    const page = isQuick
      ? readPeople(source, what.series, ids)
      : source.members(attendance.name, ids, rowFields);
    for (const document of await page) rows.push(attendanceRow(document));
  }
  return { meetings: found, rows };
}

function readInstances(
  source: Source,
  { series, span }: Extract<Attended, { series: string }>,
): Promise<Document[]> {
  const where = { is: { meeting_series_id: [series] }, ...(span === undefined ? {} : { span }) };
  return readPages(source, meetings.name, {
    where,
    by: "start_time",
    limit: pageSize,
    fields: meetingFields,
  });
}

/** The same as the members of these meetings. */
function readPeople(source: Source, series: string, ids: readonly string[]): Promise<Document[]> {
  const where = { is: { meeting_series_id: [series], meeting: ids } };
  return readPages(source, attendance.name, {
    where,
    by: "meeting_start_time",
    limit: 2 * few,
    fields: rowFields,
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

function attendedMeeting(document: Document, shortest: number): AttendedMeeting {
  const { _id, topic, start_time, duration, state = "", attendance_rules, unique_people } = document;
  const isGone = state === "unavailable" || state === "expired";
  const isShort = typeof duration === "number" && duration < shortest;
  // A meeting whose people could not be counted has the rules that they were to be counted by, and no number.
  const isCounted =
    areSessionsKnown(String(state)) && attendance_rules !== undefined && unique_people !== undefined;
  const open = isUntold(document) ? "untold" : "missing";
  return {
    uuid: _id,
    ...(typeof topic === "string" ? { topic } : {}),
    ...(typeof start_time === "string" ? { startTime: start_time } : {}),
    ...(typeof duration === "number" ? { duration } : {}),
    state: String(state),
    people: isShort ? "short" : isCounted ? "counted" : isGone ? "none" : open,
  };
}

/** Whether the sessions of a meeting in this state are known. */
export function areSessionsKnown(state: string): boolean {
  return state === "settled" || state === "young";
}

function notStored(where: string, what: Attended): SubjectFailed {
  const isMeeting = "uuid" in what;
  const days = isMeeting || what.span === undefined ? "" : " in these days";
  return new SubjectFailed({
    operation: "attendance",
    subject: isMeeting ? what.uuid : `series ${what.series}`,
    reason: `no such meeting is stored in ${where}${days}`,
    hint: harvestOf(isMeeting ? { meetings: [what.uuid] } : { series: what.series }),
  });
}

/** What to run so that these are stored. */
export function harvestOf(missing: { meetings: readonly string[] } | { series: string }): string {
  if ("series" in missing) return `zoom-harvester --series ${missing.series}`;
  return `zoom-harvester --meeting ${missing.meetings.join(",")}`;
}
