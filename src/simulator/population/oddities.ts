/**
 * The oddities that `oddities=on` adds to each day, all of them met in the wild: listed rows without times or without
 * a uuid (a bug of Zoom's dashboards in 2021), a host who was deleted, a participant with no name of any kind.
 */
import type { SimulatorOptions } from "../options.ts";
import type { Meeting, Meetings } from "./meetings.ts";

/** A listed row that is no meeting: it comes after the day's other rows. */
export interface OddRow {
  readonly meeting: Meeting;
  readonly lacks: "times" | "uuid";
}

const oddRows = ["times", "times", "uuid"] as const;

/** Places in a day whose meeting is odd. */
export const oddIndex = { deletedHost: 9, namelessParticipant: 11 } as const;

/** The extra rows of a day with meetings. */
export function oddRowsOf(options: SimulatorOptions, meetings: Meetings, day: number): OddRow[] {
  const { count } = meetings.layout(day);
  if (options.oddities === "off" || count === 0) return [];
  return oddRows.map((lacks, place) => ({
    meeting: { ...meetings.at(day, 0), index: count + place },
    lacks,
  }));
}

/** Whether the meeting's host is no longer a user. */
export function hasDeletedHost(options: SimulatorOptions, meeting: Meeting): boolean {
  return options.oddities === "on" && meeting.index === oddIndex.deletedHost;
}

/** Whether a participant without user_id, name and e-mail ends the meeting's participants. */
export function hasNamelessParticipant(options: SimulatorOptions, meeting: Meeting): boolean {
  return options.oddities === "on" && meeting.index === oddIndex.namelessParticipant && meeting.people > 1;
}
