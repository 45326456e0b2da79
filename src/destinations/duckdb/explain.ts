/** What DuckDB says, in words that tell a person what to do. */

import { hostname } from "node:os";
import { DestinationError, HarvesterError, messageOf } from "../../errors.ts";

/** The process that DuckDB says holds the file, where it says so. */
export function holderOf(error: unknown): { program: string; pid: string } | undefined {
  const match = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(messageOf(error));
  return match === null ? undefined : { program: match[1] ?? "", pid: match[2] ?? "" };
}

/** True when another process has the file open. */
export function isLocked(error: unknown): boolean {
  return /Could not set lock on file|being used by another process/i.test(messageOf(error));
}

/** True when DuckDB has reached its `memory_limit`: less at once may fit. */
export function isOutOfMemory(error: unknown): boolean {
  const message = messageOf(error);
  return (
    /^Out of Memory Error|could not allocate block|failed to pin block/i.test(message) && !isDiskFull(error)
  );
}

function isDiskFull(error: unknown): boolean {
  return /No space left on device|Disk quota exceeded|File too large|max_temp_directory_size/i.test(
    messageOf(error),
  );
}

/** That another process holds the file. */
export function heldBy(file: string, pid: string, program?: string): DestinationError {
  const name = program === undefined || program === "" ? "" : ` (${program})`;
  return new DestinationError({
    operation: "open the database",
    subject: file,
    reason: `it is held by process ${pid}${name} on this host, ${hostname()}`,
    hint: `wait for it, or end it; a longer --lock_wait waits by itself`,
  });
}

/** Known reasons, each with what to do about it; the first that matches. */
const known: readonly [RegExp, string, string][] = [
  [
    /not a valid DuckDB database file|sqlite_scanner|sqlite extension/i,
    "it is not a DuckDB database",
    "another name with --db; the file was left as it is",
  ],
  [
    /version number \d+, but we can only read|newer version of DuckDB|Serialization Error/i,
    "it was written by a newer DuckDB than this program brings",
    "a newer zoom-harvester, or another file with --db",
  ],
  [
    /Corrupt database file|Could not read enough bytes|Failure while replaying WAL/i,
    "it is damaged",
    "a copy of it, or another file with --db: harvesting again fills it",
  ],
  [
    /read-only mode: database does not exist/i,
    "it is not there any more",
    "the name of a DuckDB file that a harvest wrote, with --db",
  ],
  [
    /Permission denied/i,
    "no permission to open it",
    "another place with --db, or let this user read and, for a harvest, write there",
  ],
  [/Read-only file system|read-only mode/i, "it lies on a read-only file system", "another place with --db"],
  [/Is a directory/i, "it is a directory", "the name of a file inside it with --db"],
  [
    /No such file or directory/i,
    "its folder does not exist",
    "create the folder, or another place with --db",
  ],
];

/** A failure of opening the file, explained. */
export function explainOpen(file: string, error: unknown): HarvesterError {
  if (error instanceof HarvesterError) return error;
  const holder = holderOf(error);
  if (holder !== undefined) return heldBy(file, holder.pid, holder.program);
  return explain("open the database", file, error);
}

/** Any failure of DuckDB, explained; what says already what to do stays as it is. */
export function explain(operation: string, file: string, error: unknown): HarvesterError {
  if (error instanceof HarvesterError) return error;
  const say = (reason: string, hint?: string) =>
    new DestinationError({
      operation,
      subject: file,
      reason,
      ...(hint === undefined ? {} : { hint }),
      cause: error,
    });
  if (isDiskFull(error)) {
    return say(
      "no space left on its disk; everything stored before is still there",
      "make room, then the same command again goes on",
    );
  }
  if (isOutOfMemory(error))
    return say("DuckDB needs more memory than it may use", "smaller batches, or more memory");
  const message = messageOf(error);
  for (const [pattern, reason, hint] of known) if (pattern.test(message)) return say(reason, hint);
  return say((message.split("\n")[0] ?? "").replace(/\.$/, ""));
}
