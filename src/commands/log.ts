/** The log: pretty lines on a terminal, JSON elsewhere, always on standard error and written at once. */

import { pino } from "pino";
import pretty from "pino-pretty";
import type { LogFields, Logger } from "../effects.ts";
import type { Environment, Flags } from "../setting-sources.ts";

export interface LogOptions {
  level: "error" | "warn" | "info" | "debug";
  format: "pretty" | "json";
  color: boolean;
  /** Called before each line, so that a progress bar can make room. */
  beforeLine?: () => void;
}

export function createLog({ level, format, color, beforeLine = () => {} }: LogOptions): Logger {
  const stream =
    format === "pretty"
      ? pretty({
          colorize: color,
          destination: 2,
          sync: true,
          ignore: "pid,hostname",
          translateTime: "SYS:HH:MM:ss",
          singleLine: true,
        })
      : pino.destination({ dest: 2, sync: true });
  const log = pino({ level, base: null }, stream);
  const line =
    (name: "error" | "warn" | "info" | "debug") =>
    (message: string, fields: LogFields = {}) => {
      if (!log.isLevelEnabled(name)) return;
      beforeLine();
      log[name](fields, message);
    };
  return { error: line("error"), warn: line("warn"), info: line("info"), debug: line("debug") };
}

/** The log that flags and environment ask for; read before the configuration, whose errors it has to show. */
export function logOptions(flags: Flags, env: Environment, stderr: NodeJS.WriteStream): LogOptions {
  const format = String(flags.log_format ?? env.LOG_FORMAT ?? (stderr.isTTY ? "pretty" : "json"));
  return {
    level: String(flags.log_level ?? (env.LOG_LEVEL || "info")) as "error" | "warn" | "info" | "debug",
    format: (format === "" ? "json" : format) as "pretty" | "json",
    color: stderr.isTTY === true && env.NO_COLOR === undefined,
  };
}
