/** Who came to a meeting or to the meetings of a series, and who did not: one answer for the command and for the page. */

import type { AttendanceRow } from "../people/across/attendance-row.ts";
import { type Decision, type Proposal, samePairs } from "../people/across/decisions.ts";
import { joinAcross, peopleOfOne } from "../people/across/join-people.ts";
import { matchRoster } from "../people/across/match-roster.ts";
import type { RosterPerson } from "../people/across/roster.ts";
import { type Column, type MatrixPerson, seriesMatrix } from "../people/across/series-matrix.ts";
import { type EventKind, meetingKind } from "../streams/event-kind.ts";
import { dayAt } from "../time.ts";
import type { AttendanceRead, Attended, AttendedMeeting } from "./attendance.ts";
import { areSessionsKnown, harvestOf } from "./event.ts";

export interface AttendanceQuestion {
  what: Attended;
  timeZone: string;
  /** Those alone who missed more. */
  missedMoreThan: number | undefined;
  /** Seconds in a session from which on it was attended. */
  minSeconds: number;
  /** The meetings of one day are one session. */
  byDay: boolean;
}

/** Who ought to be there, and who is who as somebody has decided. */
export interface ClassList {
  /** Undefined without a roster. */
  people: readonly RosterPerson[] | undefined;
  decisions: readonly Decision[];
  /** Where the decisions lie. */
  file?: string | undefined;
  /** What names the person of a row where that is not what the row shows. @default `keysOf` */
  keysFor?: (row: AttendanceRow) => string[];
}

export interface AttendanceTold {
  /** Meetings or webinars. */
  kind: EventKind;
  meetings: readonly AttendedMeeting[];
  /** Meetings that count as one time, by start; they are counted ones. */
  columns: (Column & { startTime: string })[];
  hasRoster: boolean;
  /** Everybody, by name. */
  everybody: readonly MatrixPerson[];
  /** Those asked for: of the roster where there is one, who missed more where that was asked. */
  wanted: readonly MatrixPerson[];
  /** Pairs that somebody is to decide about; nobody was joined. */
  proposals: Proposal[];
  /** Decisions about nobody on the roster: their lines. */
  idle: number[];
  /** Several on the roster who are one person to Zoom: their lines. */
  shared: number[][];
}

/** @throws ConfigurationError for somebody who was decided to be two people */
export function tellAttendance(
  read: AttendanceRead,
  asked: AttendanceQuestion,
  { people: roster, decisions, file, keysFor }: ClassList,
): AttendanceTold {
  const same = samePairs(decisions);
  const people = "uuid" in asked.what ? peopleOfOne(read.rows, same) : joinAcross(read.rows, same, keysFor);
  const matches = matchRoster(people, roster ?? [], decisions, file);
  const columns = columnsOf(read, asked);
  const everybody = seriesMatrix(people, columns, matches, { minSeconds: asked.minSeconds });
  const hasRoster = roster !== undefined;
  const more = asked.missedMoreThan;
  const wanted = everybody.filter(
    ({ roster: on, missed }) => (!hasRoster || on !== undefined) && (more === undefined || missed > more),
  );
  const { proposals, idle, shared } = matches;
  return {
    kind: read.kind,
    meetings: read.meetings,
    columns,
    hasRoster,
    everybody,
    wanted,
    proposals,
    idle,
    shared,
  };
}

/** The counted meetings, or their days. */
function columnsOf(
  { meetings }: AttendanceRead,
  { byDay, timeZone }: AttendanceQuestion,
): AttendanceTold["columns"] {
  const columns = new Map<string, AttendanceTold["columns"][number]>();
  for (const { uuid, duration, startTime = "", people } of meetings) {
    if (people !== "counted") continue;
    const key = byDay && startTime !== "" ? dayAt(Date.parse(startTime), timeZone) : uuid;
    const column = columns.get(key) ?? { startTime, meetings: [] };
    columns.set(key, column);
    column.meetings.push({ uuid, ...(duration === undefined ? {} : { duration }) });
  }
  return [...columns.values()];
}

/** Meetings whose people can be had by a harvest, and by which. */
export interface OpenMeetings {
  /** `untold`: stored without ids, their people cannot be told apart. `missing`: it is not known yet who came. */
  why: "untold" | "missing";
  meetings: AttendedMeeting[];
  /** What to run; it names 20 meetings at most. */
  hint: string;
}

const mostNamed = 20;

/** What a harvest could still bring; nothing where everything is known or Zoom has no more. */
export function openMeetings({ kind, meetings }: Pick<AttendanceTold, "kind" | "meetings">): OpenMeetings[] {
  const untold = meetings.filter(({ people }) => people === "untold");
  const missing = meetings.filter(({ people }) => people === "missing");
  const unread = missing.filter(({ state }) => !areSessionsKnown(state));
  const harvest = (those: readonly AttendedMeeting[]) => harvestOf(kind, those.slice(0, mostNamed));
  const open: OpenMeetings[] = [
    { why: "untold", meetings: untold, hint: `${harvest(untold)} --again` },
    // Of a meeting that was read the next harvest counts the people, whatever it is for.
    { why: "missing", meetings: missing, hint: unread.length === 0 ? anyHarvest(kind) : harvest(unread) },
  ];
  return open.filter(({ meetings: those }) => those.length > 0);
}

/** One that counts what is stored. */
function anyHarvest(kind: EventKind): string {
  return kind === meetingKind ? "zoom-harvester" : harvestOf(kind, []);
}

/** A column in two figures: how many attended, and the mean of the part that they were there. */
export interface ColumnFigures {
  people: number;
  /** From 0 to 1; absent where nobody attended or Zoom does not say how long it was. */
  meanShare?: number;
}

/** Counted over these people, column by column. */
export function columnFigures(columns: readonly Column[], people: readonly MatrixPerson[]): ColumnFigures[] {
  return columns.map(({ meetings }, index) => {
    const length = meetings.reduce((sum, { duration = 0 }) => sum + duration, 0);
    const cells = people.flatMap(({ columns: own }) => own[index] ?? []).filter((cell) => cell.isAttended);
    const shares = cells.reduce((sum, { seconds }) => sum + Math.min(1, seconds / length), 0);
    return {
      people: cells.length,
      ...(length === 0 || cells.length === 0 ? {} : { meanShare: shares / cells.length }),
    };
  });
}
