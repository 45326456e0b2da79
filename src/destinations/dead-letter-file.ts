/** The last resort for records that no store takes: one NDJSON file that only its owner may read. */

import { appendFile } from "node:fs/promises";
import { DestinationError, messageOf } from "../errors.ts";
import type { DeadLetter } from "./destination.ts";

/** Where dead letters go when the destination has no place for them. */
export const defaultDeadLetterFile = "./zoom-harvester.dead.ndjson";

/**
 * Appends dead letters, one JSON object a line, each with the time `at` which it was buried.
 * @param now milliseconds since the epoch.
 * @returns the file's name.
 * @throws DestinationError when the file cannot be written.
 */
export async function appendDeadLetters(
  file: string,
  letters: readonly DeadLetter[],
  now: number,
): Promise<string> {
  const at = new Date(now).toISOString();
  const lines = letters.map((letter) => `${JSON.stringify({ at, ...letter })}\n`);
  try {
    await appendFile(file, lines.join(""), { mode: 0o600, flush: true });
  } catch (cause) {
    throw new DestinationError({
      operation: "keep dead letters",
      subject: file,
      reason: messageOf(cause),
      hint: "make room in the working directory, or start in one that can be written to",
      cause,
    });
  }
  return file;
}
