/**
 * Proves that the store has what Zoom has: lists days again, compares the sets of uuids and the stored rows with Zoom's
 * own counts of the sessions. It counts rows, never a stored counter, and changes nothing.
 */

import type { Document, JsonObject } from "../../document.ts";
import { StreamRefused, SubjectUnavailable } from "../../errors.ts";
import { attendance } from "../../streams/attendance.ts";
import { meetings } from "../../streams/meeting.ts";
import { sessions } from "../../streams/session.ts";
import { type Day, dayAt } from "../../time.ts";
import { directoryOf } from "../list-hosts.ts";
import { type Listed, listMeetings } from "../list-meetings.ts";
import { lookUp } from "../look-up.ts";
import { daysOf, without } from "../plan.ts";
import { sessionSourcesOf } from "../read-sessions.ts";
import { createSkipped, isOfWantedHost } from "../skip.ts";
import { pieces } from "../window.ts";
import type { Work } from "../work.ts";
import { compareMeeting, isGone, needsTotal, type Pair } from "./compare.ts";
import { type DaySums, emptyProof, type Growing, type Proof, type VerifyOptions } from "./proof.ts";
import { addAdvice } from "./verify-advice.ts";
import { readAgain } from "./verify-deep.ts";
import { verifyStreams } from "./verify-streams.ts";

const pageSize = 300;
/** Meetings that are not stored are asked for the number of their sessions as long as they are few. */
const mostAsked = 100;

export async function verify(work: Work, options: VerifyOptions): Promise<Proof> {
  const { span, timeZone } = options;
  const days = new Map<Day, DaySums>(daysOf(span, timeZone).map((date) => [date, emptyDay(date)]));
  const proof = emptyProof();
  const gone = new Set<Day>();
  // Who the users are may be asked on the way; they are not stored.
  work.keeps = () => false;
  const isWanted = await wantedBy(work);
  const listsMeetings = work.options.streams.some(({ name }) => name === meetings.name);
  if (!listsMeetings) days.clear();
  for (const piece of listsMeetings ? pieces(span, "newest") : []) {
    const listed = new Map<string, Listed>();
    const { refused } = await listMeetings(work, piece, async (page) => {
      for (const one of page) if (isWanted(one.fields)) listed.set(one.uuid, one);
      return page.length;
    });
    for (const day of refused.flatMap((one) => daysOf(one, timeZone))) gone.add(day);
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
      isWanted,
    );
  }
  leaveOut([...gone].sort(), days, proof);
  await readAgain(work, options, days, proof);
  await addAdvice(work, options, days, proof);
  await verifyStreams(work, options, proof);
  proof.days = [...days.values()].map(({ participants: _, minutes: __, ...day }) => day);
  for (const day of proof.days) {
    day.ok = !proof.differences.some(({ binding, date }) => binding && date === day.date);
  }
  for (const { stream, error } of work.refusals) proof.unproven[stream] = error.explanation.reason;
  proof.ok = !proof.differences.some(({ binding }) => binding) && Object.keys(proof.unproven).length === 0;
  const { agreeing: _, ...whole } = proof;
  return whole;
}

/** Which meetings are compared: those that a harvest with the same settings stores. */
async function wantedBy(work: Work): Promise<(fields: JsonObject) => boolean> {
  const { onlyGroups, skipHosts } = work.options;
  if (onlyGroups.length + skipHosts.length === 0) return () => true;
  const skipped = createSkipped(onlyGroups, skipHosts);
  const directory = await directoryOf(work);
  return (fields) => isOfWantedHost(skipped, directory, fields);
}

/** Days that Zoom does not list are not compared; one that it lists in part is, as far as it does. */
function leaveOut(gone: readonly Day[], days: Map<Day, DaySums>, { notes }: Proof): void {
  const left = gone.filter((date) => days.get(date)?.zoom.meetings === 0);
  for (const date of left) days.delete(date);
  if (left.length === 0) return;
  notes.push(
    `Zoom no longer lists ${left.length} of these days (${left[0]} to ${left.at(-1)}): they are not compared`,
  );
}

async function compareListed(
  work: Work,
  listed: readonly Listed[],
  { timeZone, deep }: VerifyOptions,
  days: ReadonlyMap<Day, DaySums>,
  proof: Growing,
): Promise<void> {
  for (let at = 0; at < listed.length; at += pageSize) {
    const page = listed.slice(at, at + pageSize);
    const uuids = page.map(({ uuid }) => uuid);
    const stored = new Map((await readAll(work, uuids)).map((document) => [document._id, document]));
    const rows = await countRows(work, uuids);
    const counted = [...stored.values()].filter(({ unique_people }) => unique_people !== undefined);
    const people = await countStoredPeople(work, counted);
    for (const one of page) {
      const pair: Pair = {
        uuid: one.uuid,
        date: dateOf(stored.get(one.uuid) ?? one.fields, timeZone),
        fields: one.fields,
        source: one.source,
        stored: stored.get(one.uuid),
        rows: rows.get(one.uuid) ?? 0,
      };
      const held = people.get(one.uuid);
      if (held !== undefined) pair.people = held;
      const isMissing = pair.stored === undefined && proof.differences.length < mostAsked;
      if (isMissing || needsTotal(pair)) pair.total = await askTotal(work, one, pair.rows);
      const day = days.get(pair.date);
      const difference = compareMeeting(pair);
      if (difference !== undefined) {
        proof.differences.push(difference);
        if (difference.kind === "attendance") proof.uncounted.push(one.uuid);
        else proof.differing.push(one);
      } else if (deep !== undefined && pair.stored !== undefined && !isGone(pair.stored)) {
        const { uuid, type, source, fields, askedAt } = one;
        const { participant_sessions = null } = fields;
        proof.agreeing.push({
          listed: {
            uuid,
            ...(type && { type }),
            ...(source && { source }),
            fields: { participant_sessions },
            askedAt,
          },
          date: pair.date,
        });
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
  isWanted: (fields: JsonObject) => boolean,
): Promise<void> {
  const rows = await countRows(work, uuids);
  for (const stored of await readAll(work, uuids)) {
    if (!isWanted(stored)) continue;
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
    if (found === undefined) proof.differing.push({ uuid: stored._id, fields: {}, stored, isUnknown: true });
  }
}

/** Zoom's own count of a meeting's sessions, from the first page of the list; what is stored where Zoom has none. */
function askTotal(work: Work, { uuid, type }: Listed, rows: number): Promise<number> {
  return work.ladder.best(sessions.name, sessionSourcesOf(work), async ({ source, zoom: endpoint }) => {
    const types = type === "pastOne" ? ["pastOne", "past"] : ["past", "pastOne"];
    const queries = source === sessions.source ? types.map((one) => ({ type: one })) : [{}];
    for (const query of queries) {
      try {
        const body = await work.zoom.get({
          endpoint,
          ids: { meetingId: uuid },
          query: { ...endpoint.query, ...query, page_size: "1" },
        });
        if (typeof body.total_records === "number") return body.total_records;
      } catch (error) {
        if (!(error instanceof SubjectUnavailable)) throw error;
      }
    }
    return rows;
  });
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

/** Of meetings that an older program stored nobody has counted the people: they are not asked for. */
async function countStoredPeople(work: Work, counted: readonly Document[]): Promise<Map<string, number>> {
  const uuids = counted.map(({ _id }) => _id);
  return uuids.length === 0 ? new Map() : work.destination.countMembers(attendance.name, uuids);
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
