/**
 * Proves that the store has what Zoom has: lists days again, compares the sets of uuids and the stored rows with Zoom's
 * own counts of the sessions. It counts rows, never a stored counter, and changes nothing.
 */

import type { Document, Json, JsonObject } from "../document.ts";
import { StreamRefused, SubjectUnavailable } from "../errors.ts";
import { sessionIds } from "../streams/keys.ts";
import { meetings } from "../streams/meeting.ts";
import { dailyReport } from "../streams/series.ts";
import { sessions } from "../streams/session.ts";
import { type Day, dayAt, type Span } from "../time.ts";
import { compareDay, compareMeeting, type Difference, isGone, needsTotal, type Pair } from "./compare.ts";
import { type Listed, listMeetings } from "./list-meetings.ts";
import { lookUp } from "./look-up.ts";
import { daysOf, without } from "./plan.ts";
import { readSessions } from "./read-sessions.ts";
import { pieces } from "./window.ts";
import type { Work } from "./work.ts";

export interface VerifyOptions {
  span: Span;
  timeZone: string;
  /** Session lists that are read again: none, so many meetings as a sample, those of these meetings, or all. */
  deep: number | ReadonlySet<string> | "all" | undefined;
}

export interface DayProof {
  date: Day;
  ok: boolean;
  zoom: { meetings: number; sessions: number };
  stored: { meetings: number; sessions: number };
}

export interface Proof {
  ok: boolean;
  days: DayProof[];
  differences: Difference[];
  /** What should be known, each a sentence. */
  notes: string[];
  /** The meetings that differ, as Zoom shows them now: what a repair reads. */
  differing: Listed[];
}

interface DaySums extends DayProof {
  participants: number;
  minutes: number;
}

const pageSize = 300;
/** Meetings that are not stored are asked for the number of their sessions as long as they are few. */
const mostAsked = 100;

export async function verify(work: Work, options: VerifyOptions): Promise<Proof> {
  const { span, timeZone } = options;
  const days = new Map<Day, DaySums>(daysOf(span, timeZone).map((date) => [date, emptyDay(date)]));
  const proof: Proof = { ok: true, days: [], differences: [], notes: [], differing: [] };
  for (const piece of pieces(span, "newest")) {
    const listed = new Map<string, Listed>();
    const { refused } = await listMeetings(work, piece, async (page) => {
      for (const one of page) listed.set(one.uuid, one);
      return page.length;
    });
    if (refused.length > 0) {
      const gone = [...new Set(refused.flatMap((one) => daysOf(one, timeZone)))];
      proof.notes.push(
        `Zoom no longer lists ${gone.length} of these days (${gone[0]} to ${gone.at(-1)}): not compared`,
      );
    }
    const known: string[] = [];
    for (const part of without(piece, refused))
      known.push(...(await work.destination.find(meetings.name, { span: part })));
    await compareListed(work, [...listed.values()], options, days, proof);
    await compareUnlisted(
      work,
      known.filter((uuid) => !listed.has(uuid)),
      timeZone,
      days,
      proof,
    );
  }
  await addAdvice(work, options, days, proof);
  proof.days = [...days.values()].map(({ participants: _, minutes: __, ...day }) => day);
  for (const day of proof.days) {
    day.ok = !proof.differences.some(({ binding, date }) => binding && date === day.date);
  }
  proof.ok = !proof.differences.some(({ binding }) => binding);
  return proof;
}

async function compareListed(
  work: Work,
  listed: readonly Listed[],
  { timeZone, deep }: VerifyOptions,
  days: ReadonlyMap<Day, DaySums>,
  proof: Proof,
): Promise<void> {
  const sample = sampleOf(work, listed, deep);
  for (let at = 0; at < listed.length; at += pageSize) {
    const page = listed.slice(at, at + pageSize);
    const uuids = page.map(({ uuid }) => uuid);
    const stored = new Map((await readAll(work, uuids)).map((document) => [document._id, document]));
    const rows = await countRows(work, uuids);
    for (const one of page) {
      const pair: Pair = {
        uuid: one.uuid,
        date: dateOf(stored.get(one.uuid) ?? one.fields, timeZone),
        fields: one.fields,
        stored: stored.get(one.uuid),
        rows: rows.get(one.uuid) ?? 0,
      };
      const isMissing = pair.stored === undefined && proof.differences.length < mostAsked;
      if (isMissing || needsTotal(pair)) pair.total = await askTotal(work, one, pair.rows);
      const day = days.get(pair.date);
      const difference =
        compareMeeting(pair) ?? (sample.has(one.uuid) ? await compareRows(work, one, pair, day) : undefined);
      if (difference !== undefined) {
        proof.differences.push(difference);
        proof.differing.push(one);
      }
      addToDay(day, pair);
    }
  }
}

function addToDay(day: DaySums | undefined, { fields, stored, rows, total }: Pair): void {
  if (day === undefined) return;
  day.zoom.meetings += 1;
  day.zoom.sessions += total ?? Number(stored?.sessions_total ?? 0);
  day.participants += Number(fields.participant_sessions ?? 0);
  if (stored === undefined) return;
  day.stored.meetings += 1;
  day.stored.sessions += rows;
}

