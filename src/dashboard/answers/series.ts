/** One series: who came to which of its meetings, who of the class list did not, and how that went over time. */

import type { Source } from "../../destinations/source.ts";
import { keysOf } from "../../people/across/attendance-row.ts";
import type { MatrixPerson } from "../../people/across/series-matrix.ts";
import { readAttendance } from "../../reports/attendance.ts";
import { type AttendanceTold, columnFigures, openMeetings, tellAttendance } from "../../reports/series.ts";
import { headFields, headOf } from "../../reports/series-list.ts";
import { meetingKind } from "../../streams/event-kind.ts";
import { series } from "../../streams/series.ts";
import { dayAt } from "../../time.ts";
import type { Answer, Ask, GivenRoster } from "../answer.ts";
import type { Query } from "../query.ts";
import { type MatrixRow, matrixTable, rowOf } from "./series-rows.ts";
import type { SeriesHead, SeriesOpen, SeriesRoster, SeriesTold, Who } from "./series-shape.ts";

export type { MatrixCell, MatrixRow } from "./series-rows.ts";
export type * from "./series-shape.ts";

/** Rows on a page. */
const pageSize = 100;
/** Columns that are shown unless all are asked for. */
const mostColumns = 60;
/** Open meetings that are named. */
const mostOpen = 20;
/** People beside the list, and proposals, that are shown at once. */
const mostOthers = 50;

export const seriesAnswer: Answer<SeriesTold> = {
  name: "series",
  read: async (ask, query) => {
    const { told, asked, roster } = await tell(ask, query);
    const { columns } = told;
    const hidden = query.choice("columns", ["latest", "all"]) === "all" ? 0 : columns.length - mostColumns;
    const page = query.page();
    const chosen = choose(told, asked);
    const from = Math.max(0, hidden);
    const row = (person: MatrixPerson) => rowOf(person, columns, from, ask.hidesPeople);
    const group = peopleOf(told, asked.who);
    const base = told.hasRoster ? peopleOf(told, "list") : told.everybody;
    const figures = columnFigures(columns, base);
    return {
      head: await readHead(ask.source, asked.number, told),
      meetings: told.meetings.length,
      counted: told.meetings.filter(({ people }) => people === "counted").length,
      short: told.meetings.filter(({ people }) => people === "short").length,
      gone: told.meetings.filter(({ people }) => people === "none").length,
      byDay: asked.byDay,
      columns: columns.map(({ startTime, meetings: held }, index) => ({
        start: startTime,
        ...(asked.byDay && startTime !== "" ? { day: dayAt(Date.parse(startTime), asked.timeZone) } : {}),
        uuid: held[0]?.uuid ?? "",
        meetings: held.length,
        people: 0,
        ...figures[index],
      })),
      ...meansOf(figures),
      hidden: from,
      who: asked.who,
      rows: chosen.slice((page - 1) * pageSize, page * pageSize).map(row),
      total: chosen.length,
      page,
      pageSize,
      missedMore: [1, 2, 3].map((than) => ({
        than,
        people: group.filter(({ missed }) => missed > than).length,
      })),
      people: group.length,
      open: openOf(told),
      ...(roster === undefined ? {} : { roster: rosterOf(roster, told, row) }),
    };
  },
  table: async (ask, query) => {
    const { told, asked } = await tell(ask, query);
    return matrixTable(choose(told, asked), told, { byDay: asked.byDay, timeZone: asked.timeZone });
  },
};

function meansOf(figures: ReturnType<typeof columnFigures>): Pick<SeriesTold, "meanPeople" | "meanShare"> {
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const shares = figures.flatMap(({ meanShare }) => meanShare ?? []);
  return {
    ...(figures.length === 0 ? {} : { meanPeople: mean(figures.map(({ people }) => people)) }),
    ...(shares.length === 0 ? {} : { meanShare: mean(shares) }),
  };
}

type Asked = ReturnType<typeof askedOf>;

function askedOf(query: Query, number: string, hasRoster: boolean) {
  const sort = query.choice("sort", ["name", "missed", "time", "share"]);
  return {
    number,
    timeZone: query.timeZone,
    what: { series: number, span: query.span() },
    missedMoreThan: query.count("missed_more_than"),
    minSeconds: 60 * (query.count("min_minutes") ?? 0),
    shortest: 60 * (query.count("shortest") ?? 0),
    byDay: query.flag("by_day"),
    who: hasRoster ? query.choice<Who>("who", ["list", "all", "others", "never"]) : ("all" as Who),
    sort,
    order: query.order(sort === "name" ? "ascending" : "descending"),
  };
}

