/**
 * What people did, computed from the simulator's truth second by second and by nothing of the program's: slow, short, and of
 * another kind than what it checks.
 */

import type { TruthMeeting } from "./support.ts";

/** One person in one meeting, as the generator knows him. */
export interface TruePerson {
  uuid: string;
  place: number;
  email: string;
  seconds: number;
  first: number;
  last: number;
  sessions: number;
}

const second = (text: string) => Date.parse(text) / 1_000;

type Session = TruthMeeting["sessions"][number] & { person: number; email: string };
const sessionsOf = ({ sessions }: TruthMeeting) => (sessions as Session[]).filter(({ waiting }) => !waiting);

/** Calls back with every second in which somebody is there, once for each person. */
function eachSecond(meeting: TruthMeeting, visit: (place: number, at: number) => void): void {
  const start = second(meeting.start_time);
  const end = second(meeting.end_time);
  const seen = new Set<string>();
  for (const { person, join_time, leave_time } of sessionsOf(meeting)) {
    const last = Math.min(second(leave_time), end);
    for (let at = Math.max(second(join_time), start); at < last; at += 1) {
      const key = `${person} ${at}`;
      if (!seen.has(key)) visit(person, at);
      seen.add(key);
    }
  }
}

export function truePeople(meetings: readonly TruthMeeting[]): TruePerson[] {
  return meetings.flatMap((meeting) => {
    const people = new Map<number, TruePerson>();
    for (const { person: place, email, join_time, leave_time } of sessionsOf(meeting)) {
      const known = people.get(place) ?? {
        ...{
          uuid: meeting.uuid,
          place,
          email,
          seconds: 0,
          first: Number.POSITIVE_INFINITY,
          last: 0,
          sessions: 0,
        },
      };
      known.first = Math.min(known.first, Math.max(second(join_time), second(meeting.start_time)));
      known.last = Math.max(known.last, Math.min(second(leave_time), second(meeting.end_time)));
      known.sessions += 1;
      people.set(place, known);
    }
    eachSecond(meeting, (place) => {
      const person = people.get(place);
      if (person !== undefined) person.seconds += 1;
    });
    return [...people.values()];
  });
}

export interface TrueHour {
  meetings: number;
  meetings_peak: number;
  participants_peak: number;
  attended_seconds: number;
}

/** Every hour (epoch seconds) with a meeting in it, and every second's counts on the way. */
export function trueHours(meetings: readonly TruthMeeting[]): Map<number, TrueHour> {
  const live = new Map<number, number>();
  const present = new Map<number, number>();
  const inHour = new Map<number, Set<string>>();
  const add = (counts: Map<number, number>, at: number) => void counts.set(at, (counts.get(at) ?? 0) + 1);
  for (const meeting of meetings) {
    for (let at = second(meeting.start_time); at < second(meeting.end_time); at += 1) {
      add(live, at);
      const hour = at - (at % 3_600);
      const known = inHour.get(hour);
      if (known === undefined) inHour.set(hour, new Set([meeting.uuid]));
      else known.add(meeting.uuid);
    }
    eachSecond(meeting, (_, at) => add(present, at));
  }
  const hours = new Map<number, TrueHour>();
  for (const [hour, uuids] of inHour) {
    const row = { meetings: uuids.size, meetings_peak: 0, participants_peak: 0, attended_seconds: 0 };
    for (let at = hour; at < hour + 3_600; at += 1) {
      row.meetings_peak = Math.max(row.meetings_peak, live.get(at) ?? 0);
      row.participants_peak = Math.max(row.participants_peak, present.get(at) ?? 0);
      row.attended_seconds += present.get(at) ?? 0;
    }
    hours.set(hour, row);
  }
  return hours;
}

/** The people of each meeting at one second. */
export function presentAt(meetings: readonly TruthMeeting[], instant: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const meeting of meetings) {
    if (second(meeting.start_time) > instant || second(meeting.end_time) <= instant) continue;
    counts.set(meeting.uuid, 0);
    eachSecond(meeting, (_, at) => {
      if (at === instant) counts.set(meeting.uuid, (counts.get(meeting.uuid) ?? 0) + 1);
    });
  }
  return counts;
}

/** Of these e-mails, how many of the meetings each missed. */
export function missed(meetings: readonly TruthMeeting[], emails: readonly string[]): Map<string, number> {
  const there = new Map<string, Set<string>>();
  for (const { email, uuid, seconds } of truePeople(meetings))
    if (seconds > 0) there.set(email.toLowerCase(), (there.get(email.toLowerCase()) ?? new Set()).add(uuid));
  return new Map(
    emails.map((email) => [email, meetings.length - (there.get(email.toLowerCase())?.size ?? 0)]),
  );
}
