/** A session of a webinar as the dashboards show it: the fields of a meeting's, less those that its documents lack. */
import type { Webinar } from "../population/webinars.ts";
import { roleAt } from "../population/webinars.ts";
import type { World } from "../world.ts";
import { participantRow } from "./dashboard-participant.ts";
import { leaveReason, type SessionFacts } from "./session-facts.ts";

const absent = [
  "camera",
  "status",
  "groupId",
  "in_room_participants",
  "aic_disclaimer",
  "total_jointime_cost",
];

/** A row of /metrics/webinars/{webinarId}/participants. */
export function webinarParticipantRow(
  world: World,
  webinar: Webinar,
  facts: SessionFacts,
  withRegistrant: boolean,
): Record<string, unknown> {
  const row: Record<string, unknown> = participantRow(world, webinar, facts, withRegistrant);
  for (const name of absent) delete row[name];
  row.role = roleAt(webinar, facts.session.place);
  if (!webinar.live) row.leave_reason = leaveReason(facts, webinar, "webinar");
  return row;
}
