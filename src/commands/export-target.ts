/** Where an export goes: beside its place under a name of its own, and into its place when it is whole. */

import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ConfigurationError, DestinationError, HarvesterError, messageOf } from "../errors.ts";

/** A file or folder that is not there yet under its name. */
export interface Target {
  /** The file to write; in a folder that of a month, made with its own folder. */
  part(month?: string): Promise<string>;
  /** A name for a scratch database beside it. */
  scratch: string;
  /** Puts it in its place, at once, in place of what was there. */
  commit(): Promise<void>;
  /** Removes everything but what {@link commit} has put in its place. */
  discard(): Promise<void>;
}

/** How Hive, DuckDB and Spark name what belongs to no month. */
const noMonth = "__HIVE_DEFAULT_PARTITION__";

/**
 * A file. What it replaces keeps its mode: it may hold what not everybody is to read.
 * @param db the store's file, which no export may replace.
 * @throws DestinationError where no file can be written.
 */
export async function fileTarget(out: string, db: string | undefined): Promise<Target> {
  const found = await stat(out).catch(() => undefined);
  if (found?.isDirectory() === true)
    throw refuse(out, "it is a folder", `a file inside it: --out ${join(out, "export.csv")}`);
  if (found !== undefined && !found.isFile())
    throw refuse(out, "it is no ordinary file", "without --out: standard output");
  const place = found === undefined ? resolve(out) : await realpath(out);
  if (db !== undefined && place === (await realpath(db).catch(() => resolve(db))))
    throw new ConfigurationError({
      operation: "export",
      reason: `--out ${out} is the store itself`,
      hint: "another name with --out",
    });
  const part = besideOf(place);
  await touch(out, part, found === undefined ? 0o666 : found.mode & 0o777);
  return {
    part: async () => part,
    scratch: `${part}.duckdb`,
    commit: async () => {
      await settle(part);
      await rename(part, place);
      await settle(dirname(place));
    },
    discard: () => removeAll([part, ...scratchFiles(part)]),
  };
}

/**
 * A folder of months, `month=2026-03/`.
 * @param overwrite also replaces a folder that has nothing but such months.
 * @throws DestinationError where none can be made, or one is there with something in it.
 */
export async function folderTarget(
  out: string,
  name: string,
  { overwrite, extension }: { overwrite: boolean; extension: string },
): Promise<Target> {
  const held = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error.code === "ENOTDIR"
      ? refuse(out, "it is a file", "the name of a new folder with --out")
      : explainOut(out, error);
  });
  const foreign = held?.find((entry) => !entry.startsWith("month="));
  if (foreign !== undefined)
    throw refuse(out, "it has something else in it than months of an export", "another folder with --out");
  if (held !== undefined && held.length > 0 && !overwrite)
    throw refuse(out, "it is not empty", "--overwrite to replace it, or another folder with --out");
  const place = held === undefined ? resolve(out) : await realpath(out);
  const part = besideOf(place);
  const old = `${part}.old`;
  try {
    await mkdir(part);
  } catch (error) {
    throw explainOut(out, error);
  }
  return {
    part: async (month = noMonth) => {
      const folder = join(part, `month=${month}`);
      await mkdir(folder, { recursive: true });
      return join(folder, `${name}.${extension}`);
    },
    scratch: `${part}.duckdb`,
    commit: async () => {
      for (const month of await readdir(part)) await settle(join(part, month, `${name}.${extension}`));
      if (held !== undefined) await rename(place, old);
      try {
        await rename(part, place);
      } catch (error) {
        if (held !== undefined) await rename(old, place);
        throw error;
      }
      await removeAll([old]);
      await settle(dirname(place));
    },
    discard: () => removeAll([part, ...scratchFiles(part)]),
  };
}

/** Failures of writing, explained; what says already what to do, and what is a bug, stays as it is. */
export function explainOut(out: string, error: unknown): unknown {
  if (error instanceof HarvesterError) return error;
  const message = messageOf(error);
  const isOfSystem = typeof (error as NodeJS.ErrnoException).code === "string";
  if (!isOfSystem && !/^[A-Z][A-Za-z -]+ Error: /.test(message)) return error;
  for (const [pattern, reason, hint] of known)
    if (pattern.test(message)) return refuse(out, reason, hint, error);
  return refuse(out, message.split("\n")[0] ?? "", undefined, error);
}

const known: readonly [RegExp, string, string][] = [
  [
    /No space left|ENOSPC|quota exceeded|EDQUOT|File too large|EFBIG/i,
    "no space left on its disk; nothing was left behind",
    "make room, or another place with --out",
  ],
  [
    /Out of Memory|could not allocate/i,
    "DuckDB needs more memory than it may use",
    "fewer days with --from and --to, or --format ndjson",
  ],
  [/Permission denied|EACCES|EPERM/i, "no permission to write there", "another place with --out"],
  [/Read-only file system|EROFS/i, "it lies on a read-only file system", "another place with --out"],
  [
    /ENOENT|ENOTDIR|No such file/i,
    "its folder does not exist",
    "create the folder, or another place with --out",
  ],
  [/ENAMETOOLONG|File name too long/i, "its name is too long", "a shorter name with --out"],
];

function refuse(out: string, reason: string, hint: string | undefined, cause?: unknown): DestinationError {
  return new DestinationError({
    operation: "write the export",
    subject: out,
    reason,
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined ? {} : { cause }),
  });
}

/** In the same folder, so that putting it in its place is one step; hidden, so that nobody takes it for whole. */
function besideOf(place: string): string {
  return join(dirname(place), `.${basename(place)}.${randomUUID().slice(0, 8)}.part`);
}

/** Makes an empty file: what cannot be written is known before anything is read. */
async function touch(out: string, part: string, mode: number): Promise<void> {
  try {
    await (await open(part, "wx", mode)).close();
  } catch (error) {
    throw explainOut(out, error);
  }
}

/** Waits until it is on the disk: a name must not outlive what it names. */
async function settle(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function scratchFiles(part: string): string[] {
  return [`${part}.duckdb`, `${part}.duckdb.wal`, `${part}.duckdb.tmp`];
}

async function removeAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true });
}
