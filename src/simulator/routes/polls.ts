/** Polls, questions and surveys of a past meeting, from /past_meetings and the reports: unpaged, often empty. */
import { timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { noSuchMeeting } from "../errors.ts";
import { checkAge, findMeeting } from "../find-meeting.ts";
import type { Meeting } from "../population/meetings.ts";
import {
  type AnswerRow,
  fillsInSurvey,
  pollRow,
  questionRow,
  reportedPollRow,
  reportedQuestionRow,
  surveyAround,
  surveyRow,
} from "../rows/answers.ts";
import { answersQuestions, hasPoll, hasQa, hasSurvey } from "../rows/features.ts";
import { sessionFacts } from "../rows/session-facts.ts";

type Row = Record<string, unknown>;

function findAsked({ world, params }: Call): Meeting {
  const id = params.meetingId ?? "";
  const meeting = findMeeting(world, id);
  if (meeting.live) throw noSuchMeeting(id);
  checkAge(world, meeting);
  return meeting;
}

function answerWith(call: Call, has: (meeting: Meeting) => boolean, row: AnswerRow): Row {
  const { world } = call;
  const meeting = findAsked(call);
  const sessions = world.sessions(meeting);
  const asked = has(meeting) ? sessions.filter((session) => answersQuestions(meeting, session)) : [];
  return {
    id: world.meetings.numberOf(meeting),
    uuid: world.uuid(meeting),
    start_time: timeText(meeting.start),
    questions: asked.map((session) => row(world, meeting, sessionFacts(world, meeting, session))),
  };
}

function readSurvey(call: Call): Row {
  const { world } = call;
  const meeting = findAsked(call);
  const isHeld = hasSurvey(meeting);
  const answered = isHeld ? world.sessions(meeting).filter((session) => fillsInSurvey(meeting, session)) : [];
  return {
    meeting_id: world.meetings.numberOf(meeting),
    meeting_uuid: world.uuid(meeting),
    start_time: timeText(meeting.start),
    ...surveyAround(world, meeting, isHeld),
    survey_answers: answered.map((session) =>
      surveyRow(world, meeting, sessionFacts(world, meeting, session)),
    ),
  };
}

/** Polls, questions and surveys. */
export const pollEndpoints: readonly Endpoint[] = [
  {
    path: "/past_meetings/{meetingId}/polls",
    tier: "medium",
    plan: "free",
    scopes: ["meeting:read:admin", "meeting:read:list_poll_results:admin"],
    handle: (call) => answerWith(call, hasPoll, pollRow),
  },
  {
    path: "/past_meetings/{meetingId}/qa",
    tier: "medium",
    plan: "free",
    scopes: ["meeting:read:admin", "meeting:read:past_qa:admin"],
    handle: (call) => answerWith(call, hasQa, questionRow),
  },
  {
    path: "/report/meetings/{meetingId}/polls",
    tier: "heavy",
    plan: "pro",
    scopes: ["report:read:admin", "report:read:list_meeting_polls:admin"],
    handle: (call) => answerWith(call, hasPoll, reportedPollRow),
  },
  {
    path: "/report/meetings/{meetingId}/qa",
    tier: "heavy",
    plan: "pro",
    scopes: ["report:read:admin", "report:read:meeting_qna:admin"],
    handle: (call) => answerWith(call, hasQa, reportedQuestionRow),
  },
  {
    path: "/report/meetings/{meetingId}/survey",
    tier: "heavy",
    plan: "pro",
    scopes: ["report:read:admin", "report:read:meeting_survey:admin"],
    handle: readSurvey,
  },
];
