/** What `zoom-harvester attendance` was asked for: its flags, read and checked. */

import { ConfigurationError } from "../errors.ts";
import type { AttendanceQuestion } from "../reports/series.ts";
import type { Flags } from "../setting-sources.ts";
import { readDay, readTimeZone } from "../setting-values.ts";
import { type Span, spanOfDays } from "../time.ts";

export interface AttendanceAsked extends AttendanceQuestion {
  roster: string | undefined;
  /** Whether the file of decisions was named, and must be there. */
  decisions: { file: string; isNamed: boolean } | undefined;
  writeProposals: boolean;
  /** Meetings that were shorter are left out, seconds. */
  shortest: number;
  json: boolean;
}

/** @param get a setting's text. @throws ConfigurationError */
export function readAsked(flags: Flags, get: (flag: string) => string, now: number): AttendanceAsked {
  const text = (flag: string) => {
    const value = flags[flag];
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  const timeZone = readTimeZone(get("timezone"));
  const roster = text("roster");
  const named = text("decisions");
  const decisions = named ?? (roster === undefined ? undefined : `${roster}.decisions.csv`);
  const writeProposals = flags.write_proposals === true;
  if (writeProposals && decisions === undefined)
    throw wrongUse("--write_proposals needs a file to write to", "--decisions FILE, or --roster FILE");
  return {
    what: readWhat(text("meeting"), text("series"), () => readSpan(get, now, timeZone)),
    timeZone,
    roster,
    decisions: decisions === undefined ? undefined : { file: decisions, isNamed: named !== undefined },
    writeProposals,
    missedMoreThan: readNumber("missed_more_than", text("missed_more_than")),
    minSeconds: 60 * (readNumber("min_minutes", text("min_minutes")) ?? 0),
    shortest: 60 * (readNumber("shortest", text("shortest")) ?? 0),
    byDay: flags.by_day === true,
    json: flags.json === true,
  };
}

function readWhat(
  uuid: string | undefined,
  number: string | undefined,
  readSpan: () => Span | undefined,
): AttendanceAsked["what"] {
  const span = readSpan();
  if (uuid !== undefined && number !== undefined)
    throw wrongUse("--meeting and --series are both given", "one of them");
  if (uuid !== undefined) {
    if (span !== undefined)
      throw wrongUse("--from and --to say which meetings of a --series", "--meeting alone");
    if (/^[\d\s-]+$/.test(uuid))
      throw wrongUse(
        `${uuid} is the number of a series, not a meeting's uuid`,
        `--series ${uuid.replaceAll(/\D/g, "")}`,
      );
    return { uuid };
  }
  if (number === undefined)
    throw wrongUse(
      "it is not said of which meeting or series",
      "--series 123 456 7890, or --meeting with a uuid",
    );
  const series = number.replaceAll(/[\s-]/g, "");
  if (!/^\d{9,11}$/.test(series))
    throw wrongUse(
      `--series is to be a meeting number of 9 to 11 digits, got ${number}`,
      "--meeting for a uuid",
    );
  return { series, span };
}

function readSpan(get: (flag: string) => string, now: number, timeZone: string): Span | undefined {
  const from = readDay("from", get("from"), now, timeZone);
  const to = readDay("to", get("to"), now, timeZone);
  if (from === undefined && to === undefined) return undefined;
  if (from !== undefined && to !== undefined && from > to)
    throw wrongUse(`--from ${from} is after --to ${to}`, `--from ${to} --to ${from}`);
  const first = spanOfDays(from ?? "1970-01-02", from ?? "1970-01-02", timeZone);
  return { start: first.start, end: to === undefined ? now : spanOfDays(to, to, timeZone).end };
}

function readNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const isCount = flag === "missed_more_than";
  const number = Number(text);
  if (!(number >= 0) || (isCount && !Number.isInteger(number)))
    throw wrongUse(
      `--${flag} is to be a ${isCount ? "whole number" : "number"} from 0 on, got ${text}`,
      `--${flag} 2`,
    );
  return number;
}

function wrongUse(reason: string, hint: string): ConfigurationError {
  return new ConfigurationError({ operation: "attendance", reason, hint });
}
