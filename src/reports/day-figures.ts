/** One figure of every day, in as few questions as it takes: those of people cost a store the most. */

import type { Source } from "../destinations/source.ts";
import { attendance } from "../streams/attendance.ts";
import { meetings } from "../streams/meeting.ts";
import { type Day, daysFrom } from "../time.ts";
import type { ReportRange } from "./overview.ts";

export const dayMeasures = ["meetings", "people", "hours"] as const;

export interface DayFigure {
  /** Meetings that began on the day, people who were in them, what they attended in them. */
  by: (typeof dayMeasures)[number];
  date: Day;
  /** In seconds where it is about hours. */
  value: number;
}

/** Every day of the range in its order: a gap in a chart is to be seen. */
export async function readDayFigures(
  source: Source,
  { from, to, span, timeZone }: ReportRange,
  by: DayFigure["by"],
): Promise<Omit<DayFigure, "by">[]> {
  const asked = { where: { span }, by: { unit: "day", timeZone } } as const;
  const groups =
    by === "people"
      ? await source.rollUp(attendance.name, { ...asked, distinct: ["identity"] })
      : await source.rollUp(meetings.name, {
          ...asked,
          ...(by === "hours" ? { sum: ["attended_seconds"] } : {}),
        });
  const values = new Map(
    groups.map(({ key, count, sum, distinct }) => [
      key,
      by === "people" ? distinct.identity : by === "hours" ? sum.attended_seconds : count,
    ]),
  );
  return daysFrom(from, to).map((date) => ({ date, value: values.get(date) ?? 0 }));
}