/** Stored meetings that the listing does not show: Zoom is asked for each by its uuid. */
async function compareUnlisted(
  work: Work,
  uuids: readonly string[],
  timeZone: string,
  days: ReadonlyMap<Day, DaySums>,
  proof: Proof,
): Promise<void> {
  const rows = await countRows(work, uuids);
  for (const stored of await readAll(work, uuids)) {
    const date = dateOf(stored, timeZone);
    const day = days.get(date);
    if (day !== undefined) {
      day.stored.meetings += 1;
      day.stored.sessions += rows.get(stored._id) ?? 0;
    }
    if (isGone(stored)) continue;
    const found = await lookUp(work, stored._id).catch((error: unknown) => {
      if (error instanceof SubjectUnavailable || error instanceof StreamRefused) return undefined;
      throw error;
    });
    proof.differences.push({
      kind: "not_listed",
      binding: found === undefined,
      date,
      uuid: stored._id,
      zoom: found === undefined ? 0 : 1,
      stored: 1,
      reason:
        found === undefined
          ? "the store has the meeting, and Zoom neither lists it nor knows it"
          : "Zoom knows the meeting, and does not list it on this day",
    });
    if (found === undefined) proof.differing.push({ uuid: stored._id, fields: {}, stored });
  }
}

/** Zoom's own count of a meeting's sessions, from the first page of the list; what is stored where Zoom has none. */
async function askTotal(work: Work, { uuid, type }: Listed, rows: number): Promise<number> {
  for (const kind of type === "pastOne" ? ["pastOne", "past"] : ["past", "pastOne"]) {
    try {
      const body = await work.zoom.get({
        endpoint: sessions.zoom,
        ids: { meetingId: uuid },
        query: { ...sessions.zoom.query, type: kind, page_size: "1" },
      });
      if (typeof body.total_records === "number") return body.total_records;
    } catch (error) {
      if (!(error instanceof SubjectUnavailable)) throw error;
    }
  }
  return rows;
}

/** Reads a meeting's session list again and compares row by row. */
async function compareRows(
  work: Work,
  listed: Listed,
  { uuid, date, stored }: Pair,
  day: DaySums | undefined,
): Promise<Difference | undefined> {
  if (stored === undefined || isGone(stored)) return undefined;
  const read = await readSessions(work, listed);
  if (read.error instanceof StreamRefused || !read.complete) {
    if (read.error !== undefined && !(read.error instanceof SubjectUnavailable)) throw read.error;
    return undefined;
  }
  const theirs = new Set(sessionIds(uuid, read.rows));
  const held = await work.destination.members(sessions.name, [uuid]);
  const ours = new Set(held.map(({ _id }) => _id));
  if (day !== undefined) {
    for (const { duration, status } of held) {
      if (status !== "in_waiting_room") day.minutes += Math.ceil(Number(duration ?? 0) / 60);
    }
  }
  const missing = [...theirs].filter((id) => !ours.has(id)).length;
  const extra = [...ours].filter((id) => !theirs.has(id)).length;
  if (missing === 0 && extra === 0) return undefined;
  const reason = `read again: ${missing} of Zoom's sessions are not stored, ${extra} stored ones are not Zoom's`;
  return { kind: "sessions", binding: true, date, uuid, zoom: theirs.size, stored: ours.size, reason };
}

function sampleOf(
  { effects }: Work,
  listed: readonly Listed[],
  deep: number | ReadonlySet<string> | "all" | undefined,
): ReadonlySet<string> {
  if (deep === undefined) return new Set();
  if (typeof deep === "object") return deep;
  const uuids = listed.map(({ uuid }) => uuid);
  if (deep === "all" || deep >= uuids.length) return new Set(uuids);
  const sample = new Set<string>();
  while (sample.size < deep) {
    const uuid = uuids[Math.floor(effects.random() * uuids.length)];
    if (uuid !== undefined) sample.add(uuid);
  }
  return sample;
}

/** What only hints at a difference: `participants`, and the daily report where it may be read. */
async function addAdvice(
  work: Work,
  { deep }: VerifyOptions,
  days: ReadonlyMap<Day, DaySums>,
  proof: Proof,
): Promise<void> {
  const reports = new Map<Day, { meetings: number; minutes: number }>();
  for (const month of new Set([...days.keys()].map((date) => date.slice(0, 7)))) {
    try {
      const [year = "", number = ""] = month.split("-");
      const { dates } = await work.zoom.get({
        endpoint: dailyReport,
        query: { year, month: String(Number(number)) },
      });
      for (const { date, meetings: held, meeting_minutes } of listOf(dates)) {
        reports.set(String(date), { meetings: Number(held), minutes: Number(meeting_minutes) });
      }
    } catch (error) {
      if (!(error instanceof StreamRefused)) throw error;
      proof.notes.push(`the daily report was not compared: ${error.explanation.reason}`);
      break;
    }
  }
  for (const [date, { participants, stored, minutes }] of days) {
    // Minutes are known only where every session was looked at.
    const ours = deep === "all" ? { ...stored, minutes } : stored;
    proof.differences.push(...compareDay(date, { participants, daily: reports.get(date) }, ours));
  }
}

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}

async function readAll(work: Work, uuids: readonly string[]): Promise<Document[]> {
  const found: Document[] = [];
  for (let at = 0; at < uuids.length; at += pageSize) {
    found.push(...(await work.destination.read(meetings.name, uuids.slice(at, at + pageSize))));
  }
  return found;
}

async function countRows(work: Work, uuids: readonly string[]): Promise<Map<string, number>> {
  return uuids.length === 0 ? new Map() : work.destination.countMembers(sessions.name, uuids);
}

function dateOf({ start_time }: JsonObject, timeZone: string): Day {
  return typeof start_time === "string" ? dayAt(Date.parse(start_time), timeZone) : "";
}

function emptyDay(date: Day): DaySums {
  return {
    date,
    ok: true,
    zoom: { meetings: 0, sessions: 0 },
    stored: { meetings: 0, sessions: 0 },
    participants: 0,
    minutes: 0,
  };
}
