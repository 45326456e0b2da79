/** Who this process is, so that another harvester can tell whether it still runs. */

import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type { Holder } from "../destinations/ledger.ts";

/** This process as the holder of a lease. */
export function thisProcess(run: string): Holder {
  return {
    run,
    host: hostname(),
    hostId: hostId(),
    pid: process.pid,
    processStart: startOf(process.pid) ?? String(Math.round(performance.timeOrigin)),
  };
}

/** Whether a process of this host is there that began then; undefined where that cannot be known. */
export function isRunning(pid: number, processStart: string): boolean | undefined {
  const start = startOf(pid);
  if (start !== undefined) return start === processStart;
  try {
    process.kill(pid, 0);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH" ? false : undefined;
  }
}

/** Containers may share a name, and count their processes from 1: the boot and the process namespace tell them apart. */
function hostId(): string {
  const parts = [
    hostname(),
    attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    attempt(() => readlinkSync("/proc/self/ns/pid")),
  ];
  return createHash("sha256").update(parts.join(" ")).digest("hex").slice(0, 16);
}

/** When a process began, in the kernel's ticks; undefined where there is no such process or no /proc. A dead one that nobody has buried yet counts as none. */
function startOf(pid: number): string | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (stat === undefined) return undefined;
  // The name in parentheses may hold anything; what follows it is counted from there.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state === "Z" || state === "X" ? undefined : rest[18];
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
