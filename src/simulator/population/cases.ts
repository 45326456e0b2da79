/**
 * The cases that a client must handle, as a table: how each is recognised and its least share on any full day.
 * Tests assert the shares from the truth; the generators are tuned so that they hold.
 */
import { daySeconds } from "../account.ts";
import type { SessionFacts } from "../rows/session-facts.ts";
import type { World } from "../world.ts";
import type { Meeting } from "./meetings.ts";
import { hasDeletedHost } from "./oddities.ts";

/** A case of meetings. */
interface MeetingCase {
  readonly of: "meetings";
  /** The least share of a day's meetings (workday, 100 meetings or more). */
  readonly least: number;
  readonly matches: (meeting: Meeting, world: World) => boolean;
}

/** A case of sessions. */
interface SessionCase {
  readonly of: "sessions";
  readonly least: number;
  readonly matches: (facts: SessionFacts) => boolean;
}

const digits = (meeting: Meeting, world: World) => String(world.meetings.numberOf(meeting)).length;

/** A character outside the basic plane (4 bytes in UTF-8), or one written from right to left. */
const unusualName = /[\u{10000}-\u{10ffff}\u0590-\u08ff]/u;

/** Meetings by case. */
export const meetingCases: Readonly<Record<string, MeetingCase>> = {
  instant: { of: "meetings", least: 0.15, matches: ({ block }) => block === "instant" },
  personal_room: { of: "meetings", least: 0.08, matches: ({ block }) => block === "pmi" },
  scheduled: { of: "meetings", least: 0.15, matches: ({ type }) => type === 2 },
  recurring: { of: "meetings", least: 0.3, matches: ({ series }) => series !== undefined },
  host_dropped: { of: "meetings", least: 0.008, matches: ({ block }) => block === "restart" },
  one_person: { of: "meetings", least: 0.08, matches: ({ people }) => people === 1 },
  hundreds: { of: "meetings", least: 0.002, matches: ({ people }) => people >= 150 },
  giant: { of: "meetings", least: 0, matches: ({ people }) => people >= 20_000 },
  over_midnight: {
    of: "meetings",
    least: 0.003,
    matches: ({ day, start, seconds }) => start + seconds > (day + 1) * daySeconds,
  },
  over_24_hours: { of: "meetings", least: 0.001, matches: ({ seconds }) => seconds > daySeconds },
  nine_digit_id: { of: "meetings", least: 0.03, matches: (meeting, world) => digits(meeting, world) === 9 },
  ten_digit_id: { of: "meetings", least: 0.08, matches: (meeting, world) => digits(meeting, world) === 10 },
  eleven_digit_id: { of: "meetings", least: 0.5, matches: (meeting, world) => digits(meeting, world) === 11 },
  uuid_leading_slash: {
    of: "meetings",
    least: 0.0001,
    matches: (meeting, world) => world.uuid(meeting).startsWith("/"),
  },
  uuid_double_slash: {
    of: "meetings",
    least: 0.0001,
    matches: (meeting, world) => world.uuid(meeting).includes("//"),
  },
  host_email_case: { of: "meetings", least: 0.01, matches: ({ host }) => host % 20 === 7 },
  inactive_host: {
    of: "meetings",
    least: 0.002,
    matches: ({ host }, { account }) => host >= account.actives,
  },
  deleted_host: {
    of: "meetings",
    least: 0,
    matches: (meeting, { options }) => hasDeletedHost(options, meeting),
  },
};

/** Sessions by case. */
export const sessionCases: Readonly<Record<string, SessionCase>> = {
  rejoin: {
    of: "sessions",
    least: 0.08,
    matches: ({ session }) => session.kind === "meeting" && session.visit > 0,
  },
  guest: {
    of: "sessions",
    least: 0.2,
    matches: ({ person }) => person.user === undefined && person.email === "",
  },
  guest_with_email: {
    of: "sessions",
    least: 0.005,
    matches: ({ person }) => person.user === undefined && person.email !== "",
  },
  waiting_room: { of: "sessions", least: 0.015, matches: ({ session }) => session.kind === "waiting" },
  breakout: { of: "sessions", least: 0.01, matches: ({ session }) => session.kind === "breakout" },
  second_device: { of: "sessions", least: 0.01, matches: ({ session }) => session.kind === "device" },
  phone: { of: "sessions", least: 0.01, matches: ({ person }) => person.client === "phone" },
  renamed: { of: "sessions", least: 0.002, matches: ({ person, name }) => name !== person.name },
  unicode_name: { of: "sessions", least: 0.02, matches: ({ name }) => unusualName.test(name) },
  empty_name: { of: "sessions", least: 0.002, matches: ({ name }) => name === "" },
  late: { of: "sessions", least: 0.01, matches: ({ session }) => session.late },
};
