/**
 * Totals of a day for the reports that add up. Which meetings they add up is not documented; the switch
 * `daily_counts` leaves one-person meetings out or in.
 */
import type { Meeting } from "./population/meetings.ts";
import { attendedMinutes, countParticipants } from "./rows/counts.ts";
import { isVisible, type World } from "./world.ts";

/** Sums over meetings. */
export interface Totals {
  meetings: number;
  participants: number;
  minutes: number;
}

/** No meetings at all. */
export function noTotals(): Totals {
  return { meetings: 0, participants: 0, minutes: 0 };
}

function* countedMeetings(world: World, day: number): Generator<Meeting> {
  const { order } = world.days.columns(day);
  for (const index of order) {
    const meeting = world.meetings.at(day, index);
    const counts = meeting.people > 1 || world.options.daily_counts === "all";
    if (counts && isVisible(world, meeting)) yield meeting;
  }
}

/** The totals of a UTC day for each host who had a meeting that counts. */
export function totalsByHost(world: World, day: number): Map<number, Totals> {
  const byHost = new Map<number, Totals>();
  for (const meeting of countedMeetings(world, day)) {
    const totals = byHost.get(meeting.host) ?? noTotals();
    byHost.set(meeting.host, totals);
    totals.meetings++;
    totals.participants += countParticipants(world, meeting);
    totals.minutes += attendedMinutes(world, meeting);
  }
  return byHost;
}

/** Adds up. */
export function sumTotals(all: Iterable<Totals>): Totals {
  const sum = noTotals();
  for (const { meetings, participants, minutes } of all) {
    sum.meetings += meetings;
    sum.participants += participants;
    sum.minutes += minutes;
  }
  return sum;
}
