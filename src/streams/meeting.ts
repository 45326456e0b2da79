/** Past meetings: one document for each instance, from the dashboard's listing or the reports. */

import { provenance, streamsRead } from "./common.ts";
import { attendanceRulesField, countedFields, sessionsStored } from "./counted-fields.ts";
import { eventFields } from "./event-fields.ts";
import { used } from "./feature-used.ts";
import { boolean, double, group, keyword, long, ours } from "./field.ts";
import { historyReport, userReport } from "./report-endpoints.ts";
import type { Stream } from "./stream.ts";

export const meetings: Stream = {
  name: "meetings",
  kind: "meeting",
  description:
    "A meeting is one instance: one time that people met. Its key is the uuid. Only past meetings are final; live ones become past ones",
  group: "core",
  key: { field: "uuid" },
  time: "start_time",
  // What both list is taken from the first: a meeting that only the second shows was attended by one person.
  variants: [{ type: "past" }, { type: "pastOne" }],
  source: "dashboard",
  zoom: {
    operation: "list meetings",
    path: "/metrics/meetings",
    tier: "resource_intensive",
    plan: "business",
    list: "meetings",
    pageSize: 300,
    window: { days: 30, months: 6 },
    // Without `type` Zoom lists live meetings; `type=past` leaves out those that one person attended alone.
    query: { include_fields: "tracking_fields" },
    scopes: {
      classic: ["dashboard_meetings:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:list_meetings:admin"],
    },
  },
  otherwise: [
    { source: "report", zoom: historyReport("meeting"), only: { type: ["Meeting"] } },
    // The other types are webinars.
    { source: "report", zoom: userReport, eachUser: true, only: { type: [1, 2, 3, 4, 7, 8] } },
  ],
  fields: {
    uuid: keyword(
      ["uuid", "meeting_uuid"],
      "The meeting's uuid, 24 characters of base64: the key of one instance",
    ),
    meeting_series_id: keyword(
      ["id", "meeting_id"],
      "The meeting number (9, 10 or 11 digits) that names the series: a scheduled or recurring series, a personal room, or one instant meeting",
    ),
    ...eventFields("meeting"),
    has_qa: boolean("has_qa", "Questions and answers were used"),
    has_external_participant: boolean(
      "has_external_participant",
      "Somebody from outside the account took part",
    ),
    has_chat: used(
      "has_chat",
      ["in_meeting_chat"],
      "Somebody wrote in the chat; in a user's report, the host did",
    ),
    has_meeting_summary: used("has_meeting_summary", ["meeting_summary"], "The summary was on"),
    avg_jointime_cost: double("avg_jointime_cost", "How long joining took on average", { unit: "seconds" }),
    in_room_participants: long("in_room_participants", "People who took part in Zoom Rooms"),
    participants_count_my_account: long(
      "participants_count_my_account",
      "Those participants that belong to the account",
    ),
    meeting_type: keyword(
      "type",
      "Zoom's type where the dashboard was not read: 1 instant, 2 scheduled, 3 recurring without fixed time, 4 personal room, 7 audio conference, 8 recurring at a fixed time, or Meeting",
    ),
    meeting_encryption_status: long(
      "meeting_encryption_status",
      "1 end-to-end encryption, 2 enhanced encryption",
    ),
    session_key: keyword("session_key", "The Video SDK session key"),
    host_organization: keyword("host_organization", "The account that the host belongs to"),
    schedule_time: keyword(
      "schedule_time",
      "When it was planned to begin, in a user's report; a text, for Zoom does not state the zone",
    ),
    join_waiting_room_time: keyword(
      "join_waiting_room_time",
      "When the host entered the waiting room, in a user's report; a text without a zone",
    ),
    join_time: keyword("join_time", "When the host entered, in a user's report; a text without a zone"),
    leave_time: keyword("leave_time", "When the host left, in a user's report; a text without a zone"),
    series: group("What is known of the series that the meeting belongs to", {
      kind: ours("keyword", "instant, scheduled, recurring, pmi, pac, or unknown: never a guess"),
    }),
    host_groups: ours("keyword", "The groups that the host belongs to", { list: true }),
    one_person: ours(
      "boolean",
      "Zoom lists it only among the meetings that one person attended; absent where it does not, or where that is not known",
    ),
    state: ours(
      "keyword",
      "listed (sessions not read), partial (reading them failed or stopped), young (read, too soon to be final), settled, unavailable (Zoom has none), expired (past Zoom's retention)",
    ),
    sessions_stored: sessionsStored("meeting"),
    sessions_total: ours(
      "long",
      "How many sessions Zoom's own list of them said there are when it was read; absent until it was read to its end",
    ),
    sessions_source: ours(
      "keyword",
      "The source that the stored sessions came from: dashboard, report or past; absent until they were read",
    ),
    sessions_wanted: ours(
      "keyword",
      "The richer source from which the sessions are to be read again: the day's calls had ended, or a poorer source showed more rows",
    ),
    ...countedFields("meeting"),
    tracking: ours("keyword", "The tracking fields as name=value, to search and to group by", { list: true }),
    attendance_rules: attendanceRulesField,
    streams_read: streamsRead,
    attempts: ours(
      "long",
      "How many runs have tried in vain to read the sessions; absent once they were read. After some the meeting is unavailable",
    ),
    ...provenance,
  },
};
