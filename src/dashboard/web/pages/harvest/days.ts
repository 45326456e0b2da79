/** Days as the calendar shows them. */

import type { HarvestDays } from "../../../answers/harvest-days.ts";
import { hrefOf } from "../../address.ts";
import type { CalendarDay } from "../../charts/calendar.tsx";
import { dayWords, sayDay, sayNumber } from "../../format.ts";

export function calendarDays({ days }: HarvestDays): CalendarDay[] {
  return days.map(({ date, state, meetings, sessions, partial }) => {
    const counts = [
      `${sayNumber(meetings)} ${meetings === 1 ? "meeting" : "meetings"}`,
      `${sayNumber(sessions)} ${sessions === 1 ? "session" : "sessions"}`,
      ...(partial === 0 ? [] : [`${sayNumber(partial)} still to be read`]),
    ];
    return {
      date,
      state,
      title: `${sayDay(date)}: ${dayWords[state] ?? state}, ${counts.join(", ")}`,
      ...(meetings === 0 ? {} : { href: hrefOf("meetings", { from: date, to: date }) }),
    };
  });
}

export function sayCalendar({ days }: HarvestDays): string {
  const complete = days.filter(({ state }) => state === "complete").length;
  return `Days by state: ${complete} of ${days.length} complete`;
}
