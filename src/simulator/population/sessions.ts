/**
 * The sessions of a meeting: one for each time a person enters, in the waiting room, in the meeting, in a breakout
 * room or with a second device. The first begins with the meeting and the host's last one ends with it.
 */
import { between, hash, share } from "../hash.ts";
import type { Meeting } from "./meetings.ts";

/** What a session is. */
export type SessionKind = "meeting" | "waiting" | "breakout" | "device";

/** One entering and leaving; times in epoch seconds. */
export interface Session {
  /** The person's place in the meeting. */
  readonly place: number;
  readonly kind: SessionKind;
  readonly join: number;
  readonly leave: number;
  /** How many times this person entered the meeting proper before: 0 for the first. */
  readonly visit: number;
  /** The place among the meeting's sessions by time: gives the in-meeting `user_id`, a new one for each. */
  readonly order: number;
  /** Whether it appears only after the `late_data` seconds. */
  readonly late: boolean;
}

const rejoinShare = 0.17;
const deviceShare = 0.03;
const lateShare = 0.03;

/** Whether the meeting uses a waiting room; a quarter of its people wait. */
export function hasWaitingRoom(meeting: Meeting): boolean {
  return meeting.people > 2 && hash(meeting.key, 40) % 10 < 3;
}

/** Whether the meeting uses breakout rooms. */
export function hasBreakoutRooms(meeting: Meeting): boolean {
  return meeting.people >= 5 && hash(meeting.key, 41) % 8 === 0;
}

type Draft = Omit<Session, "order">;

/** One person's visits of the meeting proper: they do not overlap and lie within [from, to]. */
export function visitsOf(key: number, from: number, to: number): { join: number; leave: number }[] {
  const length = to - from;
  if (length < 240 || share(hash(key, 30)) >= rejoinShare) return [{ join: from, leave: to }];
  const cuts = hash(key, 31) % 4 === 0 ? 2 : 1;
  const visits: { join: number; leave: number }[] = [];
  let join = from;
  for (let cut = 1; cut <= cuts; cut++) {
    const leave = from + Math.floor((length * (cut - 0.2 + 0.4 * share(hash(key, 32, cut)))) / (cuts + 1));
    visits.push({ join, leave });
    join = Math.min(leave + between(hash(key, 33, cut), 3, 60), to - 5);
  }
  visits.push({ join, leave: to });
  return visits;
}

function addPerson(meeting: Meeting, place: number, into: Draft[]): void {
  const key = hash(meeting.key, place, 29);
  const { start, seconds } = meeting;
  const end = start + seconds;
  const isHost = place === 0;
  const arrival = isHost ? start : start + Math.floor(share(hash(key, 34)) ** 2 * Math.min(900, seconds / 2));
  const staysOn = isHost || hash(key, 35) % 10 < 7;
  const departure = staysOn
    ? end
    : Math.max(arrival + 1, end - Math.floor(share(hash(key, 36)) * (end - arrival)));
  const late = !isHost && share(hash(key, 37)) < lateShare;
  let entry = arrival;
  if (!isHost && hasWaitingRoom(meeting) && hash(key, 38) % 4 === 0 && departure - arrival > 90) {
    entry = arrival + between(hash(key, 39), 5, 60);
    into.push({ place, kind: "waiting", join: arrival, leave: entry, visit: 0, late });
  }
  visitsOf(key, entry, departure).forEach(({ join, leave }, visit) => {
    into.push({ place, kind: "meeting", join, leave, visit, late });
  });
  const stay = departure - entry;
  if (!isHost && hasBreakoutRooms(meeting) && stay > 300 && hash(key, 43) % 10 < 7) {
    const join = start + Math.floor(seconds * 0.5);
    const leave = start + Math.floor(seconds * 0.7);
    if (join > entry && leave < departure)
      into.push({ place, kind: "breakout", join, leave, visit: 0, late });
  }
  if (stay > 120 && share(hash(key, 44)) < deviceShare) {
    into.push({ place, kind: "device", join: entry + 30, leave: departure - 20, visit: 0, late });
  }
}

/** All sessions of a meeting, late ones too, by time of joining. */
export function sessionsOf(meeting: Meeting): Session[] {
  const drafts: Draft[] = [];
  for (let place = 0; place < meeting.people; place++) addPerson(meeting, place, drafts);
  drafts.sort((a, b) => a.join - b.join || a.place - b.place || a.leave - b.leave);
  return drafts.map((draft, order) => ({ ...draft, order }));
}
