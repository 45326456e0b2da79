/** Who was in a meeting or webinar, page by page, and the time line of those on a page. */

import { readEvent } from "../../reports/event.ts";
import { type Lanes, readLanes } from "../../reports/meeting-lanes.ts";
import {
  type Attendee,
  allPeople,
  attendeeOf,
  attendeeSorts,
  pageOfPeople,
  type Sorted,
} from "../../reports/meeting-people.ts";
import type { Answer, Ask } from "../answer.ts";
import type { Cell } from "../csv.ts";
import { type Query, wrongQuery } from "../query.ts";

export type { Bar, Lane } from "../../reports/meeting-lanes.ts";
export type { Attendee } from "../../reports/meeting-people.ts";

/** People on a page, and the most that `all=yes` puts on one. */
const pageSize = 100;
const mostOnPage = 1_000;

interface Paged {
  /** How many people there are in all. */
  total: number;
  /** From 1. */
  page: number;
  pageSize: number;
}

export interface MeetingPeople extends Paged {
  people: Attendee[];
}

export const meetingPeopleAnswer: Answer<MeetingPeople> = {
  name: "meeting-people",
  read: async (ask, query) => {
    const { documents, ...paged } = await readPage(ask, query, pageSize);
    return { ...paged, people: documents.map(attendeeOf) };
  },
  table: async (ask, query) => {
    const uuid = query.key("uuid");
    const { kind } = await readEvent(ask.source, uuid, []);
    const people = allPeople(ask.source, kind, uuid, readSorted(ask, query));
    return { columns: csvColumns, rows: cellsOf(people) };
  },
};

export interface MeetingLanes extends Paged, Lanes {
  /** How many `all=yes` shows at most. */
  most: number;
}

export const meetingLanesAnswer: Answer<MeetingLanes> = {
  name: "meeting-lanes",
  read: async (ask, query) => {
    const size = query.flag("all") ? mostOnPage : pageSize;
    const { documents, ...paged } = await readPage(ask, query, size);
    return { ...paged, ...(await readLanes(ask.source, query.key("uuid"), documents)), most: mostOnPage };
  },
};

async function readPage(ask: Ask, query: Query, size: number) {
  const page = query.page();
  const asked = { ...readSorted(ask, query), offset: (page - 1) * size, limit: size };
  const uuid = query.key("uuid");
  const { kind } = await readEvent(ask.source, uuid, []);
  return { ...(await pageOfPeople(ask.source, kind, uuid, asked)), page, pageSize: size };
}

function readSorted({ hidesPeople }: Ask, query: Query): Sorted {
  const by = query.choice("sort", [
    ...(["first", "last", "name", "attended", "share", "late", "early", "gaps", "sessions"] as const),
  ]);
  // The order would still tell the names.
  if (hidesPeople && by === "name") throw wrongQuery("sort", "something else while people are hidden", by);
  return { by: attendeeSorts[by], order: query.order("ascending") };
}

const csvColumns = [
  ...[
    "name",
    "other_names",
    "email",
    "kind",
    "role",
    "first_join",
    "last_leave",
    "attended_seconds",
    "share",
  ],
  ...["late_seconds", "early_seconds", "gaps", "gap_seconds", "waited_seconds", "sessions", "devices"],
  ...["countries", "known_by", "confidence", "person", "identity"],
];

async function* cellsOf(people: AsyncIterable<Attendee>): AsyncGenerator<Cell[]> {
  for await (const one of people)
    yield [
      ...[one.name, one.otherNames.join("; "), one.email, one.kind, one.role, one.firstJoin, one.lastLeave],
      ...[one.attended, one.share, one.late, one.early, one.gaps, one.gapSeconds, one.waited, one.sessions],
      ...[one.devices.join("; "), one.countries.join("; "), one.basis, one.confidence],
      ...[one.person, one.identity],
    ];
}
