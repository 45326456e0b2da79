/** What Zoom's `participants` may count: its documents say "the meeting participant count" and no more. */
import type { Meeting } from "../population/meetings.ts";
import type { World } from "../world.ts";

/** The number that listings show, by the switch `participants_count`. */
export function countParticipants(world: World, meeting: Meeting): number {
  if (world.options.participants_count === "people") return meeting.people;
  const sessions = world.sessions(meeting);
  if (world.options.participants_count === "joins") return sessions.length;
  return sessions.filter((session) => session.kind !== "waiting").length;
}

/** The minutes that all participants together attended: waiting does not count. */
export function attendedMinutes(world: World, meeting: Meeting): number {
  let seconds = 0;
  for (const { kind, join, leave } of world.sessions(meeting)) {
    if (kind === "meeting") seconds += leave - join;
  }
  return Math.ceil(seconds / 60);
}
