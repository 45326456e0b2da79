/** What meetings and webinars have in common: one declaration for the dashboard's rows and those of the reports. */

import type { JsonObject } from "../document.ts";
import { hostFields } from "./common.ts";
import { featureUsed, used } from "./feature-used.ts";
import {
  boolean,
  computed,
  group,
  instant,
  keyword,
  keywords,
  long,
  objects,
  type SourceFields,
  text,
} from "./field.ts";
import { asInstant, asSeconds } from "./read.ts";

/** Seconds from start to end; Zoom's own duration where one of the two is missing. */
export function lastedSeconds(row: JsonObject): ReturnType<typeof asSeconds> {
  const start = asInstant(row.start_time ?? null);
  const end = asInstant(row.end_time ?? null);
  if (start === undefined || end === undefined) return asSeconds(row.duration ?? null);
  return Math.max(0, Math.round((Date.parse(String(end)) - Date.parse(String(start))) / 1_000));
}

export function eventFields(what: "meeting" | "webinar"): SourceFields {
  return {
    topic: text("topic", `The ${what}'s topic, as Zoom shows it for this instance`),
    host: group(`Who hosted the ${what}`, hostFields),
    start_time: instant("start_time", `When the ${what} began, UTC`),
    end_time: instant("end_time", `When the ${what} ended, UTC`),
    duration: computed(
      "long",
      `How long the ${what} lasted, from start to end`,
      ["duration"],
      lastedSeconds,
      { unit: "seconds" },
    ),
    participant_sessions: long(
      ["participants", "participants_count"],
      "Zoom's own number of participants; whether it counts joins, people or waiting rooms Zoom does not say",
    ),
    has_pstn: used("has_pstn", ["telephone_usage"], "Somebody joined by telephone"),
    has_voip: boolean("has_voip", "Somebody used computer audio"),
    has_3rd_party_audio: boolean("has_3rd_party_audio", "Somebody used third-party audio"),
    has_video: used("has_video", ["video_on"], "Somebody used video"),
    has_screen_share: used(
      "has_screen_share",
      ["screen_sharing"],
      "Somebody shared a screen; in a user's report, the host did",
    ),
    recording: used(
      "has_recording",
      ["record_to_computer", "record_to_cloud"],
      `The ${what} was recorded; in a user's report, by the host`,
    ),
    has_sip: boolean("has_sip", "Somebody joined by SIP"),
    has_archiving: boolean("has_archiving", `The ${what} was archived`),
    has_manual_captions: boolean("has_manual_captions", "Captions were typed"),
    has_automated_captions: used(
      "has_automated_captions",
      ["live_transcription"],
      "Captions were made automatically",
    ),
    has_poll: used("has_poll", ["poll"], "A poll was held"),
    has_survey: boolean("has_survey", "A survey was held"),
    audio_quality: keyword("audio_quality", "Zoom's score of the audio: good, fair, poor or bad"),
    video_quality: keyword("video_quality", "Zoom's score of the video: good, fair, poor or bad"),
    screen_share_quality: keyword(
      "screen_share_quality",
      "Zoom's score of screen sharing: good, fair, poor or bad",
    ),
    tracking_fields: objects("tracking_fields", `The account's tracking fields for this ${what}`, {
      field: keyword("field", "The tracking field's name"),
      value: keyword("value", "Its value"),
    }),
    custom_keys: objects("custom_keys", "Keys that a Video SDK or API client set", {
      key: keyword("key", "The key"),
      value: keyword("value", "Its value"),
    }),
    custom_fields: objects("custom_fields", "The account's own attributes of the host", {
      key: keyword("key", "The attribute's name"),
      value: keyword("value", "Its value", { privacy: "id" }),
    }),
    host_group_names: keywords("group", "The host's groups, as the account's report names them"),
    source: keyword("source", "How it was created: Zoom, or the app that did it"),
    created_at: instant("create_time", `When the ${what} was created, UTC`),
    total_participant_minutes: long(
      ["total_participant_minutes", "total_minutes"],
      "Zoom's own sum of everybody's minutes",
      { unit: "minutes" },
    ),
    unique_viewers: long(
      "unique_viewers",
      "How many people watched on a computer, without panellists and those on the telephone",
    ),
    max_concurrent_views: long("max_concurrent_views", "The most viewers at one time, without panellists"),
    feature_used: featureUsed,
  };
}
