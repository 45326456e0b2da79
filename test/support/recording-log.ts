/** A log that keeps its lines. */

import type { LogFields, Logger } from "../../src/effects.ts";

export interface Line {
  level: keyof Logger;
  message: string;
  fields: LogFields;
}

export interface RecordingLog extends Logger {
  readonly lines: Line[];
}

export function recordingLog(): RecordingLog {
  const lines: Line[] = [];
  const keep =
    (level: keyof Logger) =>
    (message: string, fields: LogFields = {}) => {
      lines.push({ level, message, fields });
    };
  return { lines, error: keep("error"), warn: keep("warn"), info: keep("info"), debug: keep("debug") };
}
