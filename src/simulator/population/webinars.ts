/**
 * The webinars of the account, computed like meetings from day and index, with chance of their own: no meeting depends
 * on whether there are webinars. Even places of a day are instances of weekly series, odd ones happen once.
 */
import { type Account, daySeconds } from "../account.ts";
import { between, hash, share } from "../hash.ts";
import { meetingNumber, webinarUuid } from "../ids.ts";
import type { SimulatorOptions } from "../options.ts";
import { weekdayOf } from "./layout.ts";
import type { Gathering } from "./meetings.ts";
import { type Session, visitsOf } from "./sessions.ts";
import type { User } from "./users.ts";

/** Zoom's webinar types: 5 once, 6 recurring without and 9 with fixed time. */
export type WebinarType = 5 | 6 | 9;

/** The facts of one webinar; times in epoch seconds. */
export interface Webinar extends Gathering {
  readonly type: WebinarType;
}

/** What computes the webinars of one account; none when it has no webinar plan. */
export interface Webinars {
  /** How many webinars start on a day, also on one to come. */
  countOn(day: number): number;
  at(day: number, index: number): Webinar;
  /** Past webinars of a day, latest start first. */
  past(day: number): readonly Webinar[];
  live(): readonly Webinar[];
  numberOf(webinar: Pick<Webinar, "day" | "index" | "series">): number;
  uuidOf(webinar: Pick<Webinar, "day" | "index">): string;
  /** The series that one of seven weekdays has at the even places of its days. */
  seriesOn(weekday: number): readonly { series: number; type: WebinarType; host: number; key: number }[];
}

const salt = 0x7eb1;
const daysKept = 2_000;
const weekendShare = 0.3;

/** How many webinars a weekday has on average. */
function averageOf({ webinars_per_day: given, meetings_per_day, webinar_addon }: SimulatorOptions): number {
  if (webinar_addon === "off") return 0;
  return given ?? (meetings_per_day === 0 ? 0 : Math.max(1, Math.round(meetings_per_day / 50)));
}

/** Who takes part as what: the host, up to five who speak, and those who listen. */
export function roleAt(
  { key, people }: Pick<Webinar, "key" | "people">,
  place: number,
): "host" | "panelist" | "attendee" {
  if (place === 0) return "host";
  return place <= Math.min(people - 2, between(hash(key, 3), 1, 5)) ? "panelist" : "attendee";
}

/** The sessions of a webinar by time of joining: a new one for each time a person enters, no rooms, no waiting. */
export function webinarSessions({ key, people, start, seconds }: Webinar): Session[] {
  const drafts: Omit<Session, "order">[] = [];
  for (let place = 0; place < people; place++) {
    const person = hash(key, place, 73);
    const isHost = place === 0;
    const join = isHost
      ? start
      : start + Math.floor(share(hash(person, 1)) ** 2 * Math.min(1_200, seconds / 2));
    const leavesEarly = !isHost && hash(person, 2) % 10 < 4;
    const end = start + seconds;
    const leave = leavesEarly
      ? Math.max(join + 1, end - Math.floor(share(hash(person, 3)) * (end - join)))
      : end;
    visitsOf(person, join, leave).forEach((times, visit) => {
      drafts.push({ place, kind: "meeting", ...times, visit, late: false });
    });
  }
  drafts.sort((a, b) => a.join - b.join || a.place - b.place || a.leave - b.leave);
  return drafts.map((draft, order) => ({ ...draft, order }));
}

/** Computes the webinars of an account; days are kept, they are small. */
export function createWebinars(
  options: SimulatorOptions,
  account: Account,
  user: (index: number) => User,
): Webinars {
  const average = averageOf(options);
  const seriesADay = Math.ceil((Math.ceil(average * 1.2) + 1) / 2);
  const days = new Map<number, readonly Webinar[]>();

  function countOn(day: number): number {
    const draw = hash(options.seed, day, salt);
    if (average === 0) return 0;
    if (weekdayOf(day) >= 5) return Math.floor(average * weekendShare + share(draw));
    return Math.max(1, Math.round((average * between(draw, 800, 1_200)) / 1_000));
  }

  /** Only licensed users can host webinars (prerequisite of the documents); user 0 always is one. */
  function hostOf(draw: number): number {
    for (let step = 0; step < account.actives; step++) {
      const index = (draw + step) % account.actives;
      if (user(index).licensed) return index;
    }
    return 0;
  }

  function seriesAt(weekday: number, place: number) {
    const series = weekday * seriesADay + place;
    const key = hash(options.seed, series, salt, 1);
    const type: WebinarType = series % 3 === 2 ? 6 : 9;
    return { series, type, key, host: hostOf(hash(key, 4)) };
  }

  function at(day: number, index: number): Webinar {
    const key = hash(options.seed, day, index, salt);
    const series = index % 2 === 0 ? seriesAt(weekdayOf(day), index / 2) : undefined;
    return {
      day,
      index,
      key,
      type: series?.type ?? 5,
      host: series?.host ?? hostOf(hash(key, 4)),
      start: day * daySeconds + between(hash(key, 5), 18, 38) * 1_800 + between(hash(key, 6), -120, 300),
      seconds: between(hash(key, 7), 1_500, 7_500),
      people: 5 + Math.floor(share(hash(key, 8)) ** 1.5 * 76),
      series: series?.series,
      live: false,
    };
  }

  function past(day: number): readonly Webinar[] {
    if (day < account.firstDay || day > account.lastDay) return [];
    if (days.size > daysKept) days.clear();
    const known = days.get(day);
    if (known !== undefined) return known;
    const made = Array.from({ length: countOn(day) }, (_, index) => at(day, index));
    made.sort((a, b) => b.start - a.start || a.index - b.index);
    days.set(day, made);
    return made;
  }

  return {
    countOn,
    at,
    past,
    live() {
      const { today } = account;
      return countOn(today) === 0 ? [] : [{ ...at(today, 0), start: today * daySeconds, live: true }];
    },
    numberOf({ day, index, series }) {
      return series === undefined
        ? meetingNumber(options.seed, { kind: "webinar", day, index })
        : meetingNumber(options.seed, { kind: "webinar_series", series });
    },
    uuidOf: ({ day, index }) => webinarUuid(options.seed, day, index),
    seriesOn(weekday) {
      return Array.from({ length: average === 0 ? 0 : seriesADay }, (_, place) => seriesAt(weekday, place));
    },
  };
}
