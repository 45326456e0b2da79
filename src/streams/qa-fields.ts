/** What one person asked in a meeting or a webinar, and what was answered; the report alone says when and by whom. */

import { instant, keyword, note, objects, type SourceFields, text } from "./field.ts";

const identity = { privacy: "id" } as const;

export function qaFields(what: "meeting" | "webinar"): SourceFields {
  return {
    user_id: keyword("user_id", "The Zoom user id of who asked; absent for guests", identity),
    name: text("name", `Who asked, as the ${what} showed the name; who hid it is an anonymous attendee`, {
      privacy: "name",
    }),
    email: keyword("email", "The e-mail of who asked; Zoom hides most guests' e-mails", {
      privacy: "email",
    }),
    questions: objects("question_details", "What the person asked, in Zoom's order", {
      question_id: keyword("question_id", "The question's Zoom id, in the report"),
      question: note("question", "What was asked"),
      asked_at: instant("create_time", "When it was asked, UTC, in the report"),
      status: keyword("question_status", "open, answered, dismissed or deleted, in the report"),
      answer: note(
        "answer",
        "The answers in one text; live answered where somebody spoke instead of writing",
      ),
      answers: objects("answer_details", "The answers and comments one by one, in the report", {
        user_id: keyword("user_id", "The Zoom user id of who answered; absent for guests", identity),
        name: text("name", "Who answered", { privacy: "name" }),
        email: keyword("email", "The e-mail of who answered", { privacy: "email" }),
        content: note("content", "What was answered"),
        answered_at: instant("create_time", "When it was answered, UTC"),
        type: keyword("type", "Who saw it or wrote it, such as host_answered_privately"),
      }),
    }),
  };
}
