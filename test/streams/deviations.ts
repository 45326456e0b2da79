/** Where declarations differ from what Zoom's API descriptions say, each with its reason. */

import { meetings } from "../../src/streams/meeting.ts";
import { userReport } from "../../src/streams/report-endpoints.ts";
import { dashboardMeeting } from "../../src/streams/series.ts";
import { sessions } from "../../src/streams/session.ts";
import { users } from "../../src/streams/user.ts";

/** Scopes that Zoom lists and we do not name, each with its reason. */
export const scopesLeftOut: readonly { scope: RegExp; reason: string }[] = [
  { scope: /^(user|group|role):write/, reason: "we only read" },
  { scope: /:master$/, reason: "it covers the sub-accounts of a master account" },
  { scope: /^(?!.*:admin$)/, reason: "without :admin a scope covers the app's own user, not the account" },
];

/** What endpoints demand where Zoom's documents do not say it there. */
export const demandedElsewhere: Record<string, { plan?: string; needs?: string; reason: string }> = {
  "/users": { plan: "free", reason: "no prerequisite is documented" },
  "/users/summary": { plan: "free", reason: "no prerequisite is documented" },
  "/divisions": { plan: "free", reason: "no prerequisite is documented" },
  "/divisions/{divisionId}/users": { plan: "free", reason: "no prerequisite is documented" },
  "/users/{userId}/meetings": { plan: "free", reason: "no prerequisite is documented" },
  "/metrics/client/satisfaction": { plan: "business", reason: "every other dashboard needs Business" },
  "/past_meetings/{meetingId}/instances": { plan: "free", reason: "no prerequisite is documented" },
  "/past_meetings/{meetingId}": { plan: "pro", reason: "its neighbours below the same path need Pro" },
  "/past_meetings/{meetingId}/qa": { plan: "pro", reason: "its neighbours below the same path need Pro" },
  "/past_webinars/{webinarId}/polls": { plan: "pro", reason: "a Webinar license is added to a paid plan" },
  "/past_webinars/{webinarId}/qa": { plan: "pro", reason: "a Webinar license is added to a paid plan" },
  "/webinars/{webinarId}/tracking_sources": {
    plan: "pro",
    reason: "a Webinar license is added to a paid plan",
  },
  "/meetings/{meetingId}/recordings/registrants": {
    plan: "pro",
    needs: "cloud recording",
    reason: "recording to the cloud needs Pro",
  },
  "/report/history_meetings": { plan: "pro", reason: "every other report needs Pro" },
  "/report/meeting_activities": { plan: "pro", reason: "every other report needs Pro" },
  "/report/remote_support": { plan: "pro", reason: "every other report needs Pro" },
  "/archive_files": { plan: "pro", reason: "the lists of recordings, whose scope it has, need Pro" },
};

/** Lists that are asked for by pages though Zoom documents no largest page. */
export const largestUndocumented: Record<string, number> = {
  "/metrics/client/feedback/{feedbackId}": 300,
  "/report/activities": 300,
  "/report/history_meetings": 300,
  "/report/remote_support": 300,
};

/** Parameters that the engine adds to what an endpoint declares. */
export const asked: Record<string, Record<string, readonly (string | undefined)[]>> = {
  [meetings.zoom.path]: { type: ["past", "pastOne"] },
  [sessions.zoom.path]: { type: ["past", "pastOne"] },
  [dashboardMeeting.path]: { type: ["past", "pastOne"] },
  [userReport.path]: { type: ["past", "pastOne"] },
  [users.zoom.path]: { status: ["active", "inactive"] },
};

/** Documented fields that no declared field maps; they are kept in `extra`. */
export const keptInExtra: Record<string, Record<string, string>> = {};

/** Declared or dropped keys that the documents of March 2026 do not have in any of the stream's lists. */
export const undocumented: Record<string, Record<string, string>> = {
  meetings: {
    has_external_participant: "added on 2026-06-25, after Zoom's documents were stored",
    host_id: "documented for the look-up of one past meeting, whose rows are mapped alike",
    has_meeting_summary: "documented for the look-ups of one meeting",
    in_room_participants: "documented for the look-up of one meeting",
  },
  meeting_quality: { duration: "the reports of participants give it; a session's length is computed" },
  meeting_details: { user_type: "documented for the dashboards; a host is declared once" },
  meeting_header: {
    has_external_participant: "added on 2026-06-25, after Zoom's documents were stored",
    host_id: "documented for the look-up of one past meeting; a host is declared once",
  },
  webinar_header: { host_id: "documented for past meetings; a host is declared once" },
  webinar_quality: { duration: "the reports of participants give it; a session's length is computed" },
  webinars: { host_id: "documented for past meetings; a host is declared once" },
  recordings: {
    password: "documented for the recordings of one meeting",
    share_url: "Zoom's documents speak of it without listing it",
    download_access_token: "documented for the recordings of one meeting",
    participant_audio_files: "documented for the recordings of one meeting",
  },
};
