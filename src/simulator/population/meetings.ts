/**
 * One meeting instance computed from its day and index: who hosts, when, how long, how many people.
 * Nothing is stored; `days.ts` keeps compact columns of whole days.
 */
import { type Account, daySeconds } from "../account.ts";
import { between, hash, share } from "../hash.ts";
import { meetingNumber } from "../ids.ts";
import type { SimulatorOptions } from "../options.ts";
import {
  busyHalfHour,
  busyMinute,
  guestsWhoCame,
  habitKey,
  type Instance,
  membersWhoCame,
} from "./habits.ts";
import { type Block, indexOf, type Layout, largestLayout, layoutOf, placeOf, weekdayOf } from "./layout.ts";

/** Zoom's meeting types: 1 instant, 2 scheduled, 3 recurring without and 8 with fixed time, 4 personal room. */
export type MeetingType = 1 | 2 | 3 | 4 | 8;

/** The facts of one instance; times in epoch seconds. */
export interface Meeting {
  readonly day: number;
  readonly index: number;
  /** The number that all its chance comes from. */
  readonly key: number;
  readonly block: Block;
  readonly type: MeetingType;
  /** The user who hosts. */
  readonly host: number;
  readonly start: number;
  readonly seconds: number;
  readonly people: number;
  /** With `habits=on` the members of a series who came: they sit next to the host. */
  readonly members?: readonly number[];
  /** The number of its series, when it has one. */
  readonly series: number | undefined;
  readonly live: boolean;
}

/** What a meeting has in common with a webinar: enough to tell who took part. */
export type Gathering = Omit<Meeting, "block" | "type"> & { readonly type: number };

const giantPeople = 20_000;
const giantFromMeetingsPerDay = 1_000;

/** The series behind a place in the daily or weekly block. */
export function seriesOf(
  options: SimulatorOptions,
  day: number,
  block: "daily" | "weekly",
  place: number,
): number {
  const largest = largestLayout(options);
  return block === "daily" ? place : largest.daily + weekdayOf(day) * largest.weekly + place;
}

/** Personal rooms and one-off meetings go round the hosts, so that a host's can be found without a search. */
export function roundRobinHost(
  account: Account,
  block: "pmi" | "scheduled",
  day: number,
  place: number,
): number {
  return (day * (block === "pmi" ? 7_919 : 104_729) + place) % account.hosts;
}

/** @param habit the number of what keeps to its hour; undefined where nothing does */
function startInDay(block: Block, place: number, key: number, habit: number | undefined): number {
  const minute = (low: number, high: number) => between(hash(key, 2), low, high);
  if (block === "instant" && place % 40 === 1)
    return minute(1_390, 1_434) * 60 + between(hash(key, 3), 0, 59);
  if (block === "instant")
    return (habit === undefined ? minute(300, 1_380) : busyMinute(habit)) * 60 + between(hash(key, 3), 0, 59);
  const planned = () => (habit === undefined ? minute(13, 40) : busyHalfHour(habit));
  const halfHours = block === "daily" ? between(hash(habit ?? key, 2), 15, 19) : planned();
  return halfHours * 1_800 + between(hash(key, 3), -300, 240);
}

function lengthOf(block: Block, place: number, key: number, habit: number | undefined): number {
  if (block === "instant" && place % 40 === 1) return between(hash(key, 4), 3_900, 10_800);
  const isLongDay = block === "scheduled" && place % 150 === 2;
  // One a day is a case to test; where people have habits it is what somebody forgot to end.
  if (isLongDay && (habit === undefined || hash(key, 9) % 20 === 0))
    return between(hash(key, 4), 90_000, 140_000);
  if (block === "instant") return Math.round(40 + share(hash(key, 4)) ** 3 * 5_400);
  const planned = [900, 1_800, 1_800, 3_600, 3_600, 5_400][hash(habit ?? key, 5) % 6] ?? 1_800;
  return Math.max(120, planned + between(hash(key, 4), -400, 600));
}

function isAlone(block: Block, place: number, key: number): boolean {
  if (block === "instant") return place % 4 === 3;
  if (block === "pmi") return place % 3 === 1;
  return block === "scheduled" && place % 150 !== 2 && hash(key, 6) % 12 === 0;
}

function peopleOf(day: number, block: Block, place: number, key: number): number {
  if (isAlone(block, place, key)) return 1;
  if (block === "weekly" && place % 70 === 3 && weekdayOf(day) < 5) return between(hash(key, 7), 150, 350);
  const draw = share(hash(key, 8));
  if (draw < 0.28) return 2;
  if (draw < 0.7) return between(hash(key, 7), 3, 6);
  if (draw < 0.9) return between(hash(key, 7), 7, 15);
  return between(hash(key, 7), 16, block === "weekly" ? 60 : 30);
}

