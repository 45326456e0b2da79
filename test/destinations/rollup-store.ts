/** A small account's meetings, people and hours, invented, with figures that are counted in the plainest way. */

import type { Destination } from "../../src/destinations/destination.ts";
import type { Document } from "../../src/document.ts";
import { attendanceRules } from "../../src/people/attendance.ts";
import { collections, isInEveryStore } from "../../src/streams/derived.ts";
import { account } from "./contract-data.ts";

export const everyStore = collections.filter(isInEveryStore);

export interface Account {
  meetings: Document[];
  attendance: Document[];
  concurrency: Document[];
  users?: Document[];
}

const hourSeconds = 3_600;
const iso = (second: number) => `${new Date(second * 1_000).toISOString().slice(0, 19)}Z`;

/** Numbers that look like chance and are the same each time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

interface Presence {
  start: number;
  end: number;
}

/**
 * @param days from `from` on, with so many meetings each.
 * @param pool so many people come, again and again.
 */
export function inventAccount(from: string, days: number, perDay: number, pool = 40): Account {
  const pick = chance(7);
  const made: Account = { meetings: [], attendance: [], concurrency: [] };
  const live: { start: number; end: number; people: Presence[] }[] = [];
  const first = Date.parse(from) / 1_000;
  for (let n = 0; n < days * perDay; n += 1) {
    const start = first + Math.floor(n / perDay) * 24 * hourSeconds + pick(24 * hourSeconds);
    const end = start + 600 + pick(3 * hourSeconds);
    const people = Array.from({ length: 1 + pick(6) }, () => {
      const join = start + pick(300);
      return { start: join, end: Math.min(end, join + 60 + pick(3 * hourSeconds)) };
    });
    live.push({ start, end, people });
    const meeting = inventMeeting(n, { start, end, people }, pick);
    made.meetings.push(meeting);
    people.forEach((presence, index) => {
      made.attendance.push(inventPerson(meeting, `${meeting._id}/${index}`, presence, pick(pool), pick));
    });
  }
  made.concurrency = countHours(live, first, first + (days + 1) * 24 * hourSeconds);
  return made;
}

function inventMeeting(
  n: number,
  { start, end, people }: { start: number; end: number; people: readonly Presence[] },
  pick: (below: number) => number,
): Document {
  const host = pick(7);
  const isCounted = n % 23 !== 5;
  return {
    _id: `meeting ${n}`,
    account_id: account,
    uuid: `meeting ${n}`,
    meeting_series_id: `9000${pick(12)}`,
    topic: `Topic ${pick(20)} of "é"`,
    // One host's e-mail is not known, and one's department.
    host: {
      name: `Host ${host}`,
      ...(host === 0 ? {} : { email: `host${host}@x.example` }),
      ...(host === 1 ? {} : { department: `Department ${host % 3}` }),
    },
    ...(host === 2 ? {} : { host_groups: host === 3 ? ["Staff", "Teachers"] : ["Staff"] }),
    ...(host === 4
      ? { tracking: ["Cost centre=7=1", "Room=a"] }
      : host === 5
        ? { tracking: ["Room=b"] }
        : {}),
    start_time: iso(start),
    end_time: iso(end),
    duration: end - start,
    ...(isCounted
      ? {
          state: "settled",
          attendance_rules: attendanceRules,
          unique_people: people.length,
          peak_concurrency: peakOf(people).count,
          attended_seconds: people.reduce((sum, one) => sum + one.end - one.start, 0),
        }
      : { state: "listed" }),
  };
}

function inventPerson(
  meeting: Document,
  _id: string,
  { start, end }: Presence,
  who: number,
  pick: (below: number) => number,
): Document {
  const { meeting_series_id = "", topic = "", host = {}, host_groups, tracking, start_time = "" } = meeting;
  const kind = ["person", "person", "person", "room", "phone"][pick(5)] ?? "";
  // Somebody was away in between.
  const away = end - start > 300 && who % 5 === 0 ? { from: start + 100, to: start + 200 } : undefined;
  const gaps =
    away === undefined ? {} : { gaps: [{ start: iso(away.from), end: iso(away.to), seconds: 100 }] };
  return {
    _id,
    account_id: account,
    meeting: meeting._id,
    person: `name:${who}`,
    ...(who === 3 ? {} : { identity: kind === "room" ? `name:room ${who % 4}` : `email:p${who}@x.example` }),
    kind,
    name: kind === "room" ? `Room ${who % 4}` : `Person ${who}`,
    sessions: 1 + pick(3),
    first_join: iso(start),
    last_leave: iso(end),
    ...gaps,
    attended_seconds: end - start - (away === undefined ? 0 : 100),
    devices: who % 3 === 0 ? ["Mac", "iPhone"] : ["Windows"],
    ...(who % 7 === 0 ? {} : { countries: [["DE", "US", "BR"][who % 3] ?? ""] }),
    client_versions: [`6.${who % 4}.0`],
    network_types: who % 2 === 0 ? ["Wifi", "Wired"] : [],
    meeting_series_id,
    topic,
    host,
    ...(host_groups === undefined ? {} : { host_groups }),
    ...(tracking === undefined ? {} : { tracking }),
    meeting_start_time: start_time,
  };
}

/** The most of them at one second, looked at wherever one begins. */
function peakOf(
  those: readonly Presence[],
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
): { count: number; at: number } {
  const moments = [from, ...those.map(({ start }) => start)].filter((at) => at >= from && at < to);
  let best = { count: 0, at: 0 };
  for (const at of moments.sort((a, b) => a - b)) {
    const count = those.filter(({ start, end }) => start <= at && at < end).length;
    if (count > best.count) best = { count, at };
  }
  return best;
}

function countHours(
  live: readonly { start: number; end: number; people: readonly Presence[] }[],
  from: number,
  to: number,
): Document[] {
  const hours: Document[] = [];
  for (let hour = from; hour < to; hour += hourSeconds) {
    const those = live.filter(({ start, end }) => start < hour + hourSeconds && end > hour);
    const people = those.flatMap((one) => one.people);
    const [meetings, participants] = [those, people].map((some) => peakOf(some, hour, hour + hourSeconds));
    const within = ({ start, end }: Presence) =>
      Math.max(0, Math.min(end, hour + hourSeconds) - Math.max(start, hour));
    hours.push({
      _id: `${account} ${iso(hour)}`,
      account_id: account,
      hour: iso(hour),
      meetings: those.length,
      meetings_peak: meetings?.count ?? 0,
      ...(meetings?.count ? { meetings_peak_at: iso(meetings.at) } : {}),
      participants_peak: participants?.count ?? 0,
      ...(participants?.count ? { participants_peak_at: iso(participants.at) } : {}),
      attended_seconds: people.reduce((sum, one) => sum + within(one), 0),
    });
  }
  return hours;
}

/** Puts all of it into a store, which is closed then. */
export async function fill(
  destination: Destination,
  { meetings, attendance, concurrency, users = [] }: Account,
): Promise<void> {
  await destination.open(everyStore);
  const writes = Object.entries({ meetings, attendance, concurrency, users });
  const { refused } = await destination.write(writes.map(([to, documents]) => ({ to, documents })));
  if (refused.length > 0) throw new Error(refused[0]?.reason);
  await destination.close();
}
