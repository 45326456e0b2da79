/** From when to when a meeting went on, as far as that is known. Pure. */

import type { JsonObject } from "../document.ts";
import { secondsOf } from "./instant.ts";
import type { Interval } from "./presence.ts";

/** Whether a session is a stay in the waiting room. */
export const isWaiting = (session: JsonObject): boolean => session.status === "in_waiting_room";

/**
 * From the start to the end. Without an end it ends after its duration, else with the latest leave; without a start
 * it begins with the earliest join. Undefined when neither the meeting nor a session says any instant.
 */
export function spanOf(meeting: JsonObject, sessions: readonly JsonObject[]): Interval | undefined {
  let start = secondsOf(meeting.start_time);
  let end = secondsOf(meeting.end_time);
  if (Number.isNaN(start)) start = startOf(sessions);
  if (Number.isNaN(end) && typeof meeting.duration === "number") end = start + Math.round(meeting.duration);
  if (Number.isNaN(end)) end = endOf(sessions);
  if (Number.isNaN(start)) start = end;
  if (Number.isNaN(end)) end = start;
  return Number.isNaN(start) ? undefined : { start, end: Math.max(start, end) };
}

/** The earliest join, of people rather than of a waiting room; without any join the earliest leave. */
function startOf(sessions: readonly JsonObject[]): number {
  return (
    extreme(sessions, "join_time", Math.min, false) ??
    extreme(sessions, "join_time", Math.min, true) ??
    extreme(sessions, "leave_time", Math.min, true) ??
    Number.NaN
  );
}

function endOf(sessions: readonly JsonObject[]): number {
  return (
    extreme(sessions, "leave_time", Math.max, false) ??
    extreme(sessions, "leave_time", Math.max, true) ??
    extreme(sessions, "join_time", Math.max, true) ??
    Number.NaN
  );
}

function extreme(
  sessions: readonly JsonObject[],
  field: "join_time" | "leave_time",
  further: (one: number, other: number) => number,
  withWaiting: boolean,
): number | undefined {
  let found: number | undefined;
  for (const session of sessions) {
    if (!withWaiting && isWaiting(session)) continue;
    const at = secondsOf(session[field]);
    if (!Number.isNaN(at)) found = found === undefined ? at : further(found, at);
  }
  return found;
}

/**
 * When a stored meeting went on, with its `attendance` documents: without an end and a duration until the last of its
 * people left. Undefined for one without a start.
 */
export function eventOf(meeting: JsonObject, people: readonly JsonObject[] = []): Interval | undefined {
  const stays = people.map(({ last_leave }) => ({ leave_time: last_leave ?? null }));
  return meeting.start_time === undefined ? undefined : spanOf(meeting, stays);
}