function isGiant(
  options: SimulatorOptions,
  account: Account,
  day: number,
  block: Block,
  place: number,
): boolean {
  const weekly = (account.lastDay - day) % 7 === 0;
  return options.meetings_per_day >= giantFromMeetingsPerDay && weekly && block === "daily" && place === 1;
}

/** What a meeting's number depends on. */
export type Numbered = Pick<Meeting, "day" | "index" | "series" | "block" | "type" | "host">;

/** What computes meetings of one account. */
export interface Meetings {
  /** The meeting at a place that `layout(day)` has. */
  at(day: number, index: number): Meeting;
  layout(day: number): Layout;
  /** The meeting's number: Zoom calls it the meeting id. */
  numberOf(meeting: Numbered): number;
}

/** Computes the meetings of an account; layouts are kept, meetings are not. */
export function createMeetings(options: SimulatorOptions, account: Account): Meetings {
  const layouts = new Map<number, Layout>();
  const layout = (day: number) => {
    const known = layouts.get(day) ?? layoutOf(options, day);
    layouts.set(day, known);
    return known;
  };

  function hostOf(day: number, block: Block, place: number, key: number): number {
    if (block === "daily" || block === "weekly") return seriesOf(options, day, block, place) % account.hosts;
    if (block === "pmi" || block === "scheduled") return roundRobinHost(account, block, day, place);
    const inactive = account.hosts - account.actives;
    if (inactive > 0 && place % 50 === 4) return account.actives + (hash(key, 1) % inactive);
    return hash(key, 1) % account.hosts;
  }

  /** A host who drops leaves two instances of one number, seconds to minutes apart (observed by Zoom connectors). */
  function restarted(day: number, index: number, place: number, key: number): Meeting {
    const blocks = layout(day);
    const parent = at(day, indexOf(blocks, "weekly", (place * 3) % blocks.weekly));
    const start = parent.start + parent.seconds + between(hash(key, 2), 11, 147);
    return { ...parent, index, key, block: "restart", start, seconds: between(hash(key, 4), 300, 1_500) };
  }

  function at(day: number, index: number): Meeting {
    const key = hash(options.seed, day, index, 7);
    const { block, place } = placeOf(layout(day), index);
    if (block === "restart") return restarted(day, index, place, key);
    const series = block === "daily" || block === "weekly" ? seriesOf(options, day, block, place) : undefined;
    const host = hostOf(day, block, place, key);
    const habit =
      options.habits === "off" ? undefined : series === undefined ? key : habitKey(options, series);
    const inDay = startInDay(block, place, key, habit);
    const start = day * daySeconds + Math.max(0, Math.min(inDay, daySeconds - 61));
    return {
      day,
      index,
      key,
      block,
      type: typeOf(block, series),
      host,
      start,
      seconds: shorten(start, lengthOf(block, place, key, habit)),
      people: isGiant(options, account, day, block, place) ? giantPeople : peopleOf(day, block, place, key),
      ...(habit === undefined || series === undefined
        ? {}
        : seated({ day, block, place, key, series, host })),
      series,
      live: false,
    };
  }

  function seated(instance: Instance): Pick<Meeting, "members" | "people"> {
    const members = membersWhoCame(options, account, instance);
    return { members, people: 1 + members.length + guestsWhoCame(instance) };
  }

  /** Without a range the last day is yesterday of the real clock, and nothing may end in the future. */
  function shorten(start: number, seconds: number): number {
    if (options.range !== undefined) return seconds;
    return Math.max(30, Math.min(seconds, account.today * daySeconds - start));
  }

  function numberOf(meeting: Numbered): number {
    const { day, index, series, block, host } = meeting;
    if (series !== undefined) return meetingNumber(options.seed, { kind: "series", series });
    if (block === "pmi") return meetingNumber(options.seed, { kind: "pmi", user: host });
    return meetingNumber(options.seed, { kind: meeting.type === 2 ? "scheduled" : "instant", day, index });
  }

  return { at, layout, numberOf };
}

function typeOf(block: Block, series: number | undefined): MeetingType {
  if (series !== undefined) return series % 6 === 5 ? 3 : 8;
  if (block === "pmi") return 4;
  return block === "scheduled" ? 2 : 1;
}

/** Whether a one-person meeting is among the tenth that appears late. */
export function isLateMeeting(meeting: Meeting): boolean {
  return meeting.people === 1 && hash(meeting.key, 50) % 10 === 0;
}
