/** Attendance documents by hand: what a test says of somebody, and the rest as it would be. */

import { type AttendanceRow, attendanceRow } from "../../src/people/across/attendance-row.ts";

export interface Somebody {
  id?: string;
  registrant_id?: string;
  email?: string;
  name?: string;
  names?: string[];
  /** Minutes after 10:00 on the meeting's day; several where the person was away in between. */
  there?: [number, number][];
  role?: string;
}

/** An hour from 10:00 UTC on a day of March; the meeting `m3` is on the 3rd. */
export function row(meeting: string, somebody: Somebody): AttendanceRow {
  return attendanceRow(attendanceDocument(meeting, somebody));
}

export function attendanceDocument(meeting: string, { there = [[0, 60]], ...somebody }: Somebody) {
  const day = meeting.replace(/\D/g, "").padStart(2, "0");
  const at = (minute: number) =>
    new Date(Date.parse(`2026-03-${day}T10:00:00Z`) + minute * 60_000).toISOString().replace(".000", "");
  const { id, registrant_id, email, name } = somebody;
  const normal = name?.normalize("NFKC").trim().toLowerCase();
  const firm = [
    ...(id === undefined ? [] : [`account:${id}`]),
    ...(registrant_id === undefined ? [] : [`registrant:${registrant_id}`]),
    ...(email === undefined ? [] : [`email:${email.toLowerCase()}`]),
  ][0];
  const [first, last] = [there[0]?.[0] ?? 0, there.at(-1)?.[1] ?? 0];
  const gaps = there.slice(1).map(([start], index) => {
    const left = there[index]?.[1] ?? 0;
    return { start: at(left), end: at(start), seconds: (start - left) * 60 };
  });
  const attended = there.reduce((sum, [start, end]) => sum + (end - start) * 60, 0);
  const identity = firm ?? (normal === undefined ? undefined : `name:${normal}`);
  const person = identity ?? "none:";
  return {
    _id: `${meeting} ${person} ${JSON.stringify(there)}`,
    meeting,
    person,
    basis: person.replace(/:.*/, ""),
    confidence: firm === undefined ? "low" : "high",
    ...(identity === undefined ? {} : { identity }),
    kind: "person",
    ...somebody,
    sessions: there.length,
    first_join: at(first),
    last_leave: at(last),
    attended_seconds: attended,
    share: attended / 3_600,
    late_seconds: first * 60,
    early_seconds: (60 - last) * 60,
    ...(gaps.length === 0 ? {} : { gaps, gap_seconds: gaps.reduce((sum, { seconds }) => sum + seconds, 0) }),
    meeting_start_time: at(0),
    meeting_duration: 3_600,
  };
}
