/** Shell completion: the script for bash, zsh and fish, and the answers that the script asks for. */

import completionFor from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { settings } from "../settings.ts";

/** Adds `completion SHELL` (prints the script) and the hidden `complete` (answers it) to a program. */
export function addCompletion(program: Command): void {
  for (const command of [program, ...program.commands]) {
    for (const option of command.options) {
      const choices = settings.find(({ flag }) => `--${flag}` === option.long)?.choices;
      if (choices !== undefined) option.choices([...choices]);
    }
  }
  completionFor(program, { completionCommandName: "completion" });
}
