/** The truth about who registered, and what people asked and answered. */
import { webinarsOfNumber } from "../find-webinar.ts";
import type { Gathering } from "../population/meetings.ts";
import { absenteesOf, recordingRegistrants, registrantsOfNumber } from "../population/registrants.ts";
import { instancesOf } from "../population/series.ts";
import type { Session } from "../population/sessions.ts";
import { type Webinar, webinarSessions } from "../population/webinars.ts";
import { fillsInSurvey } from "../rows/answers.ts";
import { answersQuestions, hasQa, hasSurvey } from "../rows/features.ts";
import { hasRecording } from "../rows/recording.ts";
import { webinarFeatures } from "../rows/webinar.ts";
import { panelOf, trackingSourceRows } from "../rows/webinar-details.ts";
import type { World } from "../world.ts";
import type { StreamTruth, StreamTruths } from "./stream-truth.ts";

type Answers = (of: Gathering, session: Session) => boolean;

function count(of: Gathering, sessions: readonly Session[], answers: Answers): number {
  return sessions.filter((session) => answers(of, session)).length;
}

function ofWebinars(has: "poll" | "qa" | "survey", answers: Answers): StreamTruth {
  return {
    plan: "pro",
    ofWebinar: (_world, webinar) =>
      webinarFeatures(webinar)[has] ? count(webinar, webinarSessions(webinar), answers) : 0,
  };
}

function countPanel(world: World, number: number): number {
  const last = webinarsOfNumber(world, number).at(-1);
  return last === undefined ? 0 : panelOf(last).length;
}

function countSources(world: World, number: number): number {
  const [first, ...rest] = webinarsOfNumber(world, number);
  return first === undefined
    ? 0
    : trackingSourceRows(world, [first, ...rest] as [Webinar, ...Webinar[]]).length;
}

/** Registrants, panelists, answers. */
export const answersTruths: StreamTruths = {
  meeting_registrants: {
    plan: "pro",
    ofMeetingNumber: (world, number) =>
      registrantsOfNumber(world.options.seed, instancesOf(world, number)).length,
  },
  meeting_qa: {
    plan: "pro",
    ofMeeting: (_world, meeting, sessions) =>
      hasQa(meeting) ? count(meeting, sessions, answersQuestions) : 0,
  },
  meeting_surveys: {
    plan: "pro",
    ofMeeting: (_world, meeting, sessions) =>
      hasSurvey(meeting) ? count(meeting, sessions, fillsInSurvey) : 0,
  },
  recording_registrants: {
    plan: "pro",
    ofMeeting: (world, meeting) => (hasRecording(world, meeting) ? recordingRegistrants(meeting).length : 0),
  },
  webinar_absentees: {
    plan: "pro",
    ofWebinar: (world, webinar) => absenteesOf(world.options.seed, webinar).length,
  },
  webinar_panelists: { plan: "pro", ofWebinarNumber: countPanel },
  webinar_polls: ofWebinars("poll", answersQuestions),
  webinar_qa: ofWebinars("qa", answersQuestions),
  webinar_registrants: {
    plan: "pro",
    ofWebinarNumber: (world, number) =>
      registrantsOfNumber(world.options.seed, webinarsOfNumber(world, number)).length,
  },
  webinar_surveys: ofWebinars("survey", fillsInSurvey),
  webinar_tracking_sources: { plan: "pro", ofWebinarNumber: countSources },
};
