/** One person's meetings or webinars, for whoever asks for that person. */

import {
  allMeetingsOf,
  type OnePerson,
  type PersonAsked,
  type PersonMeeting,
  pageOfMeetings,
  personSort,
  personSorts,
  readPerson,
} from "../../reports/one-person.ts";
import type { Answer } from "../answer.ts";
import type { Cell } from "../csv.ts";
import type { Query } from "../query.ts";
import { askedKind } from "./asked-kind.ts";

export type { OnePerson, PersonMeeting } from "../../reports/one-person.ts";

/** Rows on a page. */
const pageSize = 50;

export interface PersonFound extends OnePerson {
  /** How many rows there are in all, which of a name are more than meetings where two had it in one. */
  total: number;
  /** From 1. */
  page: number;
  pageSize: number;
  rows: PersonMeeting[];
}

export const personAnswer: Answer<PersonFound> = {
  name: "person",
  read: async ({ source }, query) => {
    const who = readWho(query);
    const page = query.page();
    const person = await readPerson(source, who);
    const asked = { ...readSorted(who.kind, query), offset: (page - 1) * pageSize, limit: pageSize };
    return { ...person, ...(await pageOfMeetings(source, who, asked)), page, pageSize };
  },
  table: async ({ source }, query) => {
    const who = readWho(query);
    await readPerson(source, who);
    return { columns: csvColumns, rows: cellsOf(allMeetingsOf(source, who, readSorted(who.kind, query))) };
  },
};

function readWho(query: Query): PersonAsked {
  return { kind: askedKind(query), identity: query.key("identity"), span: query.span() };
}

function readSorted(kind: PersonAsked["kind"], query: Query) {
  const by = query.choice("sort", personSorts);
  return { by: personSort(kind, by), order: query.order("descending") };
}

const csvColumns = [
  ...["start", "topic", "host", "meeting_seconds", "name", "role", "first_join", "last_leave"],
  ...["attended_seconds", "share", "late_seconds", "early_seconds", "gap_seconds", "sessions", "devices"],
  ...["confidence", "uuid"],
];

async function* cellsOf(rows: AsyncIterable<PersonMeeting>): AsyncGenerator<Cell[]> {
  for await (const row of rows)
    yield [
      ...[row.start, row.topic, row.host, row.duration, row.name, row.role, row.firstJoin, row.lastLeave],
      ...[row.attended, row.share, row.late, row.early, row.gapSeconds, row.sessions],
      ...[row.devices.join("; "), row.confidence, row.uuid],
    ];
}
