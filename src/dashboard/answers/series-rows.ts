/** The rows of an attendance matrix, for the page and as a file. */

import type { Column, MatrixPerson } from "../../people/across/series-matrix.ts";
import type { AttendanceTold } from "../../reports/series.ts";
import { dayAt } from "../../time.ts";
import type { Table } from "../answer.ts";

/** One person in one column. */
export interface MatrixCell {
  /** How long the person was there. */
  seconds: number;
  /** Long enough to count. */
  attended: boolean;
  /** The part of the meeting, from 0 to 1; absent where Zoom does not say how long that was. */
  share?: number;
}

export interface MatrixRow {
  /** Names the person across meetings. */
  person: string;
  name: string;
  email?: string;
  /** Of those who are no mere attendees. */
  role?: "host" | "panelist";
  /** Absent without a class list. */
  isListed?: boolean;
  /** Found on the list by the name alone, or not known by more than a name. */
  isUnsure: boolean;
  attended: number;
  missed: number;
  seconds: number;
  meanShare?: number;
  /** Of the columns that are shown. */
  cells: MatrixCell[];
}

/** What a masked identity begins with. */
const mask = "person ";

/** @param from the first column that is shown */
export function rowOf(
  one: MatrixPerson,
  columns: readonly Column[],
  from: number,
  hidesPeople: boolean,
): MatrixRow {
  const { name, email, role, confidence, roster, meanShare, identities } = one;
  const masked = hidesPeople ? identities.find((identity) => identity.startsWith(mask)) : undefined;
  const person = masked ?? one.person;
  return {
    person,
    name: name ?? (person.startsWith("in:") ? "(no name)" : person),
    ...(email === undefined || hidesPeople ? {} : { email }),
    ...(role === "host" || role === "panelist" ? { role } : {}),
    ...(roster === undefined ? {} : { isListed: true }),
    isUnsure: !hidesPeople && confidence === "low",
    attended: one.attended,
    missed: one.missed,
    seconds: one.attendedSeconds,
    ...(meanShare === undefined ? {} : { meanShare }),
    cells: one.columns.slice(from).map(({ seconds, isAttended }, index) => {
      const length = lengthOf(columns[from + index]);
      return {
        seconds,
        attended: isAttended,
        ...(length === 0 || seconds === 0 ? {} : { share: shareOf(seconds, length) }),
      };
    }),
  };
}

function lengthOf(column: Column | undefined): number {
  return (column?.meetings ?? []).reduce((sum, { duration = 0 }) => sum + duration, 0);
}

function shareOf(seconds: number, length: number): number {
  return Math.round(Math.min(1, seconds / length) * 1_000) / 1_000;
}

/** Everybody that was chosen, with the seconds of every meeting. */
export function matrixTable(
  people: readonly MatrixPerson[],
  { columns, hasRoster }: AttendanceTold,
  { byDay, timeZone }: { byDay: boolean; timeZone: string },
): Table {
  const list = hasRoster ? ["on_list", "matched_by"] : [];
  const heads = headsOf(
    columns.map(({ startTime }) =>
      byDay && startTime !== "" ? dayAt(Date.parse(startTime), timeZone) : startTime,
    ),
  );
  return {
    columns: ["person", "email", ...list, ...heads, "attended", "missed", "attended_seconds", "mean_share"],
    rows: people.map((one) => [
      one.name ?? one.person,
      one.email,
      ...(hasRoster ? [one.roster === undefined ? "no" : "yes", one.matchedBy] : []),
      ...one.columns.map(({ seconds }) => seconds),
      one.attended,
      one.missed,
      one.attendedSeconds,
      one.meanShare,
    ]),
  };
}

/** Two meetings may have begun in one second. */
function headsOf(starts: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return starts.map((start) => {
    const head = start === "" ? "undated" : start;
    const count = (taken.get(head) ?? 0) + 1;
    taken.set(head, count);
    return count === 1 ? head : `${head} (${count})`;
  });
}
