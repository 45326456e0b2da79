/**
 * What every route answers from: the account, its meetings and what of them is visible now.
 * Only late data depends on the clock.
 */
import { type Account, createAccount, daySeconds } from "./account.ts";
import { hash, share } from "./hash.ts";
import { meetingUuid } from "./ids.ts";
import type { SimulatorOptions } from "./options.ts";
import { createDays, type Days } from "./population/days.ts";
import { createMeetings, isLateMeeting, type Meeting, type Meetings } from "./population/meetings.ts";
import type { Session } from "./population/sessions.ts";
import { type User, userAt } from "./population/users.ts";
import { createWebinars, type Webinars } from "./population/webinars.ts";

const usersKept = 20_000;

/** The simulated account at work. */
export interface World {
  readonly options: SimulatorOptions;
  readonly account: Account;
  readonly meetings: Meetings;
  readonly days: Days;
  readonly webinars: Webinars;
  /** Epoch milliseconds of the injected clock. */
  now(): number;
  /** Whether late data has appeared. */
  hasLateData(): boolean;
  user(index: number): User;
  uuid(meeting: Meeting): string;
  /** A meeting's sessions that can be seen now. */
  sessions(meeting: Meeting): readonly Session[];
  /** Meetings that go on, on the account's today; they never end. */
  liveMeetings(): readonly Meeting[];
}

/** Builds the world; `now` is read once for the account's days and then for late data only. */
export function createWorld(options: SimulatorOptions, now: () => number): World {
  const startedMs = now();
  const account = createAccount(options, startedMs);
  const meetings = createMeetings(options, account);
  const days = createDays(options, account, meetings);
  const users = new Map<number, User>();
  const hasLateData = () => now() - startedMs >= options.late_data * 1000;

  function liveMeetings(): Meeting[] {
    const count = Math.min(Math.ceil(options.meetings_per_day / 100), 20);
    return Array.from({ length: Math.min(count, meetings.layout(account.today).count) }, (_, index) => {
      const meeting = meetings.at(account.today, index);
      return { ...meeting, start: account.today * daySeconds + index * 7, live: true };
    });
  }

  function user(index: number): User {
    const known = users.get(index);
    if (known !== undefined) return known;
    if (users.size >= usersKept) users.clear();
    const made = userAt(options.seed, account, index);
    users.set(index, made);
    return made;
  }

  return {
    options,
    account,
    meetings,
    days,
    webinars: createWebinars(options, account, user),
    now,
    hasLateData,
    user,
    uuid: (meeting) => meetingUuid(options.seed, meeting.day, meeting.index),
    sessions(meeting) {
      const all = days.sessions(meeting);
      return hasLateData() ? all : all.filter((session) => !session.late);
    },
    liveMeetings,
  };
}

/** Whether the meeting can be seen now. */
export function isVisible(world: World, meeting: Meeting): boolean {
  return world.options.late_data === 0 || !isLateMeeting(meeting) || world.hasLateData();
}

/** Whether the `gone` fault took this meeting's participants away, for good. */
export function isGone(world: World, meeting: Meeting): boolean {
  return share(hash(meeting.key, 60)) < world.options.faults.gone;
}
