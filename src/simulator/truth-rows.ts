/** The truth as rows: one line of JSON for each meeting or webinar with its sessions, in plain facts, no shape of Zoom's. */
import { timeText } from "./account.ts";
import type { Meeting } from "./population/meetings.ts";
import { locationOf } from "./population/participants.ts";
import { roleAt, type Webinar, webinarSessions } from "./population/webinars.ts";
import { countParticipants } from "./rows/counts.ts";
import { hostOf, hostOfUser } from "./rows/host.ts";
import { sessionFacts } from "./rows/session-facts.ts";
import { countMeasured, countRespondents } from "./truth-streams.ts";
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
    polls: countRespondents(meeting, world.days.sessions(meeting)),
    quality: countMeasured(world, meeting, world.days.sessions(meeting)),
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

function webinarRow(world: World, webinar: Webinar): Record<string, unknown> {
  return {
    uuid: world.webinars.uuidOf(webinar),
    id: world.webinars.numberOf(webinar),
    type: webinar.type,
    start_time: timeText(webinar.start),
    end_time: timeText(webinar.start + webinar.seconds),
    duration_seconds: webinar.seconds,
    host_email: hostOfUser(world, webinar.host).email,
    sessions: webinarSessions(webinar).map((session) => {
      const { userId, name, person } = sessionFacts(world, webinar, session);
      return {
        user_id: userId,
        user_name: name,
        join_time: timeText(session.join),
        leave_time: timeText(session.leave),
        email: person.email,
        person: session.place,
        role: roleAt(webinar, session.place),
      };
    }),
  };
}

/** Lines of NDJSON for webinars, days from the first to the last. */
export function* webinarLines(world: World, firstDay: number, lastDay: number): Generator<string> {
  for (let day = firstDay; day <= lastDay; day++) {
    for (const webinar of world.webinars.past(day)) yield `${JSON.stringify(webinarRow(world, webinar))}\n`;
  }
}
