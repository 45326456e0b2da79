/**
 * The truth about what is read beside meetings and sessions: polls, quality, webinars, recordings, sign-ins, rooms,
 * groups.
 */
import type { Plan } from "./endpoint.ts";
import type { Meeting } from "./population/meetings.ts";
import { groupNames } from "./population/names.ts";
import { countRooms } from "./population/rooms.ts";
import type { Session } from "./population/sessions.ts";
import { countSignIns } from "./population/sign-ins.ts";
import { scheduledWebinars } from "./population/webinar-schedule.ts";
import { webinarSessions } from "./population/webinars.ts";
import { answersQuestions, hasPoll } from "./rows/features.ts";
import { countRecordingFiles, hasRecording } from "./rows/recording.ts";
import { addToCatalogue, type CatalogueTally, catalogueOf, tallyCatalogue } from "./truth/catalogue-truth.ts";
import { isGone, type World } from "./world.ts";

/** One day's numbers, whatever the plan. */
export interface StreamTally {
  polls: number;
  quality: number;
  webinars: number;
  webinarSessions: number;
  recordings: number;
  recordingFiles: number;
  signIns: number;
  readonly catalogue: CatalogueTally;
}

/** How many people answered the meeting's poll; the route of polls answers also when the participants are gone. */
export function countRespondents(meeting: Meeting, sessions: readonly Session[]): number {
  return hasPoll(meeting) ? sessions.filter((session) => answersQuestions(meeting, session)).length : 0;
}

/** How many rows of quality the meeting has: none for one person, unless `type=past` shows such meetings. */
export function countMeasured(world: World, meeting: Meeting, sessions: readonly Session[]): number {
  const hidden = meeting.people === 1 && world.options.one_person_in_past === "off";
  return hidden || isGone(world, meeting) ? 0 : sessions.length;
}

/** The day's numbers that do not come from meetings; {@link addMeeting} adds the others. */
export function tallyStreams(world: World, day: number): StreamTally {
  const webinars = world.webinars.past(day);
  return {
    polls: 0,
    quality: 0,
    webinars: webinars.length,
    webinarSessions: webinars.reduce((sum, webinar) => sum + webinarSessions(webinar).length, 0),
    recordings: 0,
    recordingFiles: 0,
    signIns: countSignIns(world.account, day),
    catalogue: tallyCatalogue(world, day),
  };
}

/** Adds what belongs to one meeting. */
export function addMeeting(
  tally: StreamTally,
  world: World,
  meeting: Meeting,
  sessions: readonly Session[],
): void {
  tally.polls += countRespondents(meeting, sessions);
  tally.quality += countMeasured(world, meeting, sessions);
  addToCatalogue(tally.catalogue, world, meeting, sessions);
  if (!hasRecording(world, meeting)) return;
  tally.recordings++;
  tally.recordingFiles += countRecordingFiles(meeting);
}

function countScheduled(world: World): number {
  let webinars = 0;
  for (let host = 0; host < world.account.hosts; host++) webinars += scheduledWebinars(world, host).length;
  return webinars;
}

/** What a complete client of the plan can read of all days together. */
export function streamsOf(world: World, days: readonly StreamTally[], plan: Plan): Record<string, number> {
  const sum = (name: Exclude<keyof StreamTally, "catalogue">) =>
    days.reduce((total, tally) => total + tally[name], 0);
  const paid = (count: number) => (plan === "free" ? 0 : count);
  const business = (count: number) => (plan === "business" ? count : 0);
  return {
    groups: paid(groupNames.length),
    meeting_polls: paid(sum("polls")),
    meeting_quality: business(sum("quality")),
    webinars: paid(sum("webinars")),
    webinar_sessions: paid(sum("webinarSessions")),
    webinar_series: paid(countScheduled(world)),
    recordings: paid(sum("recordings")),
    recording_files: paid(sum("recordingFiles")),
    sign_ins: paid(sum("signIns")),
    rooms: business(countRooms(world.account)),
    ...catalogueOf(
      world,
      days.map(({ catalogue }) => catalogue),
      plan,
    ),
  };
}
