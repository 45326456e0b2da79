/** The truth as rows: one line of JSON for each meeting with its sessions, in plain facts, no shape of Zoom's. */
import { timeText } from "./account.ts";
import type { Meeting } from "./population/meetings.ts";
import { locationOf } from "./population/participants.ts";
import { countParticipants } from "./rows/counts.ts";
import { hostOf } from "./rows/host.ts";
import { sessionFacts } from "./rows/session-facts.ts";
import { isGone, type World } from "./world.ts";

function sessionRows(world: World, meeting: Meeting): Record<string, unknown>[] {
  if (isGone(world, meeting)) return [];
  return world.days.sessions(meeting).map((session) => {
    const facts = sessionFacts(world, meeting, session);
    const [country, , city] = locationOf(facts.person);
    return {
      user_id: facts.userId,
      user_name: facts.name,
      join_time: timeText(session.join),
      leave_time: timeText(session.leave),
      waiting: session.kind === "waiting",
      email: facts.person.email,
      participant_uuid: facts.participantUuid,
      country,
      ...(city === "" ? {} : { city }),
      kind: session.kind,
      person: session.place,
      late: session.late,
    };
  });
}

function meetingRow(world: World, meeting: Meeting): Record<string, unknown> {
  const host = hostOf(world, meeting);
  return {
    uuid: world.uuid(meeting),
    id: world.meetings.numberOf(meeting),
    type: meeting.type,
    start_time: timeText(meeting.start),
    end_time: timeText(meeting.start + meeting.seconds),
    duration_seconds: meeting.seconds,
    host_email: host.email,
    host_id: host.id,
    participants: countParticipants(world, meeting),
    people: meeting.people,
    gone: isGone(world, meeting),
    sessions: sessionRows(world, meeting),
  };
}

/** Lines of NDJSON, days from the first to the last, meetings by their place in the day. */
export function* truthLines(world: World, firstDay: number, lastDay: number): Generator<string> {
  const { account, meetings } = world;
  for (let day = Math.max(firstDay, account.firstDay); day <= Math.min(lastDay, account.lastDay); day++) {
    for (let index = 0; index < meetings.layout(day).count; index++) {
      yield `${JSON.stringify(meetingRow(world, meetings.at(day, index)))}\n`;
    }
  }
}
