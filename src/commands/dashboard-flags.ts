/** `zoom-harvester dashboard` on the command line. Light: `--help` loads it. */

import { Command } from "commander";
import type { Flags } from "../setting-sources.ts";
import { addSettings, storeFlags } from "./setting-flags.ts";

/** Where the dashboard listens when nothing is said. */
export const usualPort = 4680;

/** One flag given several times is a list of its values. */
function gather(value: string, before: string[] = []): string[] {
  return [...before, value];
}

export function dashboardCommand(run: (flags: Flags) => Promise<void>): Command {
  const settings = [...storeFlags, "timezone", "settle_after", "day_share"];
  return addSettings(new Command("dashboard"), settings)
    .description("show what is stored as pages in a browser; needs no Zoom account")
    .option("--port <number>", `where to listen; 0 is any free port (default: ${usualPort}, or a free one)`)
    .option("--host <address>", "listen on another address than this machine's own; asks for a token")
    .option("--open", "open the page in the browser")
    .option("--hide_people", "show no name and no e-mail, also not in the answers behind the pages")
    .option(
      "--roster <file>",
      "compare series with a class list; SERIES=FILE for one series, several times for several",
      gather,
    )
    .option(
      "--decisions <file>",
      "what was decided about who is who (default: the class list's name with .decisions.csv)",
    )
    .exitOverride()
    .action(run);
}
