/** Rows of webinars inside a window, latest start first, alone or among those of meetings. */
import { type Filter, listMeetings } from "./listing.ts";
import type { Meeting } from "./population/meetings.ts";
import type { Webinar } from "./population/webinars.ts";
import { daysOf } from "./window.ts";
import type { World } from "./world.ts";

type WebinarFilter = Pick<Filter, "window" | "by" | "hosts">;

/** All webinars that match: they are few, and none lasts over midnight. */
export function listWebinars({ webinars }: World, { window, by, hosts }: WebinarFilter): Webinar[] {
  return daysOf(window)
    .flatMap((day) => webinars.past(day))
    .filter(({ start, seconds, host }) => {
      const time = by === "end_time" ? start + seconds : start;
      return time >= window.from && time <= window.to && (hosts === undefined || hosts(host));
    });
}

/** One row of a list of both. */
export type MixedRow =
  | { readonly meeting: Meeting; readonly webinar?: never }
  | { readonly webinar: Webinar; readonly meeting?: never };

/** Both lists are by day and, within it, by start; at the same second the webinar comes first. */
function isBefore(webinar: Webinar, meeting: Meeting): boolean {
  return webinar.day === meeting.day ? webinar.start >= meeting.start : webinar.day > meeting.day;
}

/**
 * How many meetings and given webinars there are, and the rows from `offset` on. Only the meetings that can be on the
 * page are made: as many webinars as there are may come before the first of them.
 */
export function listMixed(
  world: World,
  filter: Filter,
  webinars: readonly Webinar[],
  offset: number,
  size: number,
): { total: number; rows: MixedRow[] } {
  const first = Math.max(0, offset - webinars.length);
  const { total, meetings } = listMeetings(world, filter, first, size + webinars.length);
  const rows: MixedRow[] = [];
  const start = meetings[0];
  let next =
    first > 0 && start !== undefined ? webinars.filter((webinar) => isBefore(webinar, start)).length : 0;
  const skipped = first + next;
  const take = (meeting?: Meeting) => {
    for (let webinar = webinars[next]; webinar !== undefined; webinar = webinars[next]) {
      if (meeting !== undefined && !isBefore(webinar, meeting)) break;
      rows.push({ webinar });
      next++;
    }
  };
  for (const meeting of meetings) {
    take(meeting);
    rows.push({ meeting });
  }
  // Past the last meeting made there may be more meetings, but none on this page.
  if (first + meetings.length >= total) take();
  return { total: total + webinars.length, rows: rows.slice(offset - skipped, offset - skipped + size) };
}
