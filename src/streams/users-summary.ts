/** How many users the account has, counted by Zoom, one state for each day. */

import { provenance } from "./common.ts";
import { long, ours } from "./field.ts";
import type { Stream } from "./stream.ts";

const users = { unit: "users" } as const;

export const usersSummary: Stream = {
  name: "users_summary",
  kind: "users_summary",
  description:
    "How many users of each kind the account had on one day; Zoom tells only how many there are now",
  group: "people",
  // There is one at a time: the day alone tells its states apart.
  key: { fingerprint: [] },
  perAccount: true,
  history: "daily",
  source: "users",
  zoom: {
    operation: "count users",
    path: "/users/summary",
    tier: "medium",
    // Zoom's API reference names no plan here.
    plan: "free",
    scopes: { classic: ["user:read:admin"], granular: ["user:read:summary:admin"] },
  },
  fields: {
    taken_on: ours("keyword", "The day of this state, YYYY-MM-DD"),
    total: long("total_users_count", "All of them but the pending, Zoom Rooms included", users),
    licensed: long("licensed_users_count", "Those with a licence for meetings", users),
    basic: long("basic_users_count", "Those with the free licence", users),
    on_premise: long("on_prem_users_count", "Those whose meetings run on the account's own servers", users),
    rooms: long("room_users_count", "Zoom Rooms, which Zoom counts among users", { unit: "rooms" }),
    join_only: long("join_only_users_count", "Those without any licence, who can only join", users),
    pending: long("pending_users_count", "Those whose licence is not activated yet", users),
    ...provenance,
  },
};
