/** Polls, questions and surveys of a past webinar, from /past_webinars and the reports: unpaged, often empty. */
import { timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { type Refusal, refusal, tooOldWebinar } from "../errors.ts";
import { checkAge } from "../find-meeting.ts";
import { findWebinar } from "../find-webinar.ts";
import { type Webinar, webinarSessions } from "../population/webinars.ts";
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
import { answersQuestions } from "../rows/features.ts";
import { sessionFacts } from "../rows/session-facts.ts";
import { webinarFeatures } from "../rows/webinar.ts";

type Row = Record<string, unknown>;

const notEnded = () => refusal(404, 3001, "Webinar ID is invalid or not end.");

/** The documents print no code 12702 for past webinars: after a year the webinar does not exist. */
function findPast({ world, params }: Call): Webinar {
  const webinar = findWebinar(world, params.webinarId ?? "", notEnded);
  checkAge(world, webinar, 12, notEnded);
  return webinar;
}

const expired = (id: string) => refusal(404, 3001, `Webinar ${id} not found or has expired.`);

/** @param tooOld what the documents print for a webinar of more than a year ago */
function findReported({ world, params }: Call, tooOld: (id: string) => Refusal = tooOldWebinar): Webinar {
  const id = params.webinarId ?? "";
  const webinar = findWebinar(world, id, () => expired(id));
  checkAge(world, webinar, 12, () => tooOld(id));
  return webinar;
}

function answerWith({ world }: Call, webinar: Webinar, has: "poll" | "qa", row: AnswerRow): Row {
  const asked = webinarFeatures(webinar)[has]
    ? webinarSessions(webinar).filter((session) => answersQuestions(webinar, session))
    : [];
  return {
    id: world.webinars.numberOf(webinar),
    uuid: world.webinars.uuidOf(webinar),
    start_time: timeText(webinar.start),
    questions: asked.map((session) => row(world, webinar, sessionFacts(world, webinar, session))),
  };
}

function readSurvey(call: Call): Row {
  const { world } = call;
  const webinar = findReported(call);
  const isHeld = webinarFeatures(webinar).survey;
  const answered = isHeld
    ? webinarSessions(webinar).filter((session) => fillsInSurvey(webinar, session))
    : [];
  return {
    webinar_id: world.webinars.numberOf(webinar),
    webinar_uuid: world.webinars.uuidOf(webinar),
    start_time: timeText(webinar.start),
    ...surveyAround(world, webinar, isHeld),
    survey_answers: answered.map((session) =>
      surveyRow(world, webinar, sessionFacts(world, webinar, session)),
    ),
  };
}

/** Polls, questions and surveys of webinars. */
export const webinarAnswerEndpoints: readonly Endpoint[] = [
  {
    path: "/past_webinars/{webinarId}/polls",
    tier: "medium",
    plan: "pro",
    addon: "webinar",
    scopes: ["webinar:read:admin", "webinar:read:list_past_polls:admin"],
    handle: (call) => answerWith(call, findPast(call), "poll", pollRow),
  },
  {
    path: "/past_webinars/{webinarId}/qa",
    tier: "medium",
    plan: "pro",
    addon: "webinar",
    scopes: ["webinar:read:admin", "webinar:read:past_qa:admin"],
    handle: (call) => answerWith(call, findPast(call), "qa", questionRow),
  },
  {
    path: "/report/webinars/{webinarId}/polls",
    tier: "heavy",
    plan: "pro",
    addon: "webinar",
    scopes: ["report:read:admin", "report:read:list_webinar_polls:admin"],
    handle: (call) => answerWith(call, findReported(call), "poll", reportedPollRow),
  },
  {
    path: "/report/webinars/{webinarId}/qa",
    tier: "heavy",
    plan: "pro",
    addon: "webinar",
    scopes: ["report:read:admin", "report:read:webinar_qna:admin"],
    handle: (call) => answerWith(call, findReported(call, expired), "qa", reportedQuestionRow),
  },
  {
    path: "/report/webinars/{webinarId}/survey",
    tier: "heavy",
    plan: "pro",
    addon: "webinar",
    scopes: ["report:read:admin", "report:read:webinar_survey:admin"],
    handle: readSurvey,
  },
];
