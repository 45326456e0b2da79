/** The thumbs up and down at the end of all meetings, day by day. */

import { provenance } from "./common.ts";
import { double, instant, long } from "./field.ts";
import { asDay } from "./read.ts";
import type { Stream } from "./stream.ts";

export const clientSatisfaction: Stream = {
  name: "client_satisfaction",
  kind: "client_satisfaction",
  description: "How many participants were happy and unhappy with the meetings of one day",
  group: "quality",
  key: { fingerprint: ["day"] },
  perAccount: true,
  time: "day",
  index: "one",
  days: "rows",
  source: "dashboard",
  zoom: {
    operation: "list the satisfaction of days",
    path: "/metrics/client/satisfaction",
    tier: "heavy",
    plan: "business",
    list: "client_satisfaction",
    window: { days: 30, months: 6 },
    scopes: {
      classic: ["dashboard_home:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:meeting_survey:admin"],
    },
  },
  fields: {
    day: instant("date", "The day, as Zoom reads it, at 00:00 UTC", { read: asDay }),
    good: long("good_count", "How many thumbs up were given", { unit: "answers" }),
    not_good: long("not_good_count", "How many thumbs down were given", { unit: "answers" }),
    unanswered: long("none_count", "How many participants gave neither", { unit: "participants" }),
    satisfied_percent: double(
      "satisfaction_percent",
      "The share of those who gave no thumb down: who does not answer counts as satisfied",
      { unit: "percent" },
    ),
    ...provenance,
  },
};
