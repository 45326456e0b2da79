/** The flags of the command `streams`: which lines are shown, and how much of each. */

import { type Command, Option } from "commander";

/** Adds them. `--plan` is a setting; {@link planMeans} says what it does here. */
export function addStreamsFlags(command: Command): Command {
  return command
    .argument("[names...]", "streams or groups of them, -quality leaves out (all,-quality); all without")
    .option(
      "--details",
      "all about each stream, as for a single one: key, sources, scopes, what is in the way",
    )
    .option("--ready", "only those that the account allows")
    .option("--refused", "only those that it does not allow, with the reasons")
    .addOption(
      new Option(
        "--tier <tiers>",
        "only those whose calls are light, medium, heavy or intensive, comma-separated",
      ),
    )
    .option("--json", "print one JSON array, with all about each")
    .option("--offline", "do not ask Zoom what the account allows")
    .addHelpText("after", planMeans);
}

const planMeans = `
--plan free, pro or business shows what an account of this plan can read, and from where, as if this
one had it; with --offline no account is needed. Several filters show what passes all of them.

Examples:
  $ zoom-harvester streams webinars                     a group
  $ zoom-harvester streams meeting_quality              one stream, with its sources and scopes
  $ zoom-harvester streams --plan pro --offline         what a Pro account can have
  $ zoom-harvester streams all,-core --tier light,medium
  $ zoom-harvester streams --refused --details          what is in the way, and the scopes to add
`;
