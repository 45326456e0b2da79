/** Who took part in one meeting, and for how long: the one place where these figures come from. Pure. */

import type { JsonObject } from "../document.ts";
import type { Draft } from "./draft.ts";
import { isoOf, secondsOf } from "./instant.ts";
import { knownBy, personDocument } from "./person-document.ts";
import { personsOf } from "./persons.ts";
import { Edges, gapsOf, type Interval, lengthOf, union } from "./presence.ts";
import { sortedNumbers } from "./sorted-numbers.ts";
import { spanOf } from "./span.ts";

/** Changes whenever the same sessions would give other figures: what was counted by other rules is counted again. */
export const attendanceRules = "1";

export interface MeetingPeople {
  /** The own fields of one `attendance` document for each person, by first join, then person. */
  people: JsonObject[];
  totals: {
    unique_people: number;
    peak_concurrency: number;
    /** Absent when nobody was there for a second. */
    peak_at?: string;
    /** Of all people together. */
    attended_seconds: number;
  };
}

/**
 * The people of a meeting from its stored sessions. Nobody is there for longer than the meeting lasts; the order of
 * the sessions does not matter; a session cut in two gives the same but for `sessions`.
 * @param meeting the stored document, of which the start, the end and the duration are read
 */
export function attendanceOf(meeting: JsonObject, sessions: readonly JsonObject[]): MeetingPeople {
  const known = spanOf(meeting, sessions);
  const span = known ?? { start: 0, end: 0 };
  const edges = new Edges();
  const people: JsonObject[] = [];
  let attended = 0;
  for (const draft of inOrder(personsOf(sessions, span), span.start)) {
    let stayed = draft.last - draft.first;
    let gaps: readonly Interval[] | undefined;
    if (draft.stretches === undefined) edges.add(draft.first, draft.last);
    else {
      const presence = union(draft.stretches);
      for (const { start, end } of presence) edges.add(start, end);
      stayed = lengthOf(presence);
      if (stayed < draft.last - draft.first) gaps = gapsOf(presence, { start: draft.first, end: draft.last });
    }
    attended += stayed;
    const document = personDocument(draft, stayed, gaps, span);
    people.push(known === undefined ? withoutTimes(document) : document);
  }
  const peak = edges.peak();
  return {
    people,
    totals: {
      unique_people: people.length,
      peak_concurrency: peak.count,
      ...(peak.at === undefined ? {} : { peak_at: isoOf(peak.at) }),
      attended_seconds: attended,
    },
  };
}

/** When nothing is known of the meeting's time, nor is of anybody's in it. */
function withoutTimes(document: JsonObject): JsonObject {
  const times = /_join$|_leave$|_seconds$/;
  return Object.fromEntries(Object.entries(document).filter(([field]) => !times.test(field)));
}

/**
 * By first join, then person; without those who were never let in, who did not take part. Sorted as numbers, which
 * is quicker than asking for each pair which comes first.
 */
function inOrder(persons: readonly Draft[], from: number): Draft[] {
  const count = persons.length;
  const keys: number[] = [];
  for (let place = 0; place < count; place += 1) {
    const { first, sessions } = persons[place] as Draft;
    if (sessions > 0) keys.push((first - from) * count + place);
  }
  const sorted = sortedNumbers(keys);
  const ordered: Draft[] = [];
  for (let place = 0; place < sorted.length; place += 1)
    ordered.push(persons[(sorted[place] as number) % count] as Draft);
  let start = 0;
  for (let end = 1; end <= ordered.length; end += 1) {
    if (ordered[end]?.first === ordered[start]?.first) continue;
    if (end - start > 1) sortByPerson(ordered, start, end);
    start = end;
  }
  return ordered;
}

function sortByPerson(ordered: Draft[], start: number, end: number): void {
  const same = ordered.slice(start, end).map((draft) => ({ draft, person: knownBy(draft).person }));
  same.sort((a, b) => (a.person < b.person ? -1 : 1));
  for (const [place, { draft }] of same.entries()) ordered[start + place] = draft;
}

/** When somebody was there, from a stored `attendance` document: a union. */
export function presenceOf(document: JsonObject): Interval[] {
  const whole = { start: secondsOf(document.first_join), end: secondsOf(document.last_leave) };
  if (!(whole.end > whole.start)) return [];
  if (!Array.isArray(document.gaps)) return [whole];
  const gaps = document.gaps.map((gap) => {
    const { start, end } = gap as JsonObject;
    return { start: secondsOf(start), end: secondsOf(end) };
  });
  return gapsOf(gaps, whole);
}
