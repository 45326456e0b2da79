/** The account's sums of each day, as Zoom's daily report has them. */

import { provenance } from "./common.ts";
import { instant, long } from "./field.ts";
import { asDay } from "./read.ts";
import { dailyReport } from "./series.ts";
import type { Stream } from "./stream.ts";

export const dailyUsage: Stream = {
  name: "daily_usage",
  kind: "daily_usage",
  description:
    "What Zoom's daily report adds up of one day; which meetings it counts Zoom does not say, so it may differ from the meetings",
  group: "reports",
  key: { fingerprint: ["day"] },
  perAccount: true,
  time: "day",
  index: "one",
  days: "rows",
  source: "report",
  zoom: { ...dailyReport, list: "dates", window: { days: 31, months: 6, asks: "months" } },
  fields: {
    day: instant("date", "The day, as Zoom reads it, at 00:00 UTC", { read: asDay }),
    new_users: long("new_users", "How many users were new", { unit: "users" }),
    meetings: long("meetings", "How many meetings were held", { unit: "meetings" }),
    participants: long("participants", "How many people took part, once for each meeting", {
      unit: "participants",
    }),
    meeting_minutes: long("meeting_minutes", "How long all of them took part, together", {
      unit: "minutes",
    }),
    ...provenance,
  },
};
