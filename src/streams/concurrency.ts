/** How much was going on at once across the account: one document for each hour, computed from `attendance`. */

import { provenance } from "./common.ts";
import type { Derived } from "./derived.ts";
import { omit, ours } from "./field.ts";

export const concurrency: Derived = {
  name: "concurrency",
  kind: "concurrency",
  description:
    "One document for each hour (UTC) of the days that have meetings: how many meetings went on and how many people were in them at the peak, and when. Somebody with two devices in a meeting counts once, somebody in two meetings twice",
  from: "attendance",
  time: "hour",
  index: "one",
  fields: {
    hour: ours("date", "The hour's beginning, UTC"),
    meetings: ours("long", "How many meetings went on during the hour, or a part of it"),
    meetings_peak: ours("long", "The most meetings at one moment of the hour"),
    meetings_peak_at: ours("date", "The first such moment, UTC"),
    participants_peak: ours("long", "The most people in meetings at one moment of the hour"),
    participants_peak_at: ours("date", "The first such moment, UTC"),
    attended_seconds: ours("long", "The time that people spent in meetings within the hour, added up", {
      unit: "seconds",
    }),
    ...omit(provenance, "extra"),
  },
};
