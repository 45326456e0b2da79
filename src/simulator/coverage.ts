/**
 * What is simulated and what is not, as data: every GET of the families that a harvester reads, by the paths of
 * Zoom's documents of 2026-03. A test compares it with the routes and with the documents.
 */

/** One route of Zoom. */
export interface Coverage {
  readonly path: string;
  /** `partial` has a note on what is missing; `planned` is answered with code 2300. */
  readonly status: "served" | "partial" | "planned";
  readonly note?: string;
}

function planned(paths: readonly string[]): Coverage[] {
  return paths.map((path) => ({ path, status: "planned" }));
}

/** All routes, served ones first. */
export const coverage: readonly Coverage[] = [
  {
    path: "/users",
    status: "partial",
    note: "license and role_id are ignored; custom_attributes and host_key are not given",
  },
  {
    path: "/users/{userId}",
    status: "partial",
    note: "optional fields that need SSO, phones or United plans are not given",
  },
  {
    path: "/users/{userId}/meetings",
    status: "partial",
    note: "type=live is always empty; timezone is ignored",
  },
  { path: "/metrics/meetings", status: "partial", note: "group_include_participant is ignored" },
  { path: "/metrics/meetings/{meetingId}", status: "served" },
  { path: "/metrics/meetings/{meetingId}/participants", status: "served" },
  { path: "/past_meetings/{meetingId}", status: "served" },
  { path: "/past_meetings/{meetingId}/instances", status: "served" },
  { path: "/past_meetings/{meetingId}/participants", status: "served" },
  { path: "/report/daily", status: "partial", note: "new_users is always 0; webinars are not counted" },
  {
    path: "/report/history_meetings",
    status: "partial",
    note: "report_type, search_key and meeting_feature are ignored",
  },
  { path: "/report/users", status: "partial", note: "webinars are not counted" },
  {
    path: "/report/users/{userId}/meetings",
    status: "partial",
    note: "type=pastJoined is refused",
  },
  { path: "/report/meetings/{meetingId}", status: "served" },
  { path: "/report/meetings/{meetingId}/participants", status: "served" },
  { path: "/groups", status: "served" },
  { path: "/groups/{groupId}", status: "served" },
  { path: "/groups/{groupId}/members", status: "served" },
  { path: "/metrics/client_versions", status: "served" },
  {
    path: "/metrics/meetings/{meetingId}/participants/qos",
    status: "partial",
    note: "at most 180 entries a participant, one a minute",
  },
  {
    path: "/metrics/meetings/{meetingId}/participants/{participantId}/qos",
    status: "partial",
    note: "at most 180 entries, one a minute; participantId is the in-meeting user_id",
  },
  { path: "/metrics/meetings/{meetingId}/participants/sharing", status: "served" },
  { path: "/metrics/meetings/{meetingId}/participants/satisfaction", status: "served" },
  { path: "/past_meetings/{meetingId}/polls", status: "served" },
  { path: "/past_meetings/{meetingId}/qa", status: "served" },
  { path: "/report/meetings/{meetingId}/polls", status: "served" },
  { path: "/report/meetings/{meetingId}/qa", status: "served" },
  { path: "/report/activities", status: "served" },
  {
    path: "/report/upcoming_events",
    status: "partial",
    note: "one-off meetings of the next seven days; no webinars",
  },
  { path: "/roles", status: "partial", note: "type=iq is ignored" },
  { path: "/roles/{roleId}/members", status: "served" },
  { path: "/users/summary", status: "served" },
  { path: "/metrics/webinars", status: "partial", note: "group_include_participant is ignored" },
  { path: "/metrics/webinars/{webinarId}", status: "served" },
  { path: "/metrics/webinars/{webinarId}/participants", status: "served" },
  { path: "/metrics/zoomrooms", status: "served" },
  { path: "/past_webinars/{webinarId}/instances", status: "served" },
  { path: "/past_webinars/{webinarId}/participants", status: "served" },
  { path: "/report/webinars/{webinarId}", status: "served" },
  { path: "/report/webinars/{webinarId}/participants", status: "served" },
  {
    path: "/users/{userId}/recordings",
    status: "partial",
    note: "mc, trash, trash_type and meeting_id are ignored; no recordings of webinars",
  },
  { path: "/users/{userId}/webinars", status: "served" },
  ...planned([
    "/groups/{groupId}/admins",
    "/groups/{groupId}/channels",
    "/groups/{groupId}/lock_settings",
    "/groups/{groupId}/settings",
    "/groups/{groupId}/settings/registration",
    "/metrics/chat",
    "/metrics/client/feedback",
    "/metrics/client/feedback/{feedbackId}",
    "/metrics/client/satisfaction",
    "/metrics/crc",
    "/metrics/issues/zoomrooms",
    "/metrics/issues/zoomrooms/{zoomroomId}",
    "/metrics/quality",
    "/metrics/webinars/{webinarId}/participants/qos",
    "/metrics/webinars/{webinarId}/participants/satisfaction",
    "/metrics/webinars/{webinarId}/participants/sharing",
    "/metrics/webinars/{webinarId}/participants/{participantId}/qos",
    "/metrics/zoomrooms/issues",
    "/metrics/zoomrooms/{zoomroomId}",
    "/past_meetings/{meetingUUID}/archive_files",
    "/past_webinars/{webinarId}/absentees",
    "/past_webinars/{webinarId}/polls",
    "/past_webinars/{webinarId}/qa",
    "/report/billing",
    "/report/billing/invoices",
    "/report/cloud_recording",
    "/report/meeting_activities",
    "/report/meetings/{meetingId}/survey",
    "/report/operationlogs",
    "/report/remote_support",
    "/report/telephone",
    "/report/webinars/{webinarId}/polls",
    "/report/webinars/{webinarId}/qa",
    "/report/webinars/{webinarId}/survey",
    "/roles/{roleId}",
    "/users/email",
    "/users/me/zak",
    "/users/vanity_name",
    "/users/{userId}/assistants",
    "/users/{userId}/collaboration_devices",
    "/users/{userId}/collaboration_devices/{collaborationDeviceId}",
    "/users/{userId}/meeting_summary_templates",
    "/users/{userId}/meeting_templates",
    "/users/{userId}/meeting_templates/{meetingTemplateId}",
    "/users/{userId}/pac",
    "/users/{userId}/permissions",
    "/users/{userId}/presence_status",
    "/users/{userId}/schedulers",
    "/users/{userId}/settings",
    "/users/{userId}/token",
    "/users/{userId}/tsp",
    "/users/{userId}/tsp/{tspId}",
    "/users/{userId}/upcoming_meetings",
    "/users/{userId}/webinar_templates",
  ]),
];
