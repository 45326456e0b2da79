/** The routes of past meetings: cheap labels, outside the daily limit. */
import { monthsBefore, timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { noSuchMeeting } from "../errors.ts";
import { checkAge, findMeeting } from "../find-meeting.ts";
import type { Meeting } from "../population/meetings.ts";
import { instancesOf } from "../population/series.ts";
import { pastMeetingObject, pastParticipantRow } from "../rows/past-meeting.ts";
import { sessionFacts } from "../rows/session-facts.ts";
import { isGone, isVisible } from "../world.ts";

function findPast({ world, params }: Call, months?: number): Meeting {
  const id = params.meetingId ?? "";
  const meeting = findMeeting(world, id);
  if (meeting.live) throw noSuchMeeting(id);
  checkAge(world, meeting, months);
  return meeting;
}

/** Meetings of one person have no participants here, unless the account's setting shows them (see the switch). */
function listPastParticipants(call: Call): Record<string, unknown> {
  const { world, params, page } = call;
  const meeting = findPast(call, Number(world.options.past_participants_months));
  const hidden = meeting.people === 1 && world.options.one_person_in_past === "off";
  if (hidden || isGone(world, meeting)) throw noSuchMeeting(params.meetingId ?? "");
  const { size, offset, fields } = page({ max: 300 });
  const sessions = world.sessions(meeting);
  const participants = sessions
    .slice(offset, offset + size)
    .map((session) => pastParticipantRow(sessionFacts(world, meeting, session)));
  return { ...fields(sessions.length), participants };
}

function listInstances({ world, params }: Call): Record<string, unknown> {
  const id = params.meetingId ?? "";
  const oldest = monthsBefore(world.account, 15);
  const instances = /^\d{9,11}$/.test(id) ? instancesOf(world, Number(id)) : [];
  if (instances.length === 0) throw noSuchMeeting(id);
  const meetings = instances
    .filter((meeting) => meeting.day >= oldest && isVisible(world, meeting))
    .map((meeting) => ({ uuid: world.uuid(meeting), start_time: timeText(meeting.start) }));
  return { meetings };
}

/** Past meetings. */
export const pastMeetingEndpoints: readonly Endpoint[] = [
  {
    path: "/past_meetings/{meetingId}",
    tier: "light",
    plan: "pro",
    scopes: ["meeting:read:admin", "meeting:read:past_meeting:admin"],
    handle: (call) => pastMeetingObject(call.world, findPast(call)),
  },
  {
    path: "/past_meetings/{meetingId}/instances",
    tier: "medium",
    plan: "free",
    scopes: ["meeting:read:admin", "meeting:read:list_past_instances:admin"],
    handle: listInstances,
  },
  {
    path: "/past_meetings/{meetingId}/participants",
    tier: "medium",
    plan: "pro",
    scopes: ["meeting:read:admin", "meeting:read:list_past_participants:admin"],
    handle: listPastParticipants,
  },
];
