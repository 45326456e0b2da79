/** `zoom-harvester attendance`: who came to a meeting or to the meetings of a series, and who did not. Reads the store alone. */

import { realClock } from "../clock.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { samePairs } from "../people/across/decisions.ts";
import { joinAcross, peopleOfOne } from "../people/across/join-people.ts";
import { matchRoster } from "../people/across/match-roster.ts";
import { type Column, type MatrixPerson, seriesMatrix } from "../people/across/series-matrix.ts";
import {
  type AttendanceRead,
  type AttendedMeeting,
  areSessionsKnown,
  harvestOf,
  readAttendance,
} from "../reports/attendance.ts";
import type { Flags } from "../setting-sources.ts";
import { dayAt } from "../time.ts";
import { type AttendanceAsked, readAsked } from "./attendance-asked.ts";
import { attendanceJson } from "./attendance-json.ts";
import { printAttendance } from "./attendance-print.ts";
import type { CommandContext } from "./harvest.ts";
import { addProposals, readDecisionsFile, readRosterFile } from "./roster-file.ts";
import { printJson, readStoreCommand, withSource } from "./store-command.ts";

/** All that is to be printed. */
export interface AttendanceAnswer {
  asked: AttendanceAsked;
  meetings: readonly AttendedMeeting[];
  /** Meetings that count as one time, by start; they are counted ones. */
  columns: (Column & { startTime: string })[];
  hasRoster: boolean;
  /** Everybody, by name. */
  everybody: readonly MatrixPerson[];
  /** Those asked for: of the roster where there is one, who missed more where that was asked. */
  wanted: readonly MatrixPerson[];
  proposals: ReturnType<typeof matchRoster>["proposals"];
}

/** @returns 5 where it is not known yet who came to some of the meetings. @throws ConfigurationError, SubjectFailed */
export async function runAttendance(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const command = readStoreCommand(flags, context);
  const asked = readAsked(flags, command.get, realClock.now());
  // What is wrong with a file is said before the store is asked.
  const roster = asked.roster === undefined ? undefined : readRosterFile(asked.roster);
  const decisions =
    asked.decisions === undefined ? [] : readDecisionsFile(asked.decisions, asked.writeProposals);
  const read = await withSource(command, context, (source) => readAttendance(source, asked));
  const join = "uuid" in asked.what ? peopleOfOne : joinAcross;
  const people = join(read.rows, samePairs(decisions));
  const matches = matchRoster(people, roster?.people ?? [], decisions, asked.decisions?.file);
  const columns = columnsOf(read, asked);
  const everybody = seriesMatrix(people, columns, matches, { minSeconds: asked.minSeconds });
  const hasRoster = roster !== undefined;
  const more = asked.missedMoreThan;
  const wanted = everybody.filter(
    ({ roster: on, missed }) => (!hasRoster || on !== undefined) && (more === undefined || missed > more),
  );
  const { proposals, idle, shared } = matches;
  const answer = { asked, meetings: read.meetings, columns, hasRoster, everybody, wanted, proposals };
  if (asked.json) printJson(attendanceJson(answer));
  else printAttendance(process.stdout, answer, process.stdout.isTTY ? process.stdout.columns : undefined);
  const say = (line: string) => context.stderr.write(`${line}\n`);
  for (const note of roster?.notes ?? []) say(`${asked.roster}: ${note}`);
  for (const line of idle)
    say(
      `${asked.decisions?.file}: line ${line} is about nobody on the roster. Try: the person's e-mail, id or name as the roster has it, or taking the line out`,
    );
  // Whoever runs this on a schedule keeps what it says in a log: lines are named, no people.
  for (const [first, ...others] of shared)
    say(
      `${asked.roster}: to Zoom those of lines ${[first, ...others].join(", ")} are one person, counted as line ${first}. Try: one line with the e-mails of both, if they are one`,
    );
  if (asked.writeProposals && asked.decisions !== undefined) {
    const { file } = asked.decisions;
    const count = addProposals(file, proposals, decisions);
    say(
      count === 0
        ? `${file}: nothing new to decide`
        : `${file}: ${count} proposals added; write same or different as the decision of each`,
    );
  }
  return sayMissing(read.meetings, say);
}

/** The counted meetings, or their days. */
function columnsOf(
  { meetings }: AttendanceRead,
  { byDay, timeZone }: AttendanceAsked,
): AttendanceAnswer["columns"] {
  const columns = new Map<string, AttendanceAnswer["columns"][number]>();
  for (const { uuid, duration, startTime = "", people } of meetings) {
    if (people !== "counted") continue;
    const key = byDay && startTime !== "" ? dayAt(Date.parse(startTime), timeZone) : uuid;
    const column = columns.get(key) ?? { startTime, meetings: [] };
    columns.set(key, column);
    column.meetings.push({ uuid, ...(duration === undefined ? {} : { duration }) });
  }
  return [...columns.values()];
}

/** Says what is not known yet; then the answer is not complete. */
function sayMissing(meetings: readonly AttendedMeeting[], say: (line: string) => void): ExitCode {
  const untold = meetings.filter(({ people }) => people === "untold").map(({ uuid }) => uuid);
  if (untold.length > 0)
    say(
      `attendance: of ${untold.length} of ${meetings.length} meetings people cannot be told apart, since they were stored without ids; they are not counted. Try: ${harvestOf({ meetings: untold.slice(0, 20) })} --again`,
    );
  const missing = meetings.filter(({ people }) => people === "missing");
  if (missing.length === 0) return untold.length > 0 ? exitCode.incomplete : exitCode.complete;
  const unread = missing.filter(({ state }) => !areSessionsKnown(state)).map(({ uuid }) => uuid);
  // Of a meeting that was read the next harvest counts the people, whatever it is for.
  const hint = unread.length === 0 ? "zoom-harvester" : harvestOf({ meetings: unread.slice(0, 20) });
  say(
    `attendance: of ${missing.length} of ${meetings.length} meetings it is not known yet who came; they are not counted. Try: ${hint}`,
  );
  return exitCode.incomplete;
}
