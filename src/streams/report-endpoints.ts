/** Zoom's reports, which accounts without dashboards may read too: poorer sources of meetings and sessions. */

import type { Endpoint } from "../endpoint.ts";

/** The scopes of a report. */
const reading = (granular: string) => ({ classic: ["report:read:admin"], granular: [granular] });

/** All past meetings, or all webinars, of the account; since March 2025, for what was held since then. */
export const historyReport = (of: "meeting" | "webinar"): Endpoint => ({
  operation: `list the ${of}s of the report`,
  path: "/report/history_meetings",
  tier: "heavy",
  // Zoom's API reference names neither a plan nor a largest page here; its other reports need Pro and give 300.
  plan: "pro",
  ...(of === "webinar" ? { needs: "the Webinar add-on" } : {}),
  list: "history_meetings",
  pageSize: 300,
  window: { days: 30, months: 6 },
  query: { date_type: "start_time", meeting_type: of },
  scopes: reading("report:read:list_history_meetings:admin"),
});

/** The past meetings and webinars of one user. */
export const userReport: Endpoint = {
  operation: "list a user's meetings of the report",
  path: "/report/users/{userId}/meetings",
  tier: "heavy",
  plan: "pro",
  list: "meetings",
  pageSize: 300,
  window: { days: 30, months: 6 },
  scopes: reading("report:read:user:admin"),
};

/** Who hosted in a stretch of time, with sums of all of it: asked for a day each, or nobody knows which day had what. */
export const hostReport: Endpoint = {
  operation: "list the hosts of a day",
  path: "/report/users",
  tier: "heavy",
  plan: "pro",
  list: "users",
  pageSize: 300,
  window: { days: 1, months: 6 },
  query: { type: "active" },
  scopes: reading("report:read:list_users:admin"),
};

/** The participants of a past meeting of two people or more. */
export const meetingReport: Endpoint = {
  operation: "list a meeting's participants of the report",
  path: "/report/meetings/{meetingId}/participants",
  tier: "heavy",
  plan: "pro",
  list: "participants",
  pageSize: 300,
  query: { include_fields: "registrant_id" },
  scopes: reading("report:read:list_meeting_participants:admin"),
};

/** The same people by a cheaper call. */
export const pastParticipants: Endpoint = {
  operation: "list a past meeting's participants",
  path: "/past_meetings/{meetingId}/participants",
  tier: "medium",
  plan: "pro",
  list: "participants",
  pageSize: 300,
  scopes: { classic: ["meeting:read:admin"], granular: ["meeting:read:list_past_participants:admin"] },
};

export const webinarReport: Endpoint = {
  operation: "list a webinar's participants of the report",
  path: "/report/webinars/{webinarId}/participants",
  tier: "heavy",
  plan: "pro",
  needs: "the Webinar add-on",
  list: "participants",
  pageSize: 300,
  query: { include_fields: "registrant_id" },
  scopes: reading("report:read:list_webinar_participants:admin"),
};

export const pastWebinarParticipants: Endpoint = {
  operation: "list a past webinar's participants",
  path: "/past_webinars/{webinarId}/participants",
  tier: "medium",
  plan: "pro",
  needs: "the Webinar add-on",
  list: "participants",
  pageSize: 300,
  scopes: { classic: ["webinar:read:admin"], granular: ["webinar:read:list_past_participants:admin"] },
};

/** What one report tells of one meeting or webinar, all of it at once. */
const answersReport = (
  of: "meeting" | "webinar",
  { what, last, list, scope }: { what: string; last: string; list: string; scope: string },
): Endpoint => ({
  operation: `list a ${of}'s ${what} of the report`,
  path: `/report/${of}s/{${of}Id}/${last}`,
  tier: "heavy",
  plan: "pro",
  ...(of === "webinar" ? { needs: "the Webinar add-on" } : {}),
  list,
  mayLackList: true,
  scopes: reading(`report:read:${scope}:admin`),
});

export const pollReport = (of: "meeting" | "webinar"): Endpoint =>
  answersReport(of, { what: "polls", last: "polls", list: "questions", scope: `list_${of}_polls` });

export const qaReport = (of: "meeting" | "webinar"): Endpoint =>
  answersReport(of, { what: "questions", last: "qa", list: "questions", scope: `${of}_qna` });

export const surveyReport = (of: "meeting" | "webinar"): Endpoint => ({
  ...answersReport(of, { what: "survey", last: "survey", list: "survey_answers", scope: `${of}_survey` }),
  around: ["survey_id", "survey_name"],
});