async function tell(
  { source, rosters, hidesPeople }: Ask,
  query: Query,
): Promise<{ told: AttendanceTold; asked: Asked; roster: GivenRoster | undefined }> {
  const number = query.key("number").replaceAll(/[\s-]/g, "");
  const roster =
    rosters.find((one) => one.series === number) ?? rosters.find((one) => one.series === undefined);
  const asked = askedOf(query, number, roster !== undefined);
  const read = await readAttendance(source, asked);
  const told = tellAttendance(read, asked, {
    people: roster?.people,
    decisions: roster?.decisions ?? [],
    ...(roster === undefined ? {} : { file: decisionsOf(roster) }),
    // Where e-mails are hidden the stored identity, hidden too, still tells people apart.
    ...(hidesPeople ? { keysFor: (row) => (row.identity === undefined ? keysOf(row) : [row.identity]) } : {}),
  });
  return { told, asked, roster };
}

function decisionsOf({ file }: GivenRoster): string {
  return `${file}.decisions.csv`;
}

function peopleOf({ everybody }: AttendanceTold, who: Who): readonly MatrixPerson[] {
  if (who === "all") return everybody;
  if (who === "others") return everybody.filter(({ roster }) => roster === undefined);
  const listed = everybody.filter(({ roster }) => roster !== undefined);
  return who === "list" ? listed : listed.filter(({ attended }) => attended === 0);
}

/** Those asked for, in the order asked for; they come by name. */
function choose(told: AttendanceTold, { who, missedMoreThan, sort, order }: Asked): MatrixPerson[] {
  const group = peopleOf(told, who);
  const chosen = group.filter(({ missed }) => missedMoreThan === undefined || missed > missedMoreThan);
  const figure = ({ missed, attendedSeconds, meanShare = 0 }: MatrixPerson) =>
    sort === "missed" ? missed : sort === "time" ? attendedSeconds : meanShare;
  if (sort === "name") return order === "ascending" ? chosen : chosen.reverse();
  const sign = order === "ascending" ? 1 : -1;
  return chosen.sort((a, b) => sign * (figure(a) - figure(b)));
}

async function readHead(source: Source, number: string, told: AttendanceTold): Promise<SeriesHead> {
  const last = told.meetings.at(-1)?.uuid;
  const [event] = last === undefined ? [] : await source.read(told.kind.events.name, [last], headFields);
  const head = headOf(event);
  const isMeeting = told.kind === meetingKind;
  // Webinars are planned too, but their plans are not harvested.
  const planned = isMeeting ? await readPlanned(source, number) : undefined;
  return {
    number,
    what: told.kind.what,
    ...head,
    ...(planned === undefined ? {} : { planned }),
  };
}

async function readPlanned(source: Source, number: string): Promise<SeriesHead["planned"]> {
  const [stored] = await source.read(series.name, [number]);
  if (stored === undefined) return undefined;
  const { start_time: next, scheduled_duration: seconds, created_at: created } = stored;
  return {
    ...(typeof next === "string" ? { next } : {}),
    ...(typeof seconds === "number" ? { seconds } : {}),
    ...(typeof created === "string" ? { created } : {}),
  };
}

function openOf(told: AttendanceTold): SeriesOpen[] {
  return openMeetings(told).map(({ why, meetings: those, hint }) => ({
    why,
    count: those.length,
    meetings: those.slice(0, mostOpen).map(({ uuid, startTime, state }) => ({
      uuid,
      state,
      ...(startTime === undefined ? {} : { start: startTime }),
    })),
    hint,
  }));
}

function rosterOf(
  roster: GivenRoster,
  told: AttendanceTold,
  row: (person: MatrixPerson) => MatrixRow,
): SeriesRoster {
  const listed = peopleOf(told, "list");
  const never = listed.filter(({ attended }) => attended === 0);
  return {
    file: roster.file,
    people: listed.length,
    came: listed.length - never.length,
    never: never.map((person) => ({ name: row(person).name })),
    notListed: told.everybody.length - listed.length,
    others: peopleOf(told, "others").slice(0, mostOthers).map(row),
    proposed: told.proposals.length,
    proposals: told.proposals
      .slice(0, mostOthers)
      .map(({ person, attendee, why, person_is, attendee_is }) => ({
        person,
        attendee,
        why,
        personIs: person_is,
        attendeeIs: attendee_is,
      })),
    decisions: decisionsOf(roster),
    shared: told.shared,
    idle: told.idle,
  };
}
