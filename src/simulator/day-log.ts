/**
 * Logs of what happened in meetings: an entry belongs to the day of its own time, whenever its meeting began. Days are
 * remembered within bounds; they can always be computed again.
 */
import { daySeconds } from "./account.ts";
import type { Meeting } from "./population/meetings.ts";
import type { Session } from "./population/sessions.ts";
import { type Webinar, webinarSessions } from "./population/webinars.ts";
import { daysOf, type Window } from "./window.ts";
import { isVisible, type World } from "./world.ts";

/** One entry; the time in epoch seconds. */
export interface Entry {
  readonly time: number;
}

/** What one meeting or webinar leaves in a log; the sessions are made only when they are asked for. */
export interface Sources<E extends Entry> {
  ofMeeting(world: World, meeting: Meeting, sessions: () => readonly Session[]): Iterable<E>;
  ofWebinar?(world: World, webinar: Webinar, sessions: () => readonly Session[]): Iterable<E>;
  /** What a day of the account has beside them. */
  ofDay?(world: World, day: number): Iterable<E>;
}

export interface DayLog<E extends Entry> {
  /** What can be seen now of a window, latest day first. */
  seen(world: World, window: Window): readonly E[];
  /** How many entries a UTC day has in the end. */
  count(world: World, day: number): number;
}

/** A meeting goes on for less than two days after the one it began on. */
const daysBefore = 2;
const entriesKept = 500_000;

/** The meetings of a day, and those from the days before that go on at its beginning. */
function* meetingsTouching(world: World, day: number): Generator<Meeting> {
  for (let back = 0; back <= daysBefore; back++) {
    const { order, start, seconds } = world.days.columns(day - back);
    for (const index of order) {
      const end = (start[index] ?? 0) + (seconds[index] ?? 0);
      if (back === 0 || end >= day * daySeconds) yield world.meetings.at(day - back, index);
    }
  }
}

function* entriesOn<E extends Entry>(
  world: World,
  day: number,
  { ofMeeting, ofWebinar, ofDay }: Sources<E>,
  seenOnly: boolean,
): Generator<E> {
  const isOn = ({ time }: E) => Math.floor(time / daySeconds) === day;
  for (const meeting of meetingsTouching(world, day)) {
    if (seenOnly && !isVisible(world, meeting)) continue;
    const sessions = () => (seenOnly ? world.sessions(meeting) : world.days.sessions(meeting));
    for (const entry of ofMeeting(world, meeting, sessions)) if (isOn(entry)) yield entry;
  }
  // Webinars end on the day they begin on.
  for (const webinar of ofWebinar === undefined ? [] : world.webinars.past(day))
    for (const entry of ofWebinar?.(world, webinar, () => webinarSessions(webinar)) ?? [])
      if (isOn(entry)) yield entry;
  const { firstDay, lastDay } = world.account;
  if (day >= firstDay && day <= lastDay) yield* ofDay?.(world, day) ?? [];
}

/** A log of the entries that meetings and webinars leave. */
export function createDayLog<E extends Entry>(sources: Sources<E>): DayLog<E> {
  const worlds = new WeakMap<World, { days: Map<string, readonly E[]>; entries: number }>();

  function dayOf(world: World, day: number): readonly E[] {
    const kept = worlds.get(world) ?? { days: new Map<string, readonly E[]>(), entries: 0 };
    worlds.set(world, kept);
    const name = `${day} ${world.hasLateData()}`;
    const known = kept.days.get(name);
    if (known !== undefined) return known;
    const made = [...entriesOn(world, day, sources, true)].sort((a, b) => b.time - a.time);
    if (kept.entries > entriesKept) {
      kept.days.clear();
      kept.entries = 0;
    }
    kept.days.set(name, made);
    kept.entries += made.length;
    return made;
  }

  return {
    seen: (world, window) =>
      daysOf(window)
        .flatMap((day) => dayOf(world, day))
        .filter(({ time }) => time >= window.from && time <= window.to),
    count(world, day) {
      let count = 0;
      for (const _ of entriesOn(world, day, sources, false)) count++;
      return count;
    },
  };
}
