/** The dashboards' further routes of one meeting: quality of service, sharing, feedback. */
import type { Call, Endpoint } from "../endpoint.ts";
import { invalidParameter, notEnded, notSubscribed } from "../errors.ts";
import { checkAge, findMeeting } from "../find-meeting.ts";
import type { Meeting } from "../population/meetings.ts";
import type { Session } from "../population/sessions.ts";
import { sharedIn } from "../rows/features.ts";
import { qualityObject, qualityRow } from "../rows/quality.ts";
import { qualitySummaryRow, summarisedSessions } from "../rows/quality-summary.ts";
import { satisfactionRows } from "../rows/satisfaction.ts";
import { sessionFacts } from "../rows/session-facts.ts";
import { sharingRow, sharingSessions } from "../rows/sharing.ts";
import { isGone } from "../world.ts";
import { participantEndpoint } from "./participant-endpoint.ts";
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

/** As with quality, the documents have no `pastOne` here. */
function listSharing(call: Call): Record<string, unknown> {
  const { world, page } = call;
  const { meeting, sessions } = findMeasured(call);
  const { size, offset, fields } = page({ max: 300 });
  const shared = sharedIn(meeting);
  const sharing = sharingSessions(meeting, sessions, shared);
  const participants = sharing
    .slice(offset, offset + size)
    .map((session) => sharingRow(meeting, sessionFacts(world, meeting, session), shared));
  return { ...fields(sharing.length), participants };
}

function listSatisfaction(call: Call): Record<string, unknown> {
  const { world, page } = call;
  const { meeting, sessions } = findReadable(call);
  const { size, offset, fields } = page({ max: 300 });
  const rows = satisfactionRows(world, meeting, sessions);
  const { next_page_token, page_size } = fields(rows.length);
  return { next_page_token, page_size, participants: rows.slice(offset, offset + size) };
}

/** No `type` here: past meetings, whoever was there. */
function listQualitySummaries({ world, params, page }: Call): Record<string, unknown> {
  if (world.options.qss === "off") throw notSubscribed();
  const meeting = findMeeting(world, params.meetingId ?? "");
  if (meeting.live || isGone(world, meeting)) throw notEnded();
  checkAge(world, meeting);
  const { size, offset, fields } = page({ max: 10, standard: 1 });
  const sessions = summarisedSessions(world.sessions(meeting));
  const participants = sessions
    .slice(offset, offset + size)
    .map((session) => qualitySummaryRow(sessionFacts(world, meeting, session)));
  const { next_page_token, page_size } = fields(sessions.length);
  return { next_page_token, page_size, participants };
}

/** Quality of service in full and summed up, sharing, feedback. */
export const meetingExtraEndpoints: readonly Endpoint[] = [
  participantEndpoint("meeting", "/qos", "list_meeting_participants_qos", listQuality),
  participantEndpoint("meeting", "/qos_summary", "list_meeting_participants_qos", listQualitySummaries),
  participantEndpoint("meeting", "/sharing", "meeting_sharing", listSharing),
  participantEndpoint("meeting", "/satisfaction", "post_meeting_feedback", listSatisfaction),
  participantEndpoint("meeting", "/{participantId}/qos", "meeting_participant_qos", getQuality),
];
