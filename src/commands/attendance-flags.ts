/** The flags of `attendance` that are no settings, for commander, which `--help` loads. */

import type { Command } from "commander";

const examples = `
Examples:
  $ zoom-harvester attendance --meeting gm8s9L+PTEC+FG3sFbd1Cw==
  $ zoom-harvester attendance --series "123 456 7890" --from 2026-09-01 --roster class.csv
  $ zoom-harvester attendance --series 1234567890 --roster class.csv --missed_more_than 2
`;

/** Gives `attendance` its own flags and examples; `--help` loads nothing else. */
export function addAttendanceFlags(command: Command): Command {
  return command
    .option("--meeting <uuid>", "of one meeting or webinar")
    .option(
      "--series <number>",
      "of the meetings of a series, or of a webinar's number, those from --from to --to where these are given",
    )
    .option(
      "--roster <file>",
      "who ought to be there: a CSV file with the columns email, name, id, or some of them",
    )
    .option(
      "--decisions <file>",
      "who is who, as you have decided; without it ROSTER.decisions.csv where there is such a file",
    )
    .option("--write_proposals", "add who may be whom to the file of decisions, for you to decide")
    .option("--missed_more_than <n>", "only those who missed more than so many meetings")
    .option("--min_minutes <n>", "attended is who was there for so many minutes", "0")
    .option("--shortest <n>", "leave out meetings that were shorter, in minutes", "0")
    .option("--by_day", "take the meetings of a day for one: a call that broke off and began again")
    .option("--json", "print one JSON object")
    .addHelpText("after", examples);
}
