/** What Zoom's `participants` may count: its documents say "the meeting participant count" and no more. */
import type { Meeting } from "../population/meetings.ts";
import type { World } from "../world.ts";

/** The number that listings show, by the switch `participants_count`. */
export function countParticipants(world: World, meeting: Meeting): number {
  const sessions = world.sessions(meeting);
  // Not the people of the meeting: those whose sessions appear late are not counted before.
  if (world.options.participants_count === "people") return new Set(sessions.map(({ place }) => place)).size;
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
