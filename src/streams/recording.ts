/** What was recorded to the cloud: facts alone, nothing that leads to a recording. */

import { provenance } from "./common.ts";
import { boolean, dropped, instant, keyword, long, objects, text } from "./field.ts";
import { asSeconds } from "./read.ts";
import type { Stream } from "./stream.ts";

const hour = 3_600_000;

export const recordings: Stream = {
  name: "recordings",
  kind: "recording",
  description:
    "A meeting or webinar that was recorded to the cloud, with its files; no link and no passcode is stored",
  group: "recordings",
  key: { field: "uuid" },
  time: "start_time",
  index: "one",
  longestMs: 30 * hour,
  // Making the files may take a day (Zoom's support, KB0062627).
  settleAfterMs: 48 * hour,
  lookBackMs: 10 * 24 * hour,
  source: "recordings",
  zoom: {
    operation: "list a user's recordings",
    path: "/users/{userId}/recordings",
    tier: "medium",
    plan: "pro",
    needs: "cloud recording",
    list: "meetings",
    pageSize: 300,
    window: { days: 30, zone: "UTC" },
    scopes: {
      classic: ["recording:read:admin"],
      granular: ["cloud_recording:read:list_user_recordings:admin"],
    },
  },
  parent: { stream: "users", param: "userId", field: "user_id" },
  fields: {
    uuid: keyword("uuid", "The uuid of the meeting or webinar"),
    meeting_series_id: keyword("id", "Its number"),
    topic: text("topic", "Its topic"),
    meeting_type: keyword(
      "type",
      "Zoom's code of its type: 1 to 4, 7 and 8 are meetings, 5, 6 and 9 webinars, 99 uploads",
    ),
    host_id: keyword("host_id", "The Zoom user id of the host", { privacy: "id" }),
    start_time: instant("start_time", "When it began, UTC"),
    duration: long("duration", "How long it lasted, to a minute", { unit: "seconds", read: asSeconds }),
    recording_count: long("recording_count", "How many files there are", { unit: "files" }),
    total_size: long("total_size", "Their size together", { unit: "bytes" }),
    auto_delete: boolean("auto_delete", "Zoom will delete them"),
    auto_delete_date: keyword("auto_delete_date", "The day on which Zoom will delete them"),
    files: objects("recording_files", "The files", {
      file_id: keyword("id", "The file's id"),
      meeting: keyword("meeting_id", "The uuid of the meeting or webinar"),
      file_type: keyword("file_type", "MP4, M4A, CHAT, TRANSCRIPT and others"),
      file_extension: keyword("file_extension", "How the file's name ends"),
      file_size: long("file_size", "Its size", { unit: "bytes" }),
      recording_type: keyword("recording_type", "What it shows, such as shared_screen_with_speaker_view"),
      recording_start: instant("recording_start", "When it begins, UTC"),
      recording_end: instant("recording_end", "When it ends, UTC"),
      status: keyword("status", "completed, or processing"),
      deleted_time: instant("deleted_time", "When it was deleted, UTC"),
      ...dropped({
        download_url: "it leads to the recording",
        play_url: "it leads to the recording",
        file_path: "it leads to the recording on the account's own server",
      }),
    }),
    ...provenance,
    ...dropped({
      account_id: "the same on every document, which says it anyway",
      recording_play_passcode: "it opens the recording",
      password: "it opens the recording",
      share_url: "it leads to the recording",
      download_access_token: "it opens the recording",
      participant_audio_files: "their names are those of people",
    }),
  },
};
