/** When each person of a meeting was there, session by session: what a time line is drawn from. */

import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { presenceOf } from "../people/attendance.ts";
import { stayOf } from "../people/draft.ts";
import { isoOf, secondsOf } from "../people/instant.ts";
import type { Interval } from "../people/presence.ts";
import { isWaiting } from "../people/span.ts";
import { textOf } from "../people/texts.ts";
import { type Attendee, attendeeOf } from "./meeting-people.ts";
import { readMeetingSessions } from "./meeting-sessions.ts";

/** One session on the time line; times are ISO 8601 UTC. */
export interface Bar {
  /** Within the meeting. */
  start: string;
  end: string;
  /** In the meeting, in a breakout room, in the waiting room, or there without the session being known. */
  kind: "in" | "room" | "waiting" | "there";
  /** Sessions at the same time lie in rows below each other, from 0 on. */
  row: number;
  /** The breakout room's number, from 1, in the order in which they were first entered. */
  room?: number;
  device?: string | undefined;
  country?: string | undefined;
  city?: string | undefined;
  /** Why it ended, as a code. */
  leaveReason?: string | undefined;
  /** Zoom does not say when it ended: it is drawn to the meeting's end. */
  isOpen?: true;
}

export interface Lane {
  attendee: Attendee;
  rows: number;
  bars: Bar[];
}

export interface Lanes {
  /** The meeting's; absent where it is not known when it went on. */
  start?: string;
  end?: string;
  lanes: Lane[];
  /** How many breakout rooms there were. */
  rooms: number;
  /** How many were only ever in the waiting room: they are nobody's attendance. */
  neverLetIn: number;
}

/** @param people the stored `attendance` documents whose lanes are asked for */
export async function readLanes(source: Source, uuid: string, people: readonly Document[]): Promise<Lanes> {
  const { sessions, span, people: found } = await readMeetingSessions(source, uuid);
  const { neverLetIn } = found;
  if (span === undefined) return { lanes: [], rooms: 0, neverLetIn };
  const rooms = roomsOf(sessions);
  const lanes = people.map((document): Lane => {
    const bars = found.of(document)?.map((session) => barOf(session, span, rooms)) ?? storedBars(document);
    return { attendee: attendeeOf(document), ...inRows(bars) };
  });
  return { start: isoOf(span.start), end: isoOf(span.end), lanes, rooms: rooms.size, neverLetIn };
}

/** Breakout rooms by their uuid, numbered in the order in which they were entered. */
function roomsOf(sessions: readonly Document[]): Map<string, number> {
  const entered = sessions
    .flatMap(({ breakout_room, join_time }) => {
      const room = textOf(breakout_room);
      return room === undefined ? [] : [{ room, at: textOf(join_time) ?? "" }];
    })
    .sort((a, b) => (a.at === b.at ? (a.room < b.room ? -1 : 1) : a.at < b.at ? -1 : 1));
  const rooms = new Map<string, number>();
  for (const { room } of entered) if (!rooms.has(room)) rooms.set(room, rooms.size + 1);
  return rooms;
}

function barOf(session: Document, span: Interval, rooms: ReadonlyMap<string, number>): Omit<Bar, "row"> {
  const { start, end } = stayOf(session, span);
  const room = rooms.get(textOf(session.breakout_room) ?? "");
  return {
    start: isoOf(start),
    end: isoOf(end),
    kind: isWaiting(session) ? "waiting" : room === undefined ? "in" : "room",
    ...(room === undefined ? {} : { room }),
    device: textOf(session.device),
    country: textOf(session.country),
    city: textOf(session.city),
    leaveReason: textOf(session.leave_reason),
    ...(Number.isNaN(secondsOf(session.leave_time)) ? { isOpen: true as const } : {}),
  };
}

/** What the document itself says: from the first join to the last leave, without the gaps. */
function storedBars(document: Document): Omit<Bar, "row">[] {
  return presenceOf(document).map(({ start, end }) => ({
    start: isoOf(start),
    end: isoOf(end),
    kind: "there",
  }));
}

/** Each in the first row that is free. */
function inRows(bars: readonly Omit<Bar, "row">[]): Pick<Lane, "rows" | "bars"> {
  const sorted = [...bars].sort((a, b) =>
    a.start === b.start ? (a.end < b.end ? 1 : -1) : a.start < b.start ? -1 : 1,
  );
  const ends: string[] = [];
  const placed = sorted.map((bar): Bar => {
    const free = ends.findIndex((end) => end <= bar.start);
    const row = free < 0 ? ends.length : free;
    ends[row] = bar.end;
    return { ...bar, row };
  });
  return { rows: Math.max(1, ends.length), bars: placed };
}
