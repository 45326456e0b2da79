/** `zoom-harvester attendance`: who came to a meeting or webinar, or to those of a number, and who did not. Reads the store alone. */

import { realClock } from "../clock.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { type AttendanceRead, readAttendance } from "../reports/attendance.ts";
import { type AttendanceTold, openMeetings, tellAttendance } from "../reports/series.ts";
import type { Flags } from "../setting-sources.ts";
import { type AttendanceAsked, readAsked } from "./attendance-asked.ts";
import { attendanceJson } from "./attendance-json.ts";
import { printAttendance } from "./attendance-print.ts";
import type { CommandContext } from "./harvest.ts";
import { addProposals, readDecisionsFile, readRosterFile } from "./roster-file.ts";
import { printJson, readStoreCommand, withSource } from "./store-command.ts";

/** All that is to be printed. */
export interface AttendanceAnswer extends Omit<AttendanceTold, "idle" | "shared"> {
  asked: AttendanceAsked;
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
  const told = tellAttendance(read, asked, {
    people: roster?.people,
    decisions,
    file: asked.decisions?.file,
  });
  const { proposals, idle, shared } = told;
  const answer = { ...told, asked };
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
  return sayMissing(read, say);
}

/** Says what is not known yet; then the answer is not complete. */
function sayMissing(read: AttendanceRead, say: (line: string) => void): ExitCode {
  const open = openMeetings(read);
  for (const { why, meetings: those, hint } of open) {
    const of = `of ${those.length} of ${read.meetings.length} ${read.kind.what}s`;
    say(
      why === "untold"
        ? `attendance: ${of} people cannot be told apart, since they were stored without ids; they are not counted. Try: ${hint}`
        : `attendance: ${of} it is not known yet who came; they are not counted. Try: ${hint}`,
    );
  }
  return open.length > 0 ? exitCode.incomplete : exitCode.complete;
}
