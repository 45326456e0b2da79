/**
 * Whole days of meetings as compact columns, in the order of a listing, and the sessions of single meetings.
 * Both are only remembered, within bounds: they can always be computed again.
 */
import type { Account } from "../account.ts";
import type { SimulatorOptions } from "../options.ts";
import { layoutOf } from "./layout.ts";
import { isLateMeeting, type Meeting, type Meetings } from "./meetings.ts";
import { type Session, sessionsOf } from "./sessions.ts";

/** The meetings of one day, columns indexed by the meeting's index. */
export interface DayColumns {
  readonly day: number;
  readonly start: Uint32Array;
  readonly seconds: Uint32Array;
  readonly people: Uint16Array;
  readonly host: Uint32Array;
  /** Indices by start, latest first; equal starts by index. */
  readonly order: Uint32Array;
}

/** How many meetings of a day are of which kind. */
export interface DayCounts {
  readonly several: number;
  readonly alone: number;
  /** Of those alone, how many appear late. */
  readonly late: number;
}

const columnsKept = 2_000_000;
const sessionsKept = 100_000;

/** Meetings whose sessions fill several pages are remembered; the others are made anew as fast. */
const manyPeople = 200;

/** Keeps values up to a total weight; the one not used for longest goes first. */
function createCache<K, V>(capacity: number, weigh: (value: V) => number) {
  const kept = new Map<K, V>();
  let weight = 0;
  return (key: K, compute: () => V): V => {
    const known = kept.get(key);
    const value = known ?? compute();
    if (known === undefined) weight += weigh(value) + 1;
    else kept.delete(key);
    kept.set(key, value);
    for (const [oldest, dropped] of kept) {
      if (weight <= capacity || oldest === key) break;
      kept.delete(oldest);
      weight -= weigh(dropped) + 1;
    }
    return value;
  };
}

function readDay(options: SimulatorOptions, meetings: Meetings, day: number): DayColumns {
  const { count } = layoutOf(options, day);
  const columns = {
    day,
    start: new Uint32Array(count),
    seconds: new Uint32Array(count),
    people: new Uint16Array(count),
    host: new Uint32Array(count),
    order: new Uint32Array(count),
  };
  for (let index = 0; index < count; index++) {
    const meeting = meetings.at(day, index);
    columns.start[index] = meeting.start;
    columns.seconds[index] = meeting.seconds;
    columns.people[index] = meeting.people;
    columns.host[index] = meeting.host;
    columns.order[index] = index;
  }
  const { start } = columns;
  columns.order.sort((a, b) => (start[b] ?? 0) - (start[a] ?? 0) || a - b);
  return columns;
}

function countDay(meetings: Meetings, { day, people }: DayColumns): DayCounts {
  const counts = { several: 0, alone: 0, late: 0 };
  for (let index = 0; index < people.length; index++) {
    if (people[index] !== 1) counts.several++;
    else if (isLateMeeting(meetings.at(day, index))) counts.late++;
    if (people[index] === 1) counts.alone++;
  }
  return counts;
}

/** What remembers days and sessions. */
export interface Days {
  /** Empty outside the account's days. */
  columns(day: number): DayColumns;
  /** Kept for every day asked for: a few numbers. */
  counts(day: number): DayCounts;
  /** All sessions of a meeting, late ones too. */
  sessions(meeting: Meeting): readonly Session[];
}

/** Remembers at most two million meetings and a hundred thousand sessions. */
export function createDays(options: SimulatorOptions, account: Account, meetings: Meetings): Days {
  const days = createCache<number, DayColumns>(columnsKept, (columns) => columns.start.length);
  const sessions = createCache<number, readonly Session[]>(sessionsKept, (list) => list.length);
  const none = new Uint32Array(0);
  const counted = new Map<number, DayCounts>();
  function columns(day: number): DayColumns {
    if (day < account.firstDay || day > account.lastDay) {
      return { day, start: none, seconds: none, people: new Uint16Array(0), host: none, order: none };
    }
    return days(day, () => readDay(options, meetings, day));
  }
  return {
    columns,
    counts(day) {
      const counts = counted.get(day) ?? countDay(meetings, columns(day));
      counted.set(day, counts);
      return counts;
    },
    sessions(meeting) {
      if (meeting.people < manyPeople) return sessionsOf(meeting);
      return sessions(meeting.day * 2 ** 20 + meeting.index, () => sessionsOf(meeting));
    },
  };
}
