/** The dashboards' further routes of one meeting: quality of service, sharing, feedback. */
import { timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { invalidParameter, notEnded } from "../errors.ts";
import { hash } from "../hash.ts";
import type { Meeting } from "../population/meetings.ts";
import type { Session } from "../population/sessions.ts";
import { qualityObject, qualityRow } from "../rows/quality.ts";
import { type SessionFacts, sessionFacts } from "../rows/session-facts.ts";
import { isGone } from "../world.ts";
import { findTyped } from "./typed-meeting.ts";

function findReadable(call: Call): { meeting: Meeting; sessions: readonly Session[] } {
  const meeting = findTyped(call);
  if (isGone(call.world, meeting)) throw notEnded();
  return { meeting, sessions: call.world.sessions(meeting) };
}

/** The documents give `type` two values here, not three: quality of a one-person meeting cannot be asked for. */
function findMeasured(call: Call): ReturnType<typeof findReadable> {
  if (call.query.get("type") === "pastOne") throw invalidParameter("type", "Invalid field.");
  return findReadable(call);
}

/** A page of one participant by default and ten at most: the documents' numbers. */
function listQuality(call: Call): Record<string, unknown> {
  const { world, page } = call;
  const { meeting, sessions } = findMeasured(call);
  const { size, offset, fields } = page({ max: 10, standard: 1 });
  const participants = sessions
    .slice(offset, offset + size)
    .map((session) => qualityRow(world, meeting, sessionFacts(world, meeting, session)));
  return {
    ...fields(sessions.length),
    meeting_number: String(world.meetings.numberOf(meeting)),
    participants,
  };
}

function getQuality(call: Call): Record<string, unknown> {
  const { world, params } = call;
  const { meeting, sessions } = findMeasured(call);
  const facts = sessions
    .map((session) => sessionFacts(world, meeting, session))
    .find(({ userId }) => userId === params.participantId);
  if (facts === undefined) throw notEnded();
  const number = String(world.meetings.numberOf(meeting));
  return { ...qualityObject(world, meeting, facts), meeting_number: number };
}

function sharingRow({ session, person, userId, accountUserId, name }: SessionFacts): Record<string, unknown> {
  const middle = session.join + Math.floor((session.leave - session.join) / 2);
  const content = ["desktop", "application", "whiteboard", "local_recording"][hash(person.key, 190) % 4];
  return {
    id: accountUserId,
    user_id: userId,
    user_name: name,
    details: [{ content, start_time: timeText(session.join), end_time: timeText(middle) }],
  };
}

function listSharing(call: Call): Record<string, unknown> {
  const { world, page } = call;
  const { meeting, sessions } = findReadable(call);
  const { size, offset, fields } = page({ max: 300 });
  const sharing = sessions
    .filter(({ kind, place }) => kind === "meeting" && hash(meeting.key, place, 191) % 4 === 0)
    .map((session) => sharingRow(sessionFacts(world, meeting, session)));
  return { ...fields(sharing.length), participants: sharing.slice(offset, offset + size) };
}

function listSatisfaction(call: Call): Record<string, unknown> {
  const { world, page } = call;
  const { meeting, sessions } = findReadable(call);
  const { size, offset, fields } = page({ max: 300 });
  const rows = sessions
    .map((session) => sessionFacts(world, meeting, session))
    .filter(
      ({ person, session }) => person.user !== undefined && hash(person.key, 192, session.visit) % 9 === 0,
    )
    .map(({ person, session, accountUserId }) => ({
      user_id: accountUserId,
      email: person.email,
      date_time: timeText(session.leave),
      quality: hash(person.key, 193) % 4 === 0 ? "NOT GOOD" : "GOOD",
      comment: hash(person.key, 193) % 4 === 0 ? "Meeting got disconnected." : "",
    }));
  const { next_page_token, page_size } = fields(rows.length);
  return { next_page_token, page_size, participants: rows.slice(offset, offset + size) };
}

function endpoint(path: string, scope: string, handle: Endpoint["handle"]): Endpoint {
  const scopes = ["dashboard_meetings:read:admin", "dashboard:read:admin", `dashboard:read:${scope}:admin`];
  return {
    path: `/metrics/meetings/{meetingId}/participants${path}`,
    tier: "heavy",
    plan: "business",
    scopes,
    handle,
  };
}

/** Quality of service, sharing, feedback. */
export const meetingExtraEndpoints: readonly Endpoint[] = [
  endpoint("/qos", "list_meeting_participants_qos", listQuality),
  endpoint("/sharing", "meeting_sharing", listSharing),
  endpoint("/satisfaction", "post_meeting_feedback", listSatisfaction),
  endpoint("/{participantId}/qos", "meeting_participant_qos", getQuality),
];
