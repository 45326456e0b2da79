/** A meeting and a session as /past_meetings and the reports show them: leaner than the dashboards, with minutes. */
import { timeText } from "../account.ts";
import { hash } from "../hash.ts";
import type { Meeting } from "../population/meetings.ts";
import { topics } from "../population/names.ts";
import type { World } from "../world.ts";
import { attendedMinutes, countParticipants } from "./counts.ts";
import { minutesOf } from "./durations.ts";
import { featuresOf, trackingFieldsOf } from "./features.ts";
import { hostOf, topicOf } from "./host.ts";
import type { SessionFacts } from "./session-facts.ts";

type Row = Record<string, unknown>;

/** Fields of a meeting that past meetings and reports share. */
function reportFields(world: World, meeting: Meeting): Row {
  const host = hostOf(world, meeting);
  return {
    uuid: world.uuid(meeting),
    id: world.meetings.numberOf(meeting),
    type: meeting.type,
    topic: topicOf(world, meeting, topics),
    user_name: host.name,
    user_email: host.email,
    start_time: timeText(meeting.start),
    end_time: timeText(meeting.start + meeting.seconds),
    duration: minutesOf(meeting.seconds),
    total_minutes: attendedMinutes(world, meeting),
    participants_count: countParticipants(world, meeting),
  };
}

/** The body of /past_meetings/{meetingId}: the only one with the host's id. */
export function pastMeetingObject(world: World, meeting: Meeting): Row {
  const host = hostOf(world, meeting);
  return {
    ...reportFields(world, meeting),
    host_id: host.id,
    dept: host.department,
    source: "Zoom",
    has_meeting_summary: featuresOf(meeting).summary,
  };
}

/** A row of /report/users/{userId}/meetings. */
export function reportMeetingRow(world: World, meeting: Meeting): Row {
  const scheduled = timeText(meeting.start - (meeting.start % 1_800));
  const [year, month, day] = scheduled.slice(0, 10).split("-");
  return {
    ...reportFields(world, meeting),
    source: "Zoom",
    ...(meeting.type === 1 ? {} : { schedule_time: `${month}/${day}/${year} ${scheduled.slice(11, 16)}` }),
  };
}

/** The body of /report/meetings/{meetingId}. */
export function reportMeetingObject(world: World, meeting: Meeting): Row {
  const { department } = hostOf(world, meeting);
  return { ...reportFields(world, meeting), dept: department, tracking_fields: trackingFieldsOf(meeting) };
}

/** A session as reports and past meetings share it; `duration` is in seconds here. */
function leanFields({ session, person, name, userId, accountUserId }: SessionFacts): Row {
  return {
    id: accountUserId,
    name,
    user_id: userId,
    user_email: person.email,
    join_time: timeText(session.join),
    leave_time: timeText(session.leave),
    duration: session.leave - session.join,
    failover: hash(person.key, 160) % 50 === 0,
    status: session.kind === "waiting" ? "in_waiting_room" : "in_meeting",
  };
}

/** A row of /past_meetings/{meetingId}/participants. */
export function pastParticipantRow(facts: SessionFacts): Row {
  return { ...leanFields(facts), registrant_id: "", internal_user: facts.person.user !== undefined };
}

/** A row of /report/meetings/{meetingId}/participants. */
export function reportParticipantRow(facts: SessionFacts, withRegistrant: boolean): Row {
  return {
    ...leanFields(facts),
    customer_key: "",
    participant_user_id: facts.accountUserId,
    ...(facts.room === undefined ? {} : { bo_mtg_id: facts.room }),
    ...(withRegistrant ? { registrant_id: facts.registrantId } : {}),
  };
}
