/** The flags of `report` that are no settings, for commander, which `--help` loads. */

import type { Command } from "commander";

const examples = `
Examples:
  $ zoom-harvester report                                    the last 30 days that are stored
  $ zoom-harvester report --from 2026-09-01 --limit 200      how close we came to 200 meetings at once
  $ zoom-harvester report --by departments --timezone Europe/Berlin
  $ zoom-harvester report --by tracking:Cost_centre --json
`;

/** Gives `report` its own flags and examples; `--help` loads nothing else. */
export function addReportFlags(command: Command): Command {
  return command
    .option(
      "--by <what>",
      "a table of days, months, hours, hosts, rooms, series, departments, groups, tracking, tracking:NAME, countries, devices, client_versions or networks",
    )
    .option("--limit <n>", "how many meetings may go on at once")
    .option("--limit_people <n>", "how many people may be in meetings at once")
    .option("--top <n>", "with --by so many rows, else so many meetings of each peak (5)")
    .option("--json", "print one JSON object")
    .addHelpText("after", examples);
}
