/** What was archived of meetings and webinars: facts alone, nothing that leads to a file. */

import { provenance } from "./common.ts";
import { boolean, dropped, instant, keyword, keywords, long, objects, text } from "./field.ts";
import { asListed, asSeconds, asText } from "./read.ts";
import type { Stream } from "./stream.ts";

const hour = 3_600_000;

export const archiveFiles: Stream = {
  name: "archive_files",
  kind: "archived_meeting",
  description:
    "A meeting, webinar or breakout room that was archived for compliance, with its files; no link is stored",
  group: "recordings",
  key: { field: "uuid" },
  // Meetings that another account hosted are listed too.
  perAccount: true,
  time: "start_time",
  index: "one",
  longestMs: 30 * hour,
  // Like those of a recording, its files are made after the meeting; until then they are processing.
  settleAfterMs: 48 * hour,
  lookBackMs: 10 * 24 * hour,
  source: "archive",
  zoom: {
    operation: "list archived files",
    path: "/archive_files",
    tier: "medium",
    // Zoom's API reference names no plan; recordings, which have the same scope, need Pro.
    plan: "pro",
    needs: "meeting and webinar archiving",
    list: "meetings",
    pageSize: 300,
    window: { days: 7, zone: "UTC", asks: "instants" },
    query: { query_date_type: "meeting_start_time" },
    scopes: {
      classic: ["recording:read:admin"],
      granular: ["archiving:read:list_archived_files:admin"],
    },
  },
  fields: {
    uuid: keyword("uuid", "The uuid of the meeting, webinar or breakout room"),
    meeting_series_id: keyword("id", "Its number; absent where another account hosted it", {
      // Zoom removes that number, and a number cannot be blank.
      read: (value) => (value === 0 ? null : (asText(value) ?? undefined)),
    }),
    topic: text("topic", "Its topic; absent where another account hosted it"),
    meeting_type: keyword("type", "Zoom's code of its type: 5, 6 and 9 are webinars, 100 a breakout room"),
    hosted_by: keyword("meeting_type", "internal, or external where another account hosted it"),
    host_id: keyword("host_id", "The host's Zoom user id; absent where another account hosted it", {
      privacy: "id",
    }),
    is_breakout_room: boolean("is_breakout_room", "It is a breakout room"),
    parent_meeting: keyword("parent_meeting_id", "The uuid of the meeting that the breakout room belongs to"),
    start_time: instant("start_time", "When it began, UTC"),
    timezone: keyword("timezone", "The time zone it was planned in"),
    scheduled_duration: long("duration", "How long it was planned to last", {
      unit: "seconds",
      read: asSeconds,
    }),
    duration: long("duration_in_second", "How long it lasted", { unit: "seconds" }),
    completed_at: instant("complete_time", "When all was archived, UTC; absent until then"),
    status: keyword("status", "completed, or processing"),
    group_ids: keywords("group_id", "The groups of the account whose members took part", { read: asListed }),
    file_count: long("recording_count", "How many files there are", { unit: "files" }),
    total_size: long("total_size", "Their size together", { unit: "bytes" }),
    files: objects("archive_files", "The files", {
      file_id: keyword("id", "The file's id"),
      file_type: keyword("file_type", "MP4, M4A, CHAT, CC, CHAT_MESSAGE and others"),
      file_extension: keyword("file_extension", "How the file's name ends"),
      file_size: long("file_size", "Its size", { unit: "bytes" }),
      recording_type: keyword("recording_type", "What it shows, such as audio_only"),
      status: keyword("status", "completed, processing or failed"),
      is_individual: boolean("individual", "It is of one participant, not of all"),
      participant_email: keyword("participant_email", "The e-mail of that participant, if of the account", {
        privacy: "email",
      }),
      join_time: instant(
        "participant_join_time",
        "When that participant, or the archiving itself, joined, UTC",
      ),
      leave_time: instant(
        "participant_leave_time",
        "When that participant, or the archiving itself, left, UTC",
      ),
      message_count: long("number_of_messages", "How many messages are in it", { unit: "messages" }),
      sha256: keyword("encryption_fingerprint", "The SHA-256 of the file, to prove that it is unchanged"),
      storage_location: keyword("storage_location", "The region where it is stored, such as EU"),
      auto_delete: boolean("auto_delete", "Zoom will delete it"),
      ...dropped({
        download_url: "it leads to the file",
        file_path: "it leads to the file on the account's own server",
      }),
    }),
    attachments: objects("physical_files", "Files that were sent in its chat", {
      file_id: keyword("file_id", "The attachment's id"),
      file_name: keyword("file_name", "The attachment's name", { privacy: "name" }),
      file_size: long("file_size", "How large it is", { unit: "bytes" }),
      ...dropped({ download_url: "it leads to the attachment" }),
    }),
    ...provenance,
    ...dropped({ account_name: "the same on every document, whose account_id says whose it is" }),
  },
};
