/** What one person answered to polls, in a meeting or a webinar. */

import { instant, keyword, note, objects, type SourceFields, text } from "./field.ts";

export function pollFields(what: "meeting" | "webinar"): SourceFields {
  return {
    name: text("name", `Who answered, as the ${what} showed the name`, { privacy: "name" }),
    email: keyword("email", "The e-mail of who answered; Zoom hides most guests' e-mails", {
      privacy: "email",
    }),
    first_name: text("first_name", "The first name, in the report", { privacy: "name" }),
    last_name: text("last_name", "The last name, in the report", { privacy: "name" }),
    answers: objects("question_details", "The questions and what was answered, in Zoom's order", {
      question: text("question", "The question"),
      answer: note("answer", "The answer; several are in one text"),
      polling_id: keyword("polling_id", "The poll that the question belongs to"),
      answered_at: instant("date_time", "When it was answered, UTC"),
    }),
  };
}
