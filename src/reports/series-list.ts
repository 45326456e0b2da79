/** The series of some days: how often each met, how many people came, when it met last. */

import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { textOf } from "../people/texts.ts";
import { attendance } from "../streams/attendance.ts";
import { meetings } from "../streams/meeting.ts";
import type { Span } from "../time.ts";
import { objectOf } from "./stored-value.ts";

export interface SeriesRow {
  /** The meeting number. */
  number: string;
  /** Of the latest meeting, like the host and the kind. */
  topic?: string;
  host?: string;
  /** `unknown` where Zoom does not say. */
  kind?: string;
  meetings: number;
  /** Different people by `identity`; rooms and telephones count too. */
  people: number;
  attended_seconds: number;
  /** When the latest meeting began: ISO 8601, UTC. */
  last?: string;
}

export const seriesOrders = ["time", "meetings", "people", "topic", "number"] as const;
export type SeriesOrder = (typeof seriesOrders)[number];

export interface SeriesAsked {
  span: Span | undefined;
  /** A part of the topic or of the number. */
  search?: string | undefined;
  by: SeriesOrder;
  order: "ascending" | "descending";
  /** Series that come before all others. */
  first: readonly string[];
  offset: number;
  limit: number;
}

export interface SeriesPage {
  total: number;
  rows: SeriesRow[];
}

/** A series as the first look at the store has it. */
interface Found {
  number: string;
  topic: string;
  meetings: number;
  attendedSeconds: number;
  people: number | undefined;
}

/** What is not sorted by is read for the series of the page alone. */
export async function readSeriesPage(source: Source, asked: SeriesAsked): Promise<SeriesPage> {
  const { span, offset, limit } = asked;
  const where = span === undefined ? {} : { span };
  const groups = await source.rollUp(meetings.name, {
    where,
    by: { field: "meeting_series_id" },
    label: "topic",
    sum: ["attended_seconds"],
  });
  const ofAll = asked.by === "people" ? await countPeople(source, where) : undefined;
  const found = groups.flatMap(({ key: number, label: topic = "", count, sum }): Found[] =>
    number === undefined || !isMeant(asked.search, number, topic)
      ? []
      : [
          {
            number,
            topic,
            meetings: count,
            attendedSeconds: sum.attended_seconds ?? 0,
            people: ofAll === undefined ? undefined : (ofAll.get(number) ?? 0),
          },
        ],
  );
  const first = new Set(asked.first);
  const compare = orderOf(asked);
  found.sort((a, b) => Number(first.has(b.number)) - Number(first.has(a.number)) || compare(a, b));
  const shown = found.slice(offset, offset + limit);
  const numbers = shown.map(({ number }) => number);
  const is = { meeting_series_id: numbers };
  const latest = await readLatest(source, numbers, where);
  const people = ofAll ?? (numbers.length === 0 ? new Map() : await countPeople(source, { ...where, is }));
  const rows = shown.map((one) => rowOf(one, latest.get(one.number), people.get(one.number) ?? 0));
  return { total: found.length, rows };
}

async function countPeople(
  source: Source,
  where: Parameters<Source["rollUp"]>[1]["where"] & object,
): Promise<Map<string, number>> {
  const groups = await source.rollUp(attendance.name, {
    where,
    by: { field: "meeting_series_id" },
    distinct: ["identity"],
  });
  return new Map(groups.map(({ key = "", distinct }) => [key, distinct.identity ?? 0]));
}

function isMeant(search: string | undefined, number: string, topic: string): boolean {
  if (search === undefined) return true;
  const digits = search.replaceAll(/[\s-]/g, "");
  const isNumber = /^\d+$/.test(digits) && number.includes(digits);
  return isNumber || topic.toLowerCase().includes(search.toLowerCase());
}

function orderOf({ by, order }: SeriesAsked): (a: Found, b: Found) => number {
  const sign = order === "ascending" ? 1 : -1;
  const byNumber = (a: Found, b: Found) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0);
  const figure = (one: Found) =>
    by === "time" ? one.attendedSeconds : by === "people" ? (one.people ?? 0) : one.meetings;
  if (by === "number") return (a, b) => sign * byNumber(a, b);
  if (by === "topic") return (a, b) => sign * compareTopics(a.topic, b.topic) || byNumber(a, b);
  return (a, b) => sign * (figure(a) - figure(b)) || byNumber(a, b);
}

const { compare: compareTopics } = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/**
 * The latest meeting of each series. Those of several are asked for at once: as most of them met lately, few questions
 * are enough.
 */
async function readLatest(
  source: Source,
  numbers: readonly string[],
  where: { span?: Span },
): Promise<Map<string, Document>> {
  const latest = new Map<string, Document>();
  for (let open = [...numbers]; open.length > 0; ) {
    const { documents } = await source.page(meetings.name, {
      where: { ...where, is: { meeting_series_id: open } },
      by: "start_time",
      order: "descending",
      offset: 0,
      limit: 2 * open.length,
      fields: ["meeting_series_id", "start_time", ...headFields],
    });
    if (documents.length === 0) break;
    for (const document of documents) {
      const number = String(document.meeting_series_id);
      if (!latest.has(number)) latest.set(number, document);
    }
    open = open.filter((number) => !latest.has(number));
  }
  return latest;
}

function rowOf(found: Found, latest: Document | undefined, people: number): SeriesRow {
  const { topic, host, kind } = headOf(latest);
  const last = latest?.start_time;
  const called = topic ?? (found.topic === "" ? undefined : found.topic);
  return {
    number: found.number,
    ...(called === undefined ? {} : { topic: called }),
    ...(host === undefined ? {} : { host }),
    ...(kind === undefined ? {} : { kind }),
    meetings: found.meetings,
    people,
    attended_seconds: found.attendedSeconds,
    ...(typeof last === "string" ? { last } : {}),
  };
}

/** What {@link headOf} reads. */
export const headFields: readonly string[] = ["topic", "host", "series"];

/** What a meeting says of its series. */
export function headOf(meeting: Document | undefined): { topic?: string; host?: string; kind?: string } {
  const [host, series] = [objectOf(meeting?.host), objectOf(meeting?.series)];
  const topic = textOf(meeting?.topic);
  const named = textOf(host.name) ?? textOf(host.email);
  const kind = textOf(series.kind);
  return {
    ...(topic === undefined ? {} : { topic }),
    ...(named === undefined ? {} : { host: named }),
    ...(kind === undefined ? {} : { kind }),
  };
}
