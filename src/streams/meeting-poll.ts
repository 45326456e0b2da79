/** What people answered to the polls of a meeting. */

import { provenance, repeatedMeeting, repeatOfMeeting } from "./common.ts";
import { instant, keyword, objects, ours, text } from "./field.ts";
import { pollReport } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";

export const meetingPolls: Stream = {
  name: "meeting_polls",
  kind: "meeting_poll",
  description: "All that one person answered to the polls of one meeting; anonymous answers have no name",
  group: "details",
  key: { fingerprint: ["meeting", "name", "email", "answers"] },
  set: { of: "meetings", by: "meeting" },
  time: "meeting_start_time",
  source: "past",
  zoom: {
    operation: "list a meeting's polls",
    path: "/past_meetings/{meetingId}/polls",
    tier: "medium",
    plan: "pro",
    list: "questions",
    mayLackList: true,
    scopes: { classic: ["meeting:read:admin"], granular: ["meeting:read:list_poll_results:admin"] },
  },
  otherwise: [{ source: "report", zoom: pollReport }],
  parent: {
    stream: "meetings",
    param: "meetingId",
    field: "uuid",
    unless: { has_poll: [false] },
    repeat: repeatOfMeeting,
  },
  fields: {
    meeting: ours("keyword", "The uuid of the meeting that the polls were held in"),
    name: text("name", "Who answered, as the meeting showed the name", { privacy: "name" }),
    email: keyword("email", "The e-mail of who answered; Zoom hides most guests' e-mails", {
      privacy: "email",
    }),
    first_name: text("first_name", "The first name, in the report", { privacy: "name" }),
    last_name: text("last_name", "The last name, in the report", { privacy: "name" }),
    answers: objects("question_details", "The questions and what was answered, in Zoom's order", {
      question: text("question", "The question"),
      answer: text("answer", "The answer; several are in one text"),
      polling_id: keyword("polling_id", "The poll that the question belongs to"),
      answered_at: instant("date_time", "When it was answered, UTC"),
    }),
    ...repeatedMeeting,
    ...provenance,
  },
};
