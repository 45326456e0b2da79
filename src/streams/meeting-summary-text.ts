/** What the AI Companion wrote about a meeting or webinar: fetched only where it is asked for by name. */

import { provenance } from "./common.ts";
import { dropped, keyword, keywords, note, object, objects, ours } from "./field.ts";
import type { Stream } from "./stream.ts";
import { summaryFields } from "./summary-fields.ts";

/** It names people in every sentence. */
const words = { privacy: "name" } as const;

export const meetingSummaryTexts: Stream = {
  name: "meeting_summary_texts",
  kind: "meeting_summary_text",
  description:
    "What an AI Companion summary says; people's words and tasks are in it, so it is read only where it is asked for by its name",
  group: "details",
  onlyByName: true,
  key: { field: "uuid" },
  set: { of: "meeting_summaries", by: "summary" },
  time: "start_time",
  index: "one",
  source: "summary",
  zoom: {
    operation: "read a meeting summary",
    path: "/meetings/{meetingId}/meeting_summary",
    tier: "light",
    plan: "pro",
    needs: "summaries by the AI Companion",
    scopes: { classic: ["meeting_summary:read:admin"], granular: ["meeting:read:summary:admin"] },
  },
  parent: { stream: "meeting_summaries", param: "meetingId", field: "uuid" },
  fields: {
    summary: ours("keyword", "The document of meeting_summaries that it belongs to: the meeting's uuid"),
    ...summaryFields,
    modified_by_id: keyword("summary_last_modified_user_id", "The Zoom user id of who last changed it", {
      privacy: "id",
    }),
    modified_by_email: keyword("summary_last_modified_user_email", "The e-mail of who last changed it", {
      privacy: "email",
    }),
    title: note("summary_title", "The summary's title", words),
    content: note("summary_content", "The whole summary, in Markdown", words),
    overview: note("summary_overview", "Its overview, in the older form that Zoom will give up", words),
    details: objects("summary_details", "Its chapters, in the older form", {
      label: note("label", "What the chapter is about", words),
      summary: note("summary", "What was said about it", words),
    }),
    next_steps: keywords("next_steps", "What is to be done next, in the older form", { privacy: "name" }),
    edited: object("edited_summary", "What somebody made of it by hand, in the older form", {
      overview: note("summary_overview", "The overview as it was changed", words),
      details: note("summary_details", "The chapters as they were changed", words),
      next_steps: keywords("next_steps", "The next steps as they were changed", { privacy: "name" }),
    }),
    ...provenance,
    ...dropped({ summary_doc_url: "it leads to the summary's document" }),
  },
};
