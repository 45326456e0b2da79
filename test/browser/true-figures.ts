/** What is true of the fixture's account, in the words of the pages: from the generator's truth, and by other code than the pages'. */

import { presentAt, type TruePerson, trueHours, truePeople } from "../e2e/people-truth.ts";
import type { TrueMeeting } from "./fixture.ts";

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

export const sayCount = (count: number): string => number.format(count);

/** `0.4`, `3.5`, `139` */
export function sayHours(seconds: number): string {
  const hours = seconds / 3_600;
  return hours < 10 ? String(Math.round(hours * 10) / 10) : number.format(hours);
}

/** `40 s`, `12 min`, `2 h 05 min` */
export function sayLength(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = ["Jan", "Feb", "Mar", "Apr"];

/** `Wed 4 Mar 2026` of what begins with `2026-03-04`. */
export function sayDay(iso: string): string {
  const at = new Date(iso.slice(0, 10));
  const weekday = weekdays[at.getUTCDay()]?.slice(0, 3);
  return `${weekday} ${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

/** `Wed 4 Mar 2026, 13:05` in UTC */
export const sayTime = (iso: string): string => `${sayDay(iso)}, ${iso.slice(11, 16)}`;

/** `13:05:09` of epoch seconds, in UTC. */
export const saySecond = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(11, 19);

export interface TrueDay {
  date: string;
  meetings: number;
  sessions: number;
  /** Attended in its meetings, added up. */
  seconds: number;
}

export interface Truth {
  meetings: readonly TrueMeeting[];
  people: readonly TruePerson[];
  hours: ReturnType<typeof trueHours>;
}

/** Takes seconds: it looks at every second of every meeting. */
export function truthOf(meetings: readonly TrueMeeting[]): Truth {
  return { meetings, people: truePeople(meetings), hours: trueHours(meetings) };
}

export const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, one) => all + one, 0);

export function trueDays({ meetings, people }: Truth): TrueDay[] {
  const dates = [...new Set(meetings.map(({ start_time }) => start_time.slice(0, 10)))].sort();
  return dates.map((date) => {
    const held = meetings.filter(({ start_time }) => start_time.startsWith(date));
    const uuids = new Set(held.map(({ uuid }) => uuid));
    return {
      date,
      meetings: held.length,
      sessions: sum(held.map(({ sessions }) => sessions.length)),
      seconds: sum(people.filter(({ uuid }) => uuids.has(uuid)).map(({ seconds }) => seconds)),
    };
  });
}

/** For every weekday and hour what the map says of it, such as `Monday, 10:00 to 11:00: 46 person-hours, on 2 days`. */
export function trueWeek({ meetings, hours }: Truth): string[] {
  const dates = new Set(meetings.map(({ start_time }) => start_time.slice(0, 10)));
  const seconds = new Map<string, number>();
  for (const [at, { attended_seconds }] of hours) {
    const iso = new Date(at * 1_000);
    if (!dates.has(iso.toISOString().slice(0, 10))) continue;
    const cell = `${iso.getUTCDay()} ${iso.getUTCHours()}`;
    seconds.set(cell, (seconds.get(cell) ?? 0) + attended_seconds);
  }
  const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  return [1, 2, 3, 4, 5, 6, 0].flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => {
      const held = [...dates].filter((date) => new Date(date).getUTCDay() === day).length;
      const value = sayHours(seconds.get(`${day} ${hour}`) ?? 0);
      return `${weekdays[day]}, ${clock(hour)} to ${clock(hour + 1)}: ${value} person-hours, on ${held} ${held === 1 ? "day" : "days"}`;
    }),
  );
}

/** The most meetings at once, since when, and how many people were in each of them then. */
export function truePeak({ meetings }: Pick<Truth, "meetings">): {
  count: number;
  at: string;
  people: Map<string, number>;
} {
  const liveAt = (at: string) =>
    meetings.filter(({ start_time, end_time }) => start_time <= at && end_time > at).length;
  const starts = meetings.map(({ start_time }) => start_time).sort();
  const count = Math.max(...starts.map(liveAt));
  const at = starts.find((start) => liveAt(start) === count) ?? "";
  return { count, at, people: presentAt(meetings, Date.parse(at) / 1_000) };
}
