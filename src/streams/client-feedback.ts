/** What was wrong with meetings by those who were unhappy with them, counted day by day. */

import { provenance } from "./common.ts";
import { keyword, long, ours } from "./field.ts";
import type { Stream } from "./stream.ts";

export const clientFeedback: Stream = {
  name: "client_feedback",
  kind: "client_feedback",
  description: "How many participants chose one of Zoom's complaints at the end of a meeting on one day",
  group: "quality",
  key: { field: "feedback_id" },
  perAccount: true,
  time: "day",
  index: "one",
  days: "calls",
  source: "dashboard",
  zoom: {
    operation: "list a day's feedback",
    path: "/metrics/client/feedback",
    tier: "heavy",
    plan: "business",
    needs: "the option Feedback to Zoom",
    list: "client_feedbacks",
    window: { days: 1, months: 6 },
    scopes: {
      classic: ["dashboard_home:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:list_meetings_feedback:admin"],
    },
  },
  fields: {
    day: ours("date", "The day, as Zoom reads it, at 00:00 UTC"),
    feedback_id: keyword("feedback_id", "Zoom's id of the complaint"),
    feedback: keyword("feedback_name", "What was wrong, in Zoom's words"),
    participants: long("participants_count", "How many participants chose it", { unit: "participants" }),
    ...provenance,
  },
};
