/** Meetings or webinars that one looks for, page by page, and the departments to choose from. */

import type { Where } from "../../destinations/reader.ts";
import {
  allMeetings,
  type MeetingRow,
  type MeetingsAsked,
  readDepartments,
  readMeetings,
  whereMeetings,
} from "../../reports/meeting-list.ts";
import type { Answer, Ask } from "../answer.ts";
import { type Order, type Query, wrongQuery } from "../query.ts";
import { askedKind } from "./asked-kind.ts";

export type { MeetingRow } from "../../reports/meeting-list.ts";

export interface MeetingsFound {
  /** How many there are in all. */
  total: number;
  /** From 1. */
  page: number;
  pageSize: number;
  rows: MeetingRow[];
}

/** Rows on a page. */
const pageSize = 50;
/** What one can sort by, and the field that it is. */
const sorts = {
  start: "start_time",
  topic: "topic",
  host: "host.name",
  people: "unique_people",
  duration: "duration",
  peak: "peak_concurrency",
} as const;

export const meetingsAnswer: Answer<MeetingsFound> = {
  name: "meetings",
  read: async (ask, query) => {
    const by = sorts[readSort(ask, query)];
    const order = readOrder(query);
    const page = query.page();
    const where = await whereOf(ask, query);
    const asked = { where, by, order, offset: (page - 1) * pageSize, limit: pageSize };
    return { ...(await readMeetings(ask.source, askedKind(query), asked)), page, pageSize };
  },
  table: async (ask, query) => {
    const isByStart = readSort(ask, query) === "start";
    const order = isByStart && readOrder(query) === "ascending" ? "oldest" : "newest";
    const rows = allMeetings(ask.source, askedKind(query), await whereOf(ask, query), order);
    return { columns: csvColumns, rows: cellsOf(rows) };
  },
};

const csvColumns = [
  ...["start", "topic", "host", "department", "people", "peak", "duration_seconds", "zoom_participants"],
  ...["state", "series", "uuid"],
];

async function* cellsOf(rows: AsyncIterable<MeetingRow>) {
  for await (const { start, topic, host, department, people, peak, duration, ...row } of rows) {
    const { zoomCount, state, series, uuid } = row;
    yield [start, topic, host, department, people, peak, duration, zoomCount, state, series, uuid];
  }
}

export interface Departments {
  departments: { department: string; meetings: number }[];
}

export const departmentsAnswer: Answer<Departments> = {
  name: "meeting-departments",
  read: async ({ source }, query) => ({
    departments: await readDepartments(source, askedKind(query), query.span()),
  }),
};

function readSort({ hidesPeople }: Ask, query: Query): keyof typeof sorts {
  const by = query.choice("sort", ["start", "topic", "host", "people", "duration", "peak"]);
  // The order would still tell what is not shown.
  if (hidesPeople && (by === "topic" || by === "host"))
    throw wrongQuery("sort", "something that names nobody while people are hidden", by);
  return by;
}

/** Texts begin with A, figures with the greatest. */
function readOrder(query: Query): Order {
  const sort = query.text("sort");
  const isText = sort === "topic" || sort === "host";
  return query.order(isText ? "ascending" : "descending");
}

function whereOf({ source }: Ask, query: Query): Promise<Where> {
  const asked: MeetingsAsked = {
    kind: askedKind(query),
    span: query.span(),
    topic: query.text("topic"),
    host: query.text("host"),
    department: query.text("department"),
    person: query.text("person"),
    people: limitsOf(query, "least", "most"),
    duration: limitsOf(query, "shortest", "longest", 60),
  };
  return whereMeetings(source, asked);
}

function limitsOf(query: Query, from: string, to: string, unit = 1): MeetingsAsked["people"] {
  const [least, most] = [query.count(from), query.count(to)];
  if (least !== undefined && most !== undefined && least > most)
    throw wrongQuery(from, `no more than ${most}`, String(least));
  return {
    ...(least === undefined ? {} : { least: least * unit }),
    // Up to 60 minutes are also 60 minutes and some seconds.
    ...(most === undefined ? {} : { most: most * unit + unit - 1 }),
  };
}
