/** Who hosted meetings on a day, with Zoom's sums of them. */

import { provenance } from "./common.ts";
import { keyword, long, ours } from "./field.ts";
import { hostReport } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";
import { customAttributes } from "./user.ts";

export const activeHosts: Stream = {
  name: "active_hosts",
  kind: "active_host",
  description:
    "A user who hosted a meeting on one day, with Zoom's sums of that day; a user who is not here on a day hosted none",
  group: "reports",
  key: { field: "user_id" },
  time: "day",
  index: "one",
  days: "calls",
  source: "report",
  // Not type=inactive: it lists all other users on every day, which the list of users tells without a call.
  zoom: hostReport,
  fields: {
    day: ours("date", "The day, as Zoom reads it, at 00:00 UTC"),
    user_id: keyword("id", "The host's Zoom user id", { privacy: "id" }),
    name: keyword("user_name", "The host's display name", { privacy: "name" }),
    email: keyword("email", "The host's e-mail", { privacy: "email" }),
    type: long("type", "The host's licence: 1 basic, 2 licensed"),
    department: keyword("dept", "The host's department"),
    meetings: long("meetings", "How many meetings the user hosted", { unit: "meetings" }),
    participants: long("participants", "How many people took part in them, once for each meeting", {
      unit: "participants",
    }),
    meeting_minutes: long("meeting_minutes", "How long these people took part, together", {
      unit: "minutes",
    }),
    custom_attributes: customAttributes,
    ...provenance,
  },
};
