/** Series: what a meeting number names. Listed ones come from their host's list of scheduled meetings. */

import { provenance } from "./common.ts";
import { instant, keyword, long, ours, text } from "./field.ts";
import { asSeconds } from "./read.ts";
import type { Stream } from "./stream.ts";

/**
 * Zoom's meeting types. Source: Zoom's API reference, `type` of `/users/{userId}/meetings` and
 * `/past_meetings/{meetingId}`. A "prescheduled" meeting (0) is one from a calendar without a time of its own.
 */
export const seriesKinds: Readonly<Record<number, string>> = {
  0: "scheduled",
  1: "instant",
  2: "scheduled",
  3: "recurring",
  4: "pmi",
  7: "pac",
  8: "recurring",
};

export const series: Stream = {
  name: "series",
  kind: "series",
  description:
    "A series is what a meeting number names: a scheduled or recurring series, a personal room (PMI), or one instant meeting. Zoom lists only scheduled series that have not expired; of others the kind alone is known",
  group: "core",
  key: { field: "series_id" },
  source: "series",
  zoom: {
    operation: "list a host's series",
    path: "/users/{userId}/meetings",
    tier: "medium",
    plan: "free",
    list: "meetings",
    pageSize: 300,
    query: { type: "scheduled" },
    scopes: { classic: ["meeting:read:admin"], granular: ["meeting:read:list_meetings:admin"] },
  },
  fields: {
    series_id: keyword("id", "The meeting number, 9, 10 or 11 digits"),
    kind: ours("keyword", "instant, scheduled, recurring, pmi or pac"),
    topic: text("topic", "The series' topic"),
    agenda: text("agenda", "The series' agenda; Zoom cuts it after 250 characters"),
    host_id: keyword("host_id", "The Zoom user id of the series' host", { privacy: "id" }),
    type: long(
      "type",
      "Zoom's type: 1 instant, 2 scheduled, 3 recurring without fixed time, 4 personal room, 7 audio conference, 8 recurring at a fixed time",
    ),
    pmi: keyword("pmi", "The personal room's number, when the series meets in one", { privacy: "id" }),
    start_time: instant("start_time", "When the next instance is planned"),
    scheduled_duration: long("duration", "How long an instance is planned to last", {
      unit: "seconds",
      read: asSeconds,
    }),
    timezone: keyword("timezone", "The time zone it is planned in"),
    created_at: instant("created_at", "When it was created"),
    join_url: keyword("join_url", "The address to join at, without its passcode", {
      read: (value) => (typeof value === "string" ? value.replace(/\?.*$/, "") || undefined : undefined),
    }),
    definition_uuid: keyword("uuid", "Zoom's uuid of the definition or next instance, not of a past meeting"),
    ...provenance,
  },
};

/** One past meeting in short: it tells the type of a series that no list shows, and the host's id. */
export const pastMeeting = {
  operation: "look up a past meeting",
  path: "/past_meetings/{meetingId}",
  tier: "light",
  plan: "pro",
  scopes: { classic: ["meeting:read:admin"], granular: ["meeting:read:past_meeting:admin"] },
} as const;

/** The past instances of a series by its number. */
export const pastInstances = {
  operation: "list a series' past meetings",
  path: "/past_meetings/{meetingId}/instances",
  tier: "medium",
  plan: "free",
  list: "meetings",
  scopes: { classic: ["meeting:read:admin"], granular: ["meeting:read:list_past_instances:admin"] },
} as const;

/** One past meeting as the dashboard shows it. */
export const dashboardMeeting = {
  operation: "look up a meeting",
  path: "/metrics/meetings/{meetingId}",
  tier: "heavy",
  plan: "business",
  scopes: {
    classic: ["dashboard_meetings:read:admin", "dashboard:read:admin"],
    granular: ["dashboard:read:meeting:admin"],
  },
} as const;

/** The account's sums of a month, day by day; which meetings they add up Zoom does not say. */
export const dailyReport = {
  operation: "read the daily report",
  path: "/report/daily",
  tier: "heavy",
  plan: "pro",
  // Zoom's API reference lists no granular scope for it.
  scopes: { classic: ["report:read:admin"], granular: [] },
} as const;
