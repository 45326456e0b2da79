/** Attendance as tables that fit a terminal. Pure. */

import { Temporal } from "temporal-polyfill";
import type { MatrixPerson } from "../people/across/series-matrix.ts";
import type { EventKind } from "../streams/event-kind.ts";
import { tableLines } from "./print-table.ts";
import { cut, widthOf } from "./terminal-text.ts";

export interface FittedTable {
  lines: string[];
  /** What was left out so that it fits, and how it can be seen. */
  note?: string;
}

/** When the meeting of a column began, or the first of several. */
export interface TableColumn {
  startTime: string;
}

export interface TableOptions {
  timeZone: string;
  /** Meetings or webinars. @default meeting */
  what?: EventKind["what"];
  /** Columns of the terminal; undefined where everything is to be shown. */
  width: number | undefined;
}

/** The people of one meeting: when they came and went. */
export function meetingTable(
  people: readonly MatrixPerson[],
  uuid: string,
  { timeZone, width }: TableOptions,
): FittedTable {
  const time = (instant: string | undefined) => (instant === undefined ? "" : zoned(instant, timeZone).time);
  const rows = people.map((person) => {
    const stay = person.stays.get(uuid);
    return {
      ...whoOf(person, width),
      sessions: stay?.sessions ?? 0,
      first_join: time(stay?.firstJoin),
      last_leave: time(stay?.lastLeave),
      minutes: minutes(stay?.attendedSeconds ?? 0),
      share: percent(stay === undefined ? 0 : stay.share),
      late: stay?.lateSeconds === undefined ? "" : minutes(stay.lateSeconds),
    };
  });
  return fitTo(rows, width, [
    [...who, "sessions", "first_join", "last_leave", "minutes", "share", "late"],
    ["person", "known_by", "first_join", "last_leave", "minutes", "share", "late"],
    ["person", "minutes", "share"],
  ]);
}

/** The people of a series: minutes in each meeting, or marks where these do not fit. */
export function seriesTable(
  people: readonly MatrixPerson[],
  columns: readonly TableColumn[],
  { timeZone, what = "meeting", width }: TableOptions,
): FittedTable {
  const heads = headsOf(columns, timeZone);
  const rows = people.map((person) => {
    return {
      ...whoOf(person, width),
      ...Object.fromEntries(
        heads.map((head, index) => [head, cell(person.columns[index]?.seconds ?? 0).padStart(widthOf(head))]),
      ),
      [`${what}s`]: person.columns
        .map(({ seconds, isAttended }) => (isAttended ? "■" : seconds > 0 ? "▫" : "·"))
        .join(""),
      attended: person.attended,
      missed: person.missed,
      minutes: minutes(person.attendedSeconds),
      share: percent(person.meanShare),
    };
  });
  const totals = ["attended", "missed", "minutes", "share"];
  const marks = [`${what}s`, ...totals];
  return fitTo(rows, width, [
    [...who, ...heads, ...totals],
    [...who, ...marks],
    ["person", "known_by", ...marks],
    ["person", ...marks],
    ["person", ...totals],
    ["person", "missed"],
  ]);
}

/** `2026-03-02` and `10:05:00` in a time zone. */
export function zoned(instant: string, timeZone: string): { date: string; time: string } {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const [date = "", time = ""] = at.toPlainDateTime().toString({ smallestUnit: "second" }).split("T");
  return { date, time };
}

const who = ["person", "e-mail", "known_by"];

function whoOf(one: MatrixPerson, width: number | undefined) {
  const { person, name, email, basis = "", confidence, roster, matchedBy, role } = one;
  const words: Readonly<Record<string, string>> = {
    ...{ registrant: "registration", email: "e-mail", in: "nothing", none: "nothing" },
  };
  const own = roster === undefined ? basis : (matchedBy ?? "never came");
  const shown = name ?? (person.startsWith("in:") ? "(no name)" : person);
  // One long name would take the room of all the columns.
  const short = (text: string) => (width === undefined ? text : cut(text, Math.max(10, width / 3)));
  return {
    person: short(shown) + (role === "host" || role === "panelist" ? ` (${role})` : ""),
    "e-mail": short(email ?? ""),
    known_by: (words[own] ?? own) + (confidence === "low" ? ", unsure" : ""),
  };
}

/** Month and day, the time too where several began on one day, the year where there are several. */
function headsOf(columns: readonly TableColumn[], timeZone: string): string[] {
  const starts = columns.map(({ startTime }) =>
    startTime === "" ? { date: "undated", time: "" } : zoned(startTime, timeZone),
  );
  const years = new Set(starts.map(({ date }) => date.slice(0, 4)));
  const days = starts.map(({ date }) => (years.size > 1 ? date : date.slice(5)));
  const taken = new Set<string>();
  return days.map((day, index) => {
    const isAlone = days.filter((other) => other === day).length === 1;
    let head = isAlone ? day : `${day} ${starts[index]?.time.slice(0, 5)}`;
    for (let number = 2; taken.has(head); number++) head = `${day} (${number})`;
    taken.add(head);
    return head;
  });
}

function fitTo(
  rows: readonly Readonly<Record<string, unknown>>[],
  width: number | undefined,
  layouts: readonly (readonly string[])[],
): FittedTable {
  let last: FittedTable = { lines: [] };
  for (const [index, names] of layouts.entries()) {
    const lines = tableLines(
      names,
      rows.map((row) => names.map((name) => row[name])),
    );
    last = { lines, ...(index === 0 ? {} : { note: noteOf(names, width) }) };
    // Tables are printed two columns to the right.
    if (width === undefined || lines.every((line) => widthOf(line) + 2 <= width)) return last;
  }
  return last;
}

function noteOf(names: readonly string[], width: number | undefined): string {
  const marks = names.some((name) => name === "meetings" || name === "webinars")
    ? "marks instead of minutes (■ attended, ▫ too short, · missed)"
    : "fewer columns";
  return `The terminal is ${width} columns wide: ${marks}. All of it: a wider one, or | less -S, or --json`;
}

/** A stay of a few seconds is not none. */
function cell(seconds: number): string {
  return seconds === 0 ? "·" : seconds < 30 ? "<1" : minutes(seconds);
}

function minutes(seconds: number): string {
  return String(Math.round(seconds / 60));
}

function percent(share: number | undefined): string {
  return share === undefined ? "" : `${Math.round(share * 100)}%`.padStart(4);
}
