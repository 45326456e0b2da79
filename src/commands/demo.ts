import { type ExitCode, exitCode } from "../errors.ts";
import type { CommandContext } from "./harvest.ts";
export async function runDemo(_options: { db: string }, _context: CommandContext): Promise<ExitCode> {
  return exitCode.complete;
}
