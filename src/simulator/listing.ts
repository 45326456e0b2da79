/**
 * Rows of meetings inside a window, latest start first, without building them: a listing counts what matches
 * and materialises one page. Whole days outside the page are only added up, from counts that are kept.
 */
import { daySeconds } from "./account.ts";
import type { DayColumns, DayCounts } from "./population/days.ts";
import { isLateMeeting, type Meeting } from "./population/meetings.ts";
import { daysOf, type Window } from "./window.ts";
import type { World } from "./world.ts";

/** Which meetings a listing shows. */
export interface Filter {
  readonly window: Window;
  readonly by?: "start_time" | "end_time";
  /** Meetings of one person only (true), of several only (false), or all. */
  readonly alone?: boolean;
  readonly hosts?: (host: number) => boolean;
}

const longestMeetingDays = 2;

function hidesLate(world: World): boolean {
  return world.options.late_data > 0 && !world.hasLateData();
}

function matcher(world: World, filter: Filter, columns: DayColumns): (index: number) => boolean {
  const { window, by, alone, hosts } = filter;
  const lateHidden = hidesLate(world);
  return (index) => {
    const start = columns.start[index] ?? 0;
    const time = by === "end_time" ? start + (columns.seconds[index] ?? 0) : start;
    if (time < window.from || time > window.to) return false;
    const isAlone = columns.people[index] === 1;
    if (alone !== undefined && isAlone !== alone) return false;
    if (hosts !== undefined && !hosts(columns.host[index] ?? 0)) return false;
    return !(lateHidden && isAlone && isLateMeeting(world.meetings.at(columns.day, index)));
  };
}

/** Whether the filter takes or leaves a meeting of the day by its number of people alone. */
function takesWholeDay({ window, by, hosts }: Filter, day: number): boolean {
  const isInside = day * daySeconds >= window.from && (day + 1) * daySeconds - 1 <= window.to;
  return isInside && by !== "end_time" && hosts === undefined;
}

function countOf(world: World, counts: DayCounts, alone: boolean | undefined): number {
  const shown = counts.alone - (hidesLate(world) ? counts.late : 0);
  if (alone === undefined) return counts.several + shown;
  return alone ? shown : counts.several;
}

function daysToScan(filter: Filter): number[] {
  const days = daysOf(filter.window);
  if (filter.by !== "end_time") return days;
  for (let more = 0; more < longestMeetingDays; more++) days.push((days.at(-1) ?? 0) - 1);
  return days;
}

/** How many meetings match, and those from `offset` on, at most `size`. */
export function listMeetings(
  world: World,
  filter: Filter,
  offset: number,
  size: number,
): { total: number; meetings: Meeting[] } {
  const meetings: Meeting[] = [];
  let total = 0;
  for (const day of daysToScan(filter)) {
    if (takesWholeDay(filter, day)) {
      const count = countOf(world, world.days.counts(day), filter.alone);
      if (total + count <= offset || meetings.length === size) {
        total += count;
        continue;
      }
    }
    const columns = world.days.columns(day);
    const matches = matcher(world, filter, columns);
    for (const index of columns.order) {
      if (!matches(index)) continue;
      if (total >= offset && meetings.length < size) meetings.push(world.meetings.at(day, index));
      total++;
    }
  }
  return { total, meetings };
}
