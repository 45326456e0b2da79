/** write for one meeting: the meeting with its sessions and its people, in one step. */

import type { SetOf } from "../destinations/destination.ts";
import type { Document } from "../document.ts";
import { attendance } from "../streams/attendance.ts";
import { meetingKind } from "../streams/event-kind.ts";
import { meetings } from "../streams/meeting.ts";
import { sessions } from "../streams/session.ts";
import { noteSeen } from "./catalogue/parents.ts";
import type { Host } from "./hosts.ts";
import type { Listed } from "./list-meetings.ts";
import {
  isSameEvent,
  meetingDocument,
  repeatedOf,
  sessionDocuments,
  sourceOf,
  trackingOf,
} from "./meeting-document.ts";
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

/** What is known of a meeting when it is written. */
export interface Known {
  meeting: Listed;
  host: Host | undefined;
  /** Its series' kind. */
  kind: string;
  standing: Standing;
  read: SessionsRead;
  verdict: Verdict;
  /** The sessions stored of it so far. */
  held: SessionSet | undefined;
}

/** The meeting's document and its sets, in one step, with what was read; what an earlier run read to its end outweighs an answer in vain. */
export function writesOf(work: Work, { meeting, host, kind, standing, read, verdict, held }: Known): SetOf[] {
  const { stored } = meeting;
  const { state, attempts } = standing;
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
  // Of a list that is not all that is stored from now on the people are counted at the run's end, from the store.
  const people = complete ? countPeople(work, meetingKind, document, read.rows, read.source) : undefined;
  if (people !== undefined) setCounted(document, people.totals);
  const finished = work.map.meetings.finish(document);
  if (people === undefined && (!keeps || !isSameEvent(finished, stored))) delete finished.attendance_rules;
  const owner = { to: meetings.name, document: finished };
  const documents = keeps ? [] : sessionDocuments(work, document, read.rows, read.source);
  return [
    { owner, to: sessions.name, documents, complete },
    ...(people === undefined
      ? []
      : [{ owner, to: attendance.name, documents: people.documents, complete: true }]),
  ];
}

/** Of two sources not even parts stand side by side. */
function isOther(held: SessionSet | undefined, { source }: SessionsRead): boolean {
  return held !== undefined && held.rows > 0 && held.source !== source;
}

/** Whether the sessions were once read to their end. */
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
  const document: Document = { ...stored, ...shown, ...trackingOf(fields), state: "settled" };
  const owner = work.map.meetings.finish(document);
  work.tally.states.settled += 1;
  if (isSameEvent(owner, stored)) return work.writer.add({ to: meetings.name, documents: [owner] });
  delete owner.attendance_rules;
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
