/** Past webinars: one document for each time that one was held. */

import { provenance, streamsRead } from "./common.ts";
import { attendanceRulesField, countedFields, sessionsStored } from "./counted-fields.ts";
import { eventFields } from "./event-fields.ts";
import { keyword } from "./field.ts";
import { historyReport } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";

export const webinars: Stream = {
  name: "webinars",
  kind: "webinar",
  description: "A webinar is one instance: one time that it was held. Its key is the uuid",
  group: "webinars",
  key: { field: "uuid" },
  time: "start_time",
  index: "one",
  longestMs: 30 * 3_600_000,
  source: "dashboard",
  zoom: {
    operation: "list webinars",
    path: "/metrics/webinars",
    tier: "resource_intensive",
    plan: "business",
    needs: "the Webinar add-on",
    list: "webinars",
    pageSize: 300,
    window: { days: 30, months: 6 },
    query: { type: "past" },
    scopes: {
      classic: ["dashboard_webinars:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:list_webinars:admin"],
    },
  },
  otherwise: [{ source: "report", zoom: historyReport("webinar"), only: { type: ["Webinar"] } }],
  fields: {
    uuid: keyword(["uuid", "meeting_uuid"], "The webinar's uuid: the key of one instance"),
    webinar_series_id: keyword(
      ["id", "meeting_id"],
      "The webinar's number, the same for each time it is held",
    ),
    ...eventFields("webinar"),
    webinar_type: keyword("type", "Webinar, where the dashboard was not read"),
    sessions_stored: sessionsStored("webinar"),
    ...countedFields("webinar"),
    attendance_rules: attendanceRulesField,
    streams_read: streamsRead,
    ...provenance,
  },
};
