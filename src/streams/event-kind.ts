/** What people attend, meetings and webinars: the collections of each and the fields by which these belong together. */

import { attendance } from "./attendance.ts";
import { repeatOfMeeting, repeatOfWebinar } from "./common.ts";
import type { Derived } from "./derived.ts";
import { meetings } from "./meeting.ts";
import { meetingPolls } from "./meeting-poll.ts";
import { meetingQuality } from "./meeting-quality.ts";
import { sessions } from "./session.ts";
import type { Stream } from "./stream.ts";
import { webinars } from "./webinar.ts";
import { webinarAttendance } from "./webinar-attendance.ts";
import { webinarPolls } from "./webinar-poll.ts";
import { webinarQuality } from "./webinar-quality.ts";
import { webinarSessions } from "./webinar-session.ts";

export interface EventKind {
  /** One of them; also the field of sessions and people that holds its `_id`. */
  what: "meeting" | "webinar";
  events: Stream;
  sessions: Stream;
  /** One document for each person, computed from the sessions. */
  people: Derived;
  /** What is measured of each session, and what each person answered. */
  quality: Stream;
  polls: Stream;
  /** What all of one number share. */
  number: "meeting_series_id" | "webinar_series_id";
  /** What sessions and people repeat of the event: their field, the event's. */
  repeat: Readonly<Record<string, string>>;
  /** The event's start and length in a document of a person. */
  start: "meeting_start_time" | "webinar_start_time";
  length: "meeting_duration" | "webinar_duration";
}

export const meetingKind: EventKind = {
  what: "meeting",
  events: meetings,
  sessions,
  people: attendance,
  quality: meetingQuality,
  polls: meetingPolls,
  number: "meeting_series_id",
  repeat: repeatOfMeeting,
  start: "meeting_start_time",
  length: "meeting_duration",
};

export const webinarKind: EventKind = {
  what: "webinar",
  events: webinars,
  sessions: webinarSessions,
  people: webinarAttendance,
  quality: webinarQuality,
  polls: webinarPolls,
  number: "webinar_series_id",
  repeat: repeatOfWebinar,
  start: "webinar_start_time",
  length: "webinar_duration",
};

export const eventKinds: readonly EventKind[] = [meetingKind, webinarKind];

/** The kind whose events, sessions or people are in a collection. */
export function kindOf(part: "events" | "sessions" | "people", collection: string): EventKind | undefined {
  return eventKinds.find((kind) => kind[part].name === collection);
}
