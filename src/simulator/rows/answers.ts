/** What people answered to polls and surveys, and asked: the same rows for meetings and webinars. */
import { timeText } from "../account.ts";
import { hash, pick } from "../hash.ts";
import { opaqueId } from "../ids.ts";
import type { Gathering } from "../population/meetings.ts";
import type { Session } from "../population/sessions.ts";
import type { World } from "../world.ts";
import { hostOfUser } from "./host.ts";
import type { SessionFacts } from "./session-facts.ts";

type Row = Record<string, unknown>;

/** A row about one session of what was asked. */
export type AnswerRow = (world: World, of: Gathering, facts: SessionFacts) => Row;

const questions = [
  ["Will this be recorded?", "Yes"],
  ["Where do I find the slides?", "On the course page"],
  ["Can you speak up, please?", "live answered"],
  ["When is the exam?", ""],
] as const;

/** Whether the person of a session fills in the survey: a quarter do, for their first visit. */
export function fillsInSurvey({ key }: Pick<Gathering, "key">, { kind, visit, place }: Session): boolean {
  return kind === "meeting" && visit === 0 && hash(key, place, 202) % 4 === 0;
}

function who({ person, name }: SessionFacts): { name: string; email: string } {
  return { name, email: person.email };
}

function firstAndLast(name: string): Row {
  const [first_name = "", ...rest] = name.split(" ");
  return { first_name, last_name: rest.join(" ") };
}

/** A row of /past_meetings/{meetingId}/polls. */
export const pollRow: AnswerRow = (world, _of, facts) => {
  const details = {
    question: "How are you?",
    answer: ["Good", "Not so good", ""][hash(facts.person.key, 201) % 3],
    polling_id: opaqueId(world.options.seed, "registrant", facts.session.join),
    date_time: timeText(facts.session.join + 60),
  };
  return { ...who(facts), question_details: [details] };
};

/** A row of /report/meetings/{meetingId}/polls. */
export const reportedPollRow: AnswerRow = (world, of, facts) => ({
  ...pollRow(world, of, facts),
  ...firstAndLast(facts.name),
});

/** What one person asked; the third ask a second question. */
function askedBy({ person }: SessionFacts): (typeof questions)[number][] {
  const first = hash(person.key, 203);
  const count = first % 3 === 0 ? 2 : 1;
  return Array.from({ length: count }, (_, nth) => pick(hash(first, nth), questions));
}

/** A fifth ask without their names. */
const isAnonymous = ({ person }: SessionFacts) => hash(person.key, 204) % 5 === 0;

function asker(facts: SessionFacts): { name: string; email: string } {
  return isAnonymous(facts) ? { name: "Anonymous Attendee", email: "" } : who(facts);
}

/** A row of /past_meetings/{meetingId}/qa. */
export const questionRow: AnswerRow = (_world, _of, facts) => ({
  ...asker(facts),
  question_details: askedBy(facts).map(([question, answer]) => ({ question, answer })),
});

/** A row of /report/meetings/{meetingId}/qa. */
export const reportedQuestionRow: AnswerRow = (world, of, facts) => {
  const { seed } = world.options;
  const host = hostOfUser(world, of.host);
  const asked = askedBy(facts).map(([question, answer], nth) => {
    const time = facts.session.join + 60 * (nth + 1);
    const given = {
      user_id: host.id,
      name: host.name,
      email: host.email,
      content: answer,
      create_time: timeText(time + 30),
      type: "host_answered_publicly",
    };
    return {
      question,
      question_id: opaqueId(seed, "registrant", facts.session.join, nth + 1),
      question_status: answer === "" ? "open" : "answered",
      create_time: timeText(time),
      answer,
      answer_details: answer === "" ? [] : [given],
    };
  });
  const user_id = isAnonymous(facts) ? "" : facts.accountUserId;
  return { ...asker(facts), user_id, question_details: asked };
};

/** A row of /report/meetings/{meetingId}/survey. */
export const surveyRow: AnswerRow = (world, _of, facts) => {
  const { seed } = world.options;
  const date_time = timeText(facts.session.leave + 90);
  const rated = String(1 + (hash(facts.person.key, 205) % 5));
  const answers = [
    ["How did you like it?", rated],
    ["What could be better?", hash(facts.person.key, 206) % 2 === 0 ? "More time for questions" : ""],
  ] as const;
  const answer_details = answers.map(([question, answer], nth) => ({
    question,
    question_id: opaqueId(seed, "registrant", 0, nth + 1),
    answer,
    date_time,
  }));
  return { ...who(facts), ...firstAndLast(facts.name), answer_details };
};

/** What stands around the answers of a survey; empty where there was none. */
export function surveyAround(world: World, { key }: Pick<Gathering, "key">, isHeld: boolean): Row {
  return {
    survey_id: isHeld ? opaqueId(world.options.seed, "registrant", key, 2_000) : "",
    survey_name: isHeld ? "How was it?" : "",
  };
}
