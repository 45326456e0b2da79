/** `zoom-harvester doctor`: says what keeps a harvest from working before one is begun. Changes nothing. */

import { access, constants, stat, statfs } from "node:fs/promises";
import { connect } from "node:net";
import { realClock } from "../clock.ts";
import { exitCodeOfChecks } from "../doctor/check.ts";
import type { DoctorEffects } from "../doctor/effects.ts";
import { examine, type Report } from "../doctor/examine.ts";
import { type ExitCode, Interrupted } from "../errors.ts";
import type { Flags } from "../setting-sources.ts";
import { createSend } from "../zoom/send.ts";
import { doctorText } from "./doctor-text.ts";
import type { CommandContext } from "./harvest.ts";
import { createLog, logOptions } from "./log.ts";

/** @returns 0 when all is well, else the code of the first check that is not. */
export async function runDoctor(
  { json, ...flags }: Flags,
  { env, version, interrupted, stderr }: CommandContext,
): Promise<ExitCode> {
  const stop = new AbortController();
  interrupted.addEventListener("abort", () => stop.abort(new Interrupted()), { once: true });
  let http: ReturnType<typeof createSend> | undefined;
  try {
    const report = await examine(
      ({ config, file }) => ({
        ...realClock,
        log: createLog(logOptions(flags, { ...file, ...env }, stderr)),
        knock,
        files,
        openSend: () => {
          http = createSend(config.proxies);
          return http.send;
        },
      }),
      realClock.now(),
      { flags, env, nodeVersion: process.versions.node, version, interrupted: stop.signal },
    );
    if (stop.signal.aborted) throw stop.signal.reason;
    process.stdout.write(json === true ? toJson(report) : doctorText(report, process.stdout.columns));
    return exitCodeOfChecks(report.checks);
  } finally {
    await http?.close();
  }
}

const files: DoctorEffects["files"] = {
  checkWritable: (path) => access(path, constants.W_OK),
  kindOf: async (path) => {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) return undefined;
    return found.isDirectory() ? "folder" : found.isFile() ? "file" : "other";
  },
  freeBytes: async (path) => {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  },
};

function knock(host: string, port: number, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: timeoutMs });
    const end = (finish: () => void) => {
      socket.destroy();
      finish();
    };
    socket.once("connect", () => end(resolve));
    socket.once("timeout", () => end(() => reject(new Error("no answer in time"))));
    socket.once("error", (error) => end(() => reject(error)));
  });
}

/** One object; what was not tried is left out. */
function toJson({ checks, streams }: Report): string {
  const lines = streams.map(({ hint: _, cause: __, ...line }) => line);
  return `${JSON.stringify({ checks, streams: lines }, null, 2)}\n`;
}
