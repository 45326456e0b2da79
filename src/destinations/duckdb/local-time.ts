/**
 * The hours, days and months of a zone as numbers that DuckDB counts by: its own way to a zone's time and to the text of
 * a day takes ten times as long as everything else of a rollup. Pure.
 */

import { Temporal } from "temporal-polyfill";
import type { Span } from "../../time.ts";

export interface LocalUnit {
  unit: "hour" | "day" | "month";
  timeZone: string;
}

export interface LocalKey {
  /** The number of the unit that a time lies in, as SQL; NULL without a time. */
  key: string;
  /** The unit's name, as SQL of the number's. */
  nameOf(key: string): string;
}

const hourUs = 3_600_000_000;
const dayUs = 24 * hourUs;
/** Whole days of 2,700 years: with them every number of a day is positive, and division means the same everywhere. */
const shiftDays = 1_000_000;
/** A zone's changes of longer times are not looked up. */
const longestMs = 100 * 366 * 86_400_000;

/**
 * @param time the column, as SQL.
 * @param span in which all times lie; undefined where there are none.
 * @param zone the zone's name as SQL.
 */
export function localKey(
  time: string,
  { unit, timeZone }: LocalUnit,
  span: Span | undefined,
  zone: () => string,
): LocalKey {
  const offset = span === undefined ? "0" : offsetOf(time, timeZone, span);
  if (offset === undefined) return { key: textOf(time, unit, zone()), nameOf: (key) => key };
  const local = `(epoch_us(${time}) + ${offset})`;
  if (unit === "day")
    return {
      key: `(${local} + ${shiftDays * dayUs}) // ${dayUs}`,
      nameOf: (key) => `strftime(make_timestamp((${key} - ${shiftDays}) * ${dayUs}), '%Y-%m-%d')`,
    };
  if (unit === "month")
    return {
      key: `date_trunc('month', make_timestamp(${local}))`,
      nameOf: (key) => `strftime(${key}, '%Y-%m')`,
    };
  // Where clocks go back, an hour of the day is there twice: it goes by its instant.
  const shift = shiftDays * dayUs;
  return {
    key: `(${local} + ${shift}) // ${hourUs} * ${hourUs} - ${shift} - ${offset}`,
    nameOf: (key) => `strftime(make_timestamp(${key}), '%Y-%m-%dT%H:%M:%SZ')`,
  };
}

/** How far the zone's clocks are ahead, in microseconds as SQL; undefined where that is not looked up. */
function offsetOf(time: string, timeZone: string, { start, end }: Span): string | undefined {
  if (end - start > longestMs) return undefined;
  let at = Temporal.Instant.fromEpochMilliseconds(Math.floor(start)).toZonedDateTimeISO(timeZone);
  const cases: string[] = [];
  for (;;) {
    const offset = at.offsetNanoseconds / 1_000;
    const change = at.getTimeZoneTransition("next");
    if (change === null || change.epochMilliseconds >= end) {
      return cases.length === 0 ? String(offset) : `CASE ${cases.join(" ")} ELSE ${offset} END`;
    }
    const iso = new Date(change.epochMilliseconds).toISOString();
    cases.push(`WHEN ${time} < '${iso}'::TIMESTAMPTZ THEN ${offset}`);
    at = change;
  }
}

/** The same name, for which DuckDB knows the zone. */
function textOf(time: string, unit: LocalUnit["unit"], zone: string): string {
  const local = `(${time} AT TIME ZONE ${zone})`;
  if (unit === "day") return `strftime(${local}, '%Y-%m-%d')`;
  if (unit === "month") return `strftime(${local}, '%Y-%m')`;
  const begin = `${time} - (${local} - date_trunc('hour', ${local}))`;
  return `strftime((${begin}) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')`;
}
