/** Polls and questions of a past meeting, from /past_meetings and from the reports: unpaged, often empty. */
import { timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { noSuchMeeting } from "../errors.ts";
import { checkAge, findMeeting } from "../find-meeting.ts";
import { hash } from "../hash.ts";
import { opaqueId } from "../ids.ts";
import type { Meeting } from "../population/meetings.ts";
import { answersQuestions, featuresOf } from "../rows/features.ts";
import { type SessionFacts, sessionFacts } from "../rows/session-facts.ts";

type Row = Record<string, unknown>;

function findAsked({ world, params }: Call): Meeting {
  const id = params.meetingId ?? "";
  const meeting = findMeeting(world, id);
  if (meeting.live) throw noSuchMeeting(id);
  checkAge(world, meeting);
  return meeting;
}

function answerWith(call: Call, has: "poll" | "qa", row: (facts: SessionFacts, seed: number) => Row): Row {
  const { world } = call;
  const meeting = findAsked(call);
  const sessions = world.sessions(meeting);
  const asked = featuresOf(meeting)[has]
    ? sessions.filter((session) => answersQuestions(meeting, session))
    : [];
  return {
    id: world.meetings.numberOf(meeting),
    uuid: world.uuid(meeting),
    start_time: timeText(meeting.start),
    questions: asked.map((session) => row(sessionFacts(world, meeting, session), world.options.seed)),
  };
}

function who({ person, name }: SessionFacts): { name: string; email: string } {
  return { name, email: person.email };
}

function pollRow(facts: SessionFacts, seed: number): Row {
  const details = {
    question: "How are you?",
    answer: ["Good", "Not so good", ""][hash(facts.person.key, 201) % 3],
    polling_id: opaqueId(seed, "registrant", facts.session.join),
    date_time: timeText(facts.session.join + 60),
  };
  return { ...who(facts), question_details: [details] };
}

function questionRow(facts: SessionFacts): Row {
  return { ...who(facts), question_details: [{ question: "Will this be recorded?", answer: "Yes" }] };
}

function reportedPollRow(facts: SessionFacts, seed: number): Row {
  const [first_name = "", ...rest] = facts.name.split(" ");
  return { ...pollRow(facts, seed), first_name, last_name: rest.join(" ") };
}

function reportedQuestionRow(facts: SessionFacts, seed: number): Row {
  const time = timeText(facts.session.join + 60);
  const details = {
    question: "Will this be recorded?",
    question_id: opaqueId(seed, "registrant", facts.session.join, 1),
    question_status: "answered",
    create_time: time,
    answer: "Yes",
    answer_details: [
      { ...who(facts), user_id: facts.accountUserId, content: "Yes", create_time: time, type: "default" },
    ],
  };
  return { ...who(facts), user_id: facts.accountUserId, question_details: [details] };
}

/** Polls and questions. */
export const pollEndpoints: readonly Endpoint[] = [
  {
    path: "/past_meetings/{meetingId}/polls",
    tier: "medium",
    plan: "free",
    scopes: ["meeting:read:admin", "meeting:read:list_poll_results:admin"],
    handle: (call) => answerWith(call, "poll", pollRow),
  },
  {
    path: "/past_meetings/{meetingId}/qa",
    tier: "medium",
    plan: "free",
    scopes: ["meeting:read:admin", "meeting:read:past_qa:admin"],
    handle: (call) => answerWith(call, "qa", questionRow),
  },
  {
    path: "/report/meetings/{meetingId}/polls",
    tier: "heavy",
    plan: "pro",
    scopes: ["report:read:admin", "report:read:list_meeting_polls:admin"],
    handle: (call) => answerWith(call, "poll", reportedPollRow),
  },
  {
    path: "/report/meetings/{meetingId}/qa",
    tier: "heavy",
    plan: "pro",
    scopes: ["report:read:admin", "report:read:meeting_qna:admin"],
    handle: (call) => answerWith(call, "qa", reportedQuestionRow),
  },
];
