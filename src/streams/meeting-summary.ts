/** Which meetings and webinars the AI Companion summed up. */

import { provenance, streamsRead } from "./common.ts";
import type { Stream } from "./stream.ts";
import { summaryFields } from "./summary-fields.ts";

export const meetingSummaries: Stream = {
  name: "meeting_summaries",
  kind: "meeting_summary",
  description:
    "That there is an AI Companion summary of a meeting or webinar, with its times; not what the summary says",
  group: "details",
  key: { field: "uuid" },
  time: "start_time",
  index: "one",
  longestMs: 30 * 3_600_000,
  source: "summaries",
  zoom: {
    operation: "list meeting summaries",
    path: "/meetings/meeting_summaries",
    tier: "medium",
    plan: "pro",
    needs: "summaries by the AI Companion",
    list: "summaries",
    pageSize: 300,
    // Zoom's API reference states no longest stretch; its other lists of the account allow a month. How far back it
    // lists is not stated either.
    window: { days: 30, zone: "UTC", asks: "instants" },
    query: { time_filter_field: "summary_start_time" },
    scopes: {
      classic: ["meeting_summary:read:admin"],
      granular: ["meeting:read:list_summaries:admin"],
    },
  },
  fields: { ...summaryFields, streams_read: streamsRead, ...provenance },
};
