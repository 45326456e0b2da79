/** The log: pretty lines on a terminal, JSON elsewhere, always on standard error and written at once. */

import { pino } from "pino";
import pretty from "pino-pretty";
import type { LogFields, Logger } from "../effects.ts";

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
