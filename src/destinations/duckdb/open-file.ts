/**
 * Opens the database file. DuckDB's own lock on it keeps other processes out while it is open, and ends with the
 * process, however that ends.
 */

import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { DestinationError } from "../../errors.ts";
import { type DuckConnection, type DuckInstance, openInstance } from "./driver.ts";
import { explainOpen, heldBy, isLocked } from "./explain.ts";

/** An open database; {@link close} lets other processes have the file. */
export interface DuckFile {
  connection: DuckConnection;
  /** Where DuckDB's log lies: what was written and is not in the file yet. There is none after a checkpoint. */
  log: string;
  close(): void;
}

export interface OpenOptions {
  file: string;
  lockWaitMs: number;
  memoryLimitMb: number;
  /** Opens it beside other readers, on a read-only disk too, and changes nothing. @default false */
  readOnly?: boolean;
}

/** How often whoever waits for the file looks: the file may be free for a moment only. */
export const pollMs = 20;

/**
 * Files open in this process. The operating system's lock does not keep a process from itself, and two instances
 * of DuckDB on one file destroy it; so what is open is remembered for the whole process.
 */
const openHere = new Set<string>();

/**
 * Opens the file; creates it when it is not there. Waits up to `lockWaitMs` while somebody else has it.
 * @throws DestinationError
 */
export async function openFile(
  effects: { sleep(ms: number): Promise<void> },
  options: OpenOptions,
): Promise<DuckFile> {
  const { file, lockWaitMs } = options;
  const path = await settlePath(file);
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const opened = await tryOpen(file, path, options);
    if (!(opened instanceof Error)) return opened;
    if (waitedMs >= lockWaitMs) throw opened;
    await effects.sleep(Math.min(pollMs, lockWaitMs - waitedMs));
  }
}

/** @returns the open file, or that somebody holds it. */
async function tryOpen(file: string, path: string, options: OpenOptions): Promise<DuckFile | Error> {
  if (openHere.has(path)) return heldBy(file, `${process.pid} (this one)`);
  openHere.add(path);
  let instance: DuckInstance | undefined;
  try {
    instance = await openInstance(path, settings(options));
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return { connection, log: `${path}.wal`, close: closeOnce(path, instance, connection) };
  } catch (error) {
    instance?.closeSync();
    openHere.delete(path);
    if (isLocked(error)) return explainOpen(file, error);
    throw explainOpen(file, error);
  }
}

function closeOnce(path: string, instance: DuckInstance, connection: DuckConnection): () => void {
  let isOpen = true;
  return () => {
    if (!isOpen) return;
    isOpen = false;
    connection.closeSync();
    instance.closeSync();
    openHere.delete(path);
  };
}

function settings({ memoryLimitMb, readOnly }: OpenOptions): Record<string, string> {
  return {
    ...(readOnly === true ? { access_mode: "READ_ONLY" } : {}),
    memory_limit: `${memoryLimitMb}MB`,
    // Every thread has its own buffers; two keep up with Zoom many times over.
    threads: "2",
    // json and icu are built in: nothing is to be downloaded.
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    checkpoint_threshold: "64MB",
  };
}

/** The file's one true name. @throws DestinationError where no file can be. */
async function settlePath(file: string): Promise<string> {
  const fail = (reason: string, hint: string) =>
    new DestinationError({ operation: "open the database", subject: file, reason, hint });
  const folder = dirname(resolve(file));
  const inside = await stat(folder).catch((error: NodeJS.ErrnoException) => error.code);
  if (inside === "ENOENT" || inside === "ENOTDIR" || (typeof inside === "object" && !inside.isDirectory())) {
    throw fail(`its folder ${folder} does not exist`, `mkdir -p ${folder}, or another place with --db`);
  }
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory() === true) {
    throw fail("it is a directory", `a file inside it: --db ${join(file, "zoom-harvester.duckdb")}`);
  }
  if (found !== undefined && !found.isFile()) throw fail("it is no ordinary file", "another name with --db");
  if (found?.size === 0)
    throw fail("it is an empty file, not a database", "remove it, or another name with --db");
  try {
    return found === undefined ? join(await realpath(folder), basename(file)) : await realpath(file);
  } catch {
    return resolve(file);
  }
}
