/** Where the store and Zoom differ on one meeting or one day. Pure. */

import type { Document, Json, JsonObject } from "../../document.ts";
import { hasChanged } from "../recheck.ts";

/** One difference. */
export interface Difference {
  kind:
    | "missing" // Zoom lists the meeting, the store does not have it
    | "not_listed" // the store has the meeting, Zoom does not list it
    | "unread" // its sessions are still to be read
    | "sessions" // the stored rows are others, or not as many, as Zoom's own list says
    | "attendance" // the stored people are not as many as were counted from the sessions
    | "stream" // a document of another stream is missing, or was never asked for
    | "participants" // Zoom's `participants`, added up over a day
    | "daily" // the day's meetings in `/report/daily`
    | "minutes"; // the day's minutes in `/report/daily`
  /** True when it means that something is missing; the others only hint at it. */
  binding: boolean;
  date: string;
  uuid?: string;
  zoom: Json;
  stored: Json;
  reason: string;
}

/** A meeting on both sides. */
export interface Pair {
  uuid: string;
  date: string;
  /** As the listing shows it. */
  fields: JsonObject;
  /** Which of Zoom's sources shows it. @default "dashboard" */
  source?: string | undefined;
  stored: Document | undefined;
  /** Session rows in the store, counted now. */
  rows: number;
  /** People of the meeting in the store, counted now. @default those that its document says */
  people?: number;
  /** Zoom's own count of the sessions, asked for now; absent where the one kept with the meeting is good enough. */
  total?: number;
}

/** Whether Zoom has to be asked for its count of the sessions: the meeting has changed, or no count is kept. */
export function needsTotal({ fields, source, stored }: Pair): boolean {
  if (stored === undefined || isUnread(stored) || isGone(stored)) return false;
  return stored.sessions_total === undefined || hasChanged(fields, stored, source);
}

/** The meeting's binding difference; undefined when the two agree. */
export function compareMeeting({ uuid, date, stored, rows, total, people }: Pair): Difference | undefined {
  const about = { binding: true, date, uuid };
  if (stored === undefined) {
    return {
      ...about,
      kind: "missing",
      zoom: 1,
      stored: 0,
      reason: "Zoom lists the meeting, the store does not have it",
    };
  }
  if (isUnread(stored)) {
    return {
      ...about,
      kind: "unread",
      zoom: stored.participant_sessions ?? null,
      stored: rows,
      reason: `its sessions are still to be read (${String(stored.state)})`,
    };
  }
  if (isGone(stored)) return undefined;
  const kept = total ?? Number(stored.sessions_total ?? 0);
  if (rows === kept) {
    const counted = stored.unique_people ?? people;
    if (people === undefined || people === counted) return undefined;
    const reason = `the store has another number of people than the ${counted} counted from the sessions`;
    return { ...about, kind: "attendance", zoom: null, stored: people, reason };
  }
  const reason =
    total === undefined
      ? "the store has another number of sessions than Zoom's list had when it was read"
      : "Zoom's list of sessions has grown or shrunk since it was read";
  return { ...about, kind: "sessions", zoom: kept, stored: rows, reason };
}

function isUnread({ state }: Document): boolean {
  return state === "listed" || state === "partial";
}

/** Zoom finally has nothing more of it. */
export function isGone({ state }: Document): boolean {
  return state === "unavailable" || state === "expired";
}

/** What Zoom's own sums say of a day: hints, since nobody knows what exactly they count. */
export function compareDay(
  date: string,
  zoom: { participants: number; daily?: { meetings: number; minutes: number } | undefined },
  stored: { meetings: number; sessions: number; minutes?: number | undefined },
): Difference[] {
  const differences: Difference[] = [];
  const add = (kind: Difference["kind"], theirs: number, ours: number, reason: string) => {
    if (theirs !== ours) differences.push({ kind, binding: false, date, zoom: theirs, stored: ours, reason });
  };
  add(
    "participants",
    zoom.participants,
    stored.sessions,
    "Zoom's `participants` may count people instead of joins, and leave waiting rooms out",
  );
  if (zoom.daily === undefined) return differences;
  add(
    "daily",
    zoom.daily.meetings,
    stored.meetings,
    "Zoom's daily report may leave out meetings of one person, and its days may be of another time zone",
  );
  if (stored.minutes !== undefined) {
    add(
      "minutes",
      zoom.daily.minutes,
      stored.minutes,
      "Zoom's daily report may leave out waiting rooms and meetings of one person, and rounds each session",
    );
  }
  return differences;
}
