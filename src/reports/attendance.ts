/** The meetings that `attendance` is about, and their people, from the store. */

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

/** Meetings whose people are asked for at once. */
const pageSize = 100;

/** @throws SubjectFailed when there is no such meeting or series in the store */
export async function readAttendance(
  source: Source,
  { what, shortest }: { what: Attended; shortest: number },
): Promise<AttendanceRead> {
  const ids = "uuid" in what ? [what.uuid] : await findInstances(source, what);
  const documents: Document[] = [];
  for (let at = 0; at < ids.length; at += pageSize)
    documents.push(...(await source.read(meetings.name, ids.slice(at, at + pageSize))));
  if (documents.length === 0) throw notStored(source.where, what);
  const found = documents.map((document) => attendedMeeting(document, shortest));
  found.sort((a, b) => (a.startTime ?? "").localeCompare(b.startTime ?? "") || a.uuid.localeCompare(b.uuid));
  const rows: AttendanceRow[] = [];
  const counted = found.filter(({ people }) => people === "counted").map(({ uuid }) => uuid);
  for (let at = 0; at < counted.length; at += pageSize) {
    const page = await source.members(attendance.name, counted.slice(at, at + pageSize));
    for (const document of page) rows.push(attendanceRow(document));
  }
  return { meetings: found, rows };
}

function findInstances(
  source: Source,
  { series, span }: Extract<Attended, { series: string }>,
): Promise<string[]> {
  const where = { is: { meeting_series_id: [series] }, ...(span === undefined ? {} : { span }) };
  return source.find(meetings.name, where, "oldest");
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
