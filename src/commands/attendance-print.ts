/** The answer of `attendance` for a person. */

import { decisionLines, type Proposal } from "../people/across/decisions.ts";
import type { MatrixPerson } from "../people/across/series-matrix.ts";
import { areSessionsKnown } from "../reports/event.ts";
import type { AttendanceAnswer } from "./attendance.ts";
import { type FittedTable, meetingTable, seriesTable, zoned } from "./attendance-table.ts";
import { breakLines } from "./lay-out.ts";
import { harmless } from "./terminal-text.ts";

/** Proposals that are printed; a long list is for the file. */
const mostProposals = 30;

/** @param width of the terminal; undefined where there is none, and everything is printed */
export function printAttendance(
  output: NodeJS.WritableStream,
  answer: AttendanceAnswer,
  width: number | undefined,
): void {
  const { asked, hasRoster, wanted, everybody, proposals } = answer;
  const lines = titleOf(answer).map(harmless);
  const add = (people: readonly MatrixPerson[]) => {
    const { lines: table, note } = tableOf(answer, people, width);
    for (const line of table) lines.push(`  ${line}`);
    if (note !== undefined) lines.push("", ...breakLines(note, width ?? Number.POSITIVE_INFINITY));
  };
  if (wanted.length > 0) add(wanted);
  const isFiltered = asked.missedMoreThan !== undefined;
  if (isFiltered) lines.push("", sayMissed(answer));
  const others = everybody.filter(({ roster }) => roster === undefined);
  if (hasRoster && !isFiltered) {
    const came = wanted.filter(({ attended }) => attended > 0).length;
    lines.push("", `Of ${wanted.length} on the roster ${came} attended, ${wanted.length - came} never did.`);
    if (others.length > 0) {
      lines.push("", `Not on the roster (${others.length})`);
      add(others);
    }
  }
  // A proposal about somebody who is not listed cannot change the list.
  const listed = new Set(wanted.map(({ roster, person }) => roster?.key ?? person));
  const open = isFiltered ? proposals.filter(({ person }) => listed.has(person)) : proposals;
  if (open.length > 0) lines.push(...sayProposals(open, asked.decisions?.file));
  output.write(`\n${lines.join("\n")}\n`);
}

function tableOf(
  { asked: { what, timeZone }, kind, columns }: AttendanceAnswer,
  people: readonly MatrixPerson[],
  width: number | undefined,
): FittedTable {
  const options = { timeZone, what: kind.what, width };
  return "uuid" in what ? meetingTable(people, what.uuid, options) : seriesTable(people, columns, options);
}

function titleOf({ asked, kind, meetings, columns }: AttendanceAnswer): string[] {
  const { what, timeZone, byDay, minSeconds } = asked;
  const last = meetings.at(-1);
  const topic = last?.topic === undefined ? "" : `: ${last.topic}`;
  const at = (startTime = "") => (startTime === "" ? undefined : zoned(startTime, timeZone));
  if ("uuid" in what) {
    const start = at(last?.startTime);
    const length = last?.duration === undefined ? "" : `, ${Math.round(last.duration / 60)} min`;
    const when = start === undefined ? "" : `, ${start.date} ${start.time} ${timeZone}`;
    const name = kind.what === "meeting" ? "Meeting" : "Webinar";
    return [`${name} ${what.uuid}${topic}${when}${length}${sayState(last?.state, last?.people)}`];
  }
  const [first, final] = [at(columns[0]?.startTime), at(columns.at(-1)?.startTime)];
  const to = final === undefined || final.date === first?.date ? "" : ` to ${final.date}`;
  const days = first === undefined ? "" : `, ${first.date}${to} ${timeZone}`;
  const count = sayCount(columns.length, byDay ? "day" : kind.what);
  const least = minSeconds > 0 ? [`Attended is who was there for ${minSeconds / 60} minutes or more.`] : [];
  const others = meetings
    .filter(({ people, state }) => people !== "counted" || state === "young")
    .map(({ uuid, startTime, people, state }) => {
      const start = at(startTime);
      const when = start === undefined ? "" : `, ${start.date} ${start.time.slice(0, 5)}`;
      return `  ${uuid}${when}${sayState(state, people)}`;
    });
  return [
    `${kind.what === "meeting" ? "Series" : "Webinar"} ${what.series}${topic}, ${count}${days}`,
    ...least,
    ...others,
  ];
}

function sayCount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function sayState(state = "", people = ""): string {
  if (people === "short") return ": shorter than asked for, left out";
  if (people === "none")
    return state === "expired"
      ? ": too old for Zoom, not counted"
      : ": Zoom has no list of who came, not counted";
  if (people === "untold") return ": stored without ids, its people cannot be told apart, not counted";
  if (people === "missing")
    return areSessionsKnown(state) ? ": its people are not counted yet" : ": not read yet, not counted";
  return state === "young" ? ": ended lately, Zoom may add to it" : "";
}

function sayMissed({ asked, kind, wanted, everybody, hasRoster, columns }: AttendanceAnswer): string {
  const of = everybody.filter(({ roster }) => !hasRoster || roster !== undefined).length;
  const times = sayCount(columns.length, asked.byDay ? "day" : kind.what);
  return `${wanted.length} of ${of} ${hasRoster ? "on the roster" : "people"} missed more than ${asked.missedMoreThan} of ${times}.`;
}

function sayProposals(proposals: readonly Proposal[], file: string | undefined): string[] {
  const where = file === undefined ? "a file for --decisions" : file;
  const shown = proposals.slice(0, mostProposals);
  const more = proposals.length - shown.length;
  return [
    "",
    `Perhaps the same person (${proposals.length}): nobody was joined. Decide in ${where}, same or different; --write_proposals puts these there`,
    "",
    ...decisionLines(shown).trimEnd().split("\n").map(harmless),
    ...(more === 0 ? [] : [`and ${more} more`]),
  ];
}
