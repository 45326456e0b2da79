/** How good sound, video and screen sharing were in the whole account, day by day. */

import { provenance } from "./common.ts";
import { dropped, long, object, ours, type SourceFields } from "./field.ts";
import type { Stream } from "./stream.ts";

const scores: SourceFields = {
  good: long("good", "How many scores were good, 4 to 5", { unit: "scores" }),
  fair: long("fair", "How many scores were fair, 3 to 4", { unit: "scores" }),
  poor: long("poor", "How many scores were poor, 2 to 3", { unit: "scores" }),
  bad: long("bad", "How many scores were bad, 1 to 2", { unit: "scores" }),
};

export const accountQuality: Stream = {
  name: "account_quality",
  kind: "account_quality",
  description:
    "How many of one day's meetings, or of the people in them, had good, fair, poor and bad quality by Zoom's score",
  group: "quality",
  key: { field: "measured_by" },
  perAccount: true,
  time: "day",
  index: "one",
  days: "calls",
  variants: [{ type: "meeting" }, { type: "participants" }],
  repeatQuery: { measured_by: "type" },
  source: "dashboard",
  zoom: {
    operation: "get a day's quality scores",
    path: "/metrics/quality",
    tier: "heavy",
    plan: "business",
    window: { days: 1, months: 6 },
    scopes: {
      classic: ["dashboard_home:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:meeting_quality_score:admin"],
    },
  },
  fields: {
    day: ours("date", "The day, as Zoom reads it, at 00:00 UTC"),
    measured_by: ours("keyword", "What has a score each: meeting or participants"),
    scores: object("quality", "The scores by what was measured", {
      audio: object("audio", "The scores of the sound", scores),
      video: object("video", "The scores of the video", scores),
      screen_share: object("screen_share", "The scores of screen sharing", scores),
    }),
    ...dropped({ from: "the day that was asked for", to: "the day that was asked for" }),
    ...provenance,
  },
};
