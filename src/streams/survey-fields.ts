/** What one person answered to the survey after a meeting or a webinar. */

import { instant, keyword, note, objects, type SourceFields, text } from "./field.ts";

export function surveyFields(what: "meeting" | "webinar"): SourceFields {
  return {
    survey_id: keyword("survey_id", "The survey's Zoom id"),
    survey_name: text("survey_name", "The survey's title, as the host wrote it"),
    name: text("name", `Who answered, as the ${what} showed the name; absent where a survey asks for none`, {
      privacy: "name",
    }),
    email: keyword("email", "The e-mail of who answered", { privacy: "email" }),
    first_name: text("first_name", "The first name", { privacy: "name" }),
    last_name: text("last_name", "The last name", { privacy: "name" }),
    answers: objects("answer_details", "The survey's questions and what was answered, in Zoom's order", {
      question_id: keyword("question_id", "The question's Zoom id"),
      question: text("question", "What the survey asks"),
      answer: note("answer", "What was chosen or written"),
      answered_at: instant("date_time", "When it was answered, UTC"),
    }),
  };
}
