/** write for one meeting: the meeting with its sessions and its people, in one step. */

import type { SetOf } from "../destinations/destination.ts";
import type { Document } from "../document.ts";
import { attendanceRules } from "../people/attendance.ts";
import { attendance } from "../streams/attendance.ts";
import { meetings } from "../streams/meeting.ts";
import { sessions } from "../streams/session.ts";
import { noteSeen } from "./catalogue/parents.ts";
import type { Host } from "./hosts.ts";
import type { Listed } from "./list-meetings.ts";
import { meetingDocument, repeatedOf, sessionDocuments, sourceOf } from "./meeting-document.ts";
import { countPeople } from "./people/attendance-documents.ts";
import { setCounted } from "./people/counted.ts";
import type { SessionsRead } from "./read-sessions.ts";
import type { SessionSet, Verdict } from "./sets.ts";
import type { MeetingState } from "./tally.ts";
import type { Work } from "./work.ts";

/** What becomes of a meeting: its state, and how many runs have tried in vain. */
export interface Standing {
  state: MeetingState;
  attempts?: number;
}

/** The meeting's document with what was read; what an earlier run read to its end outweighs an answer in vain. */
export function writesOf(
  work: Work,
  meeting: Listed,
  host: Host | undefined,
  kind: string,
  { state, attempts }: Standing,
  read: SessionsRead,
  verdict: Verdict,
  held: SessionSet | undefined,
): SetOf[] {
  const { stored } = meeting;
  const keeps = verdict === "keep" || verdict === "reopen";
  const before = held?.rows ?? Number(stored?.sessions_stored ?? 0);
  const count = keeps
    ? before
    : verdict === "replace"
      ? read.rows.length
      : Math.max(read.rows.length, before);
  const document =
    keeps && !read.complete && stored !== undefined && isRead(stored)
      ? { ...stored, state, ...work.stamp(sourceOf(stored)) }
      : meetingDocument(work, meeting, host, kind, state, count);
  const set = (name: string, value: string | number | undefined) => {
    if (value === undefined) delete document[name];
    else document[name] = value;
  };
  noteSeen(work, meetings.name, [document]);
  set("attempts", attempts);
  if (verdict === "reopen") set("sessions_wanted", state === "partial" ? held?.source : undefined);
  else if (!keeps) {
    set("sessions_source", read.source);
    set("sessions_wanted", read.wanted);
    set(
      "sessions_total",
      read.complete ? (read.total ?? read.rows.length) : (stored?.sessions_total as number),
    );
  } else if (read.complete) set("sessions_wanted", undefined);
  const complete = verdict === "replace" && (read.complete || isOther(held, read));
  work.due.touch(stored);
  work.due.touch(document);
  const people = peopleOf(work, document, read, stored, keeps, complete || (!keeps && before === 0));
  const owner = { to: meetings.name, document: work.map.meetings.finish(document) };
  const documents = keeps ? [] : sessionDocuments(work, document, read.rows, read.source);
  return [
    { owner, to: sessions.name, documents, complete },
    ...(people === undefined ? [] : [{ owner, to: attendance.name, documents: people, complete: true }]),
  ];
}

/**
 * The meeting's people, counted from the rows just read where these are all that is stored of it from now on; the document
 * is told. Otherwise they are counted from the store, at the run's end.
 */
function peopleOf(
  work: Work,
  document: Document,
  { rows, complete, source }: SessionsRead,
  stored: Document | undefined,
  keeps: boolean,
  isAll: boolean,
): Document[] | undefined {
  if (isAll && (complete || rows.length > 0)) {
    const { totals, documents } = countPeople(work, document, rows, source);
    setCounted(document, totals);
    return documents;
  }
  if (isAll) setCounted(document, { attendance_rules: attendanceRules });
  else if (!keeps || !isSameEvent(document, stored)) delete document.attendance_rules;
  return undefined;
}

/** Whether nothing has changed that attendance depends on or repeats. */
function isSameEvent(document: Document, stored: Document | undefined): boolean {
  return (["topic", "start_time", "end_time", "duration", "meeting_series_id"] as const).every(
    (name) => document[name] === stored?.[name],
  );
}

/** Of two sources not even parts stand side by side. */
function isOther(held: SessionSet | undefined, { source }: SessionsRead): boolean {
  return held !== undefined && held.rows > 0 && held.source !== source;
}

export function isRead({ state, sessions_total }: Document): boolean {
  return state === "settled" || sessions_total !== undefined;
}

/**
 * A meeting whose sessions were read when it was young, and that a later listing shows unchanged: what is stored, with
 * what the listing shows now; `harvest` still tells when its sessions were read. These are written again only where
 * what they repeat of the meeting has changed.
 */
export async function settleMeeting(work: Work, { uuid, fields, stored }: Listed): Promise<void> {
  if (stored === undefined) throw new TypeError("Expected a stored meeting, got none");
  const { host: _, ...shown } = fields;
  const document: Document = { ...stored, ...shown, state: "settled" };
  if (!isSameEvent(document, stored)) delete document.attendance_rules;
  const owner = work.map.meetings.finish(document);
  work.tally.states.settled += 1;
  if (isSameEvent(owner, stored)) return work.writer.add({ to: meetings.name, documents: [owner] });
  work.due.touch(stored);
  work.due.touch(document);
  const held = await work.destination.members(sessions.name, [uuid]);
  const repeated = {
    ...repeatedOf(document),
    ...work.stamp(String(stored.sessions_source ?? sessions.source)),
  };
  return work.writer.add({
    owner: { to: meetings.name, document: owner },
    to: sessions.name,
    documents: held.map((session) => work.map.sessions.finish(Object.assign(session, repeated))),
    complete: true,
  });
}
