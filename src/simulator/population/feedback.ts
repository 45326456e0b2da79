/**
 * What people say of a meeting when they leave it: a thumb up or down, and after a thumb down what was wrong. One source
 * for the feedback of one meeting and for the sums over days.
 */
import { daySeconds } from "../account.ts";
import { hash } from "../hash.ts";
import type { World } from "../world.ts";
import type { Gathering, Meeting } from "./meetings.ts";
import { type Person, personAt } from "./participants.ts";
import type { Session } from "./sessions.ts";

/** What can have been wrong; the dashboard lists each of them for any days, with 0 where nobody chose it. */
export const complaints = [
  { id: "1", name: "Others" },
  { id: "2", name: "Could not hear any sound" },
  { id: "3", name: "Video froze or was blurry" },
  { id: "4", name: "Screen sharing did not work" },
  { id: "5", name: "Meeting got disconnected" },
] as const;

/** Whether the person says anything on leaving: a ninth of the account's own people do, the first time they leave. */
export function givesFeedback({ day }: Gathering, { user, key }: Person, { kind, visit }: Session): boolean {
  return kind === "meeting" && visit === 0 && user !== undefined && hash(key, 192, day) % 9 === 0;
}

/** Whether it is a thumb down: a quarter are. */
export function isUnhappy({ key }: Person): boolean {
  return hash(key, 193) % 4 === 0;
}

/** A thumb down; its time in epoch seconds. */
export interface Complaint {
  readonly time: number;
  readonly meeting: Meeting;
  readonly person: Person;
  /** The id of one of {@link complaints}. */
  readonly about: string;
}

/** What was said on one UTC day, or not said. */
export interface DayOfFeedback {
  good: number;
  none: number;
  readonly complaints: Complaint[];
}

type ByDay = Map<number, DayOfFeedback>;

/** Meetings go on for two days at most. */
const longestDays = 2;
const daysKept = 64;
const remembered = new WeakMap<World, ByDay>();

/** What was said on a UTC day, by when people left; the complaints in the order of time. */
export function feedbackOf(world: World, day: number): DayOfFeedback {
  const kept = remembered.get(world) ?? new Map<number, DayOfFeedback>();
  remembered.set(world, kept);
  const known = kept.get(day);
  if (known !== undefined) return known;
  const said: DayOfFeedback = { good: 0, none: 0, complaints: [] };
  for (let started = day - longestDays; started <= day; started++) addDay(world, started, day, said);
  said.complaints.sort((a, b) => a.time - b.time);
  if (kept.size >= daysKept) kept.clear();
  kept.set(day, said);
  return said;
}

function addDay(world: World, started: number, day: number, said: DayOfFeedback): void {
  const { order, start, seconds } = world.days.columns(started);
  const from = day * daySeconds;
  for (const index of order) {
    if ((start[index] ?? 0) + (seconds[index] ?? 0) < from) continue;
    const meeting = world.meetings.at(started, index);
    for (const session of world.days.sessions(meeting)) {
      if (session.leave >= from && session.leave < from + daySeconds)
        addSession(world, meeting, session, said);
    }
  }
}

/** Who only waited, and a second device, are not asked. */
function addSession(world: World, meeting: Meeting, session: Session, said: DayOfFeedback): void {
  if (session.kind !== "meeting") return;
  const person = personAt(world.account, world.user, meeting, session.place);
  if (!givesFeedback(meeting, person, session)) said.none++;
  else if (!isUnhappy(person)) said.good++;
  else {
    const about = complaints[hash(person.key, 194) % complaints.length]?.id ?? "";
    said.complaints.push({ time: session.leave, meeting, person, about });
  }
}
