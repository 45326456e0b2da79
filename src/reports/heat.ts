/** When in the week people are in meetings: what they attended by weekday and hour, from the hours of `concurrency`. Pure. */

import type { Group } from "../destinations/roll-up.ts";

export interface Heat {
  /** Seconds that people spent in meetings, added up: a list for each weekday from Monday on, with its 24 hours. */
  seconds: number[][];
  /** Where the most are; absent where there is nothing. Weekday 0 is Monday. */
  busiest?: { weekday: number; hour: number; seconds: number };
}

/** Hours by their beginning in UTC, as `readHours` gives them. @param timeZone whose weekdays and hours are meant */
export function heatOf(hours: readonly Group[], timeZone: string): Heat {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    weekday: "short",
    hour: "numeric",
    hourCycle: "h23",
  });
  const seconds = weekdays.map(() => new Array<number>(24).fill(0));
  for (const { key, sum } of hours) {
    if (key === undefined) continue;
    const parts = new Map(format.formatToParts(Date.parse(key)).map(({ type, value }) => [type, value]));
    const day = seconds[weekdays.indexOf(parts.get("weekday") ?? "")];
    const hour = Number(parts.get("hour"));
    if (day !== undefined) day[hour] = (day[hour] ?? 0) + (sum.attended_seconds ?? 0);
  }
  const busiest = seconds
    .flatMap((day, weekday) => day.map((some, hour) => ({ weekday, hour, seconds: some })))
    .reduce((best, one) => (one.seconds > best.seconds ? one : best));
  return { seconds, ...(busiest.seconds === 0 ? {} : { busiest }) };
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The same for each hour of the day, whatever the weekday. */
export function hoursOfDay({ seconds }: Heat): { hour: number; attended_seconds: number }[] {
  return Array.from({ length: 24 }, (_, hour) => ({
    hour,
    attended_seconds: seconds.reduce((sum, day) => sum + (day[hour] ?? 0), 0),
  }));
}
