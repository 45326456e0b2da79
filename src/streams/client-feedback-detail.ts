/** Who was unhappy with a meeting, and with what. */

import { provenance } from "./common.ts";
import { instant, keyword, ours, text } from "./field.ts";
import type { Stream } from "./stream.ts";

export const clientFeedbackDetails: Stream = {
  name: "client_feedback_details",
  kind: "client_feedback_detail",
  description: "One complaint that one participant chose at the end of a meeting",
  group: "quality",
  key: { fingerprint: ["feedback_id", "time", "meeting_series_id", "email", "name"] },
  time: "time",
  index: "one",
  source: "dashboard",
  zoom: {
    operation: "list who gave a feedback",
    path: "/metrics/client/feedback/{feedbackId}",
    tier: "heavy",
    plan: "business",
    needs: "the option Feedback to Zoom",
    list: "client_feedback_details",
    // Zoom's API reference names no largest page here; its other dashboards give 300.
    pageSize: 300,
    window: { days: 30, months: 6 },
    scopes: {
      classic: ["dashboard_home:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:meeting_feedback:admin"],
    },
  },
  parent: {
    stream: "client_feedback",
    param: "feedbackId",
    field: "feedback_id",
    repeat: { feedback_id: "feedback_id", feedback: "feedback" },
  },
  fields: {
    feedback_id: ours("keyword", "Zoom's id of the complaint"),
    feedback: ours("keyword", "What was wrong, in Zoom's words"),
    time: instant("time", "When the participant chose it, UTC"),
    meeting_series_id: keyword("meeting_id", "The number of the meeting, which all of its series share"),
    name: text("participant_name", "The participant's name", { privacy: "name" }),
    email: keyword("email", "The participant's e-mail; Zoom hides that of most guests", { privacy: "email" }),
    ...provenance,
  },
};
