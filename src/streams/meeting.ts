/** Past meetings: one document for each instance, from the dashboard's listing. */

import { hostFields, provenance } from "./common.ts";
import { boolean, computed, double, group, instant, keyword, long, objects, ours, text } from "./field.ts";
import { asInstant, asSeconds } from "./read.ts";
import type { Stream } from "./stream.ts";

/** Seconds from start to end; Zoom's own text where one of the two is missing. */
export const meetingSeconds = (row: { [key: string]: unknown }) => {
  const start = asInstant((row.start_time ?? null) as string);
  const end = asInstant((row.end_time ?? null) as string);
  if (start === undefined || end === undefined) return asSeconds((row.duration ?? null) as string);
  return Math.max(0, Math.round((Date.parse(end as string) - Date.parse(start as string)) / 1_000));
};

export const meetings: Stream = {
  name: "meetings",
  kind: "meeting",
  description:
    "A meeting is one instance: one time that people met. Its key is the uuid. Only past meetings are final; live ones become past ones",
  time: "start_time",
  source: "dashboard",
  zoom: {
    operation: "list meetings",
    path: "/metrics/meetings",
    tier: "resource_intensive",
    list: "meetings",
    pageSize: 300,
    // Without `type` Zoom lists live meetings; `type=past` leaves out those that one person attended alone.
    query: { include_fields: "tracking_fields" },
    scopes: {
      classic: ["dashboard_meetings:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:list_meetings:admin"],
    },
  },
  fields: {
    uuid: keyword("uuid", "The meeting's uuid, 24 characters of base64: the key of one instance"),
    meeting_series_id: keyword(
      "id",
      "The meeting number (9, 10 or 11 digits) that names the series: a scheduled or recurring series, a personal room, or one instant meeting",
    ),
    topic: text("topic", "The meeting's topic, as Zoom shows it for this instance"),
    host: group("Who hosted the meeting", hostFields),
    start_time: instant("start_time", "When the meeting began, UTC"),
    end_time: instant("end_time", "When the meeting ended, UTC"),
    duration: computed(
      "long",
      "How long the meeting lasted, from start to end",
      ["duration"],
      meetingSeconds,
      { unit: "seconds" },
    ),
    participant_sessions: long(
      "participants",
      "Zoom's own number of participants; whether it counts joins, people or waiting rooms Zoom does not say",
    ),
    has_pstn: boolean("has_pstn", "Somebody joined by telephone"),
    has_voip: boolean("has_voip", "Somebody used computer audio"),
    has_3rd_party_audio: boolean("has_3rd_party_audio", "Somebody used third-party audio"),
    has_video: boolean("has_video", "Somebody used video"),
    has_screen_share: boolean("has_screen_share", "Somebody shared a screen"),
    recording: boolean("has_recording", "The meeting was recorded"),
    has_sip: boolean("has_sip", "Somebody joined by SIP"),
    has_archiving: boolean("has_archiving", "The meeting was archived"),
    has_manual_captions: boolean("has_manual_captions", "Captions were typed"),
    has_automated_captions: boolean("has_automated_captions", "Captions were made automatically"),
    has_poll: boolean("has_poll", "A poll was held"),
    has_qa: boolean("has_qa", "Questions and answers were used"),
    has_survey: boolean("has_survey", "A survey was held"),
    has_external_participant: boolean(
      "has_external_participant",
      "Somebody from outside the account took part",
    ),
    audio_quality: keyword("audio_quality", "Zoom's score of the audio: good, fair, poor or bad"),
    video_quality: keyword("video_quality", "Zoom's score of the video: good, fair, poor or bad"),
    screen_share_quality: keyword(
      "screen_share_quality",
      "Zoom's score of screen sharing: good, fair, poor or bad",
    ),
    avg_jointime_cost: double("avg_jointime_cost", "How long joining took on average", { unit: "seconds" }),
    session_key: keyword("session_key", "The Video SDK session key"),
    tracking_fields: objects("tracking_fields", "The account's tracking fields for this meeting", {
      field: keyword("field", "The tracking field's name"),
      value: keyword("value", "Its value"),
    }),
    custom_keys: objects("custom_keys", "Keys that a Video SDK or API client set", {
      key: keyword("key", "The key"),
      value: keyword("value", "Its value"),
    }),
    series: group("What is known of the series that the meeting belongs to", {
      kind: ours("keyword", "instant, scheduled, recurring, pmi, pac, or unknown: never a guess"),
    }),
    host_groups: ours("keyword", "The groups that the host belongs to", { list: true }),
    state: ours(
      "keyword",
      "listed (sessions not read), partial (reading them failed or stopped), young (read, too soon to be final), settled, unavailable (Zoom has none), expired (past Zoom's retention)",
    ),
    sessions_stored: ours("long", "How many session documents of this meeting are stored"),
    sessions_total: ours(
      "long",
      "How many sessions Zoom's own list of them said there are when it was read; absent until it was read to its end",
    ),
    attempts: ours(
      "long",
      "How many runs have tried in vain to read the sessions; absent once they were read. After some the meeting is unavailable",
    ),
    ...provenance,
  },
};
