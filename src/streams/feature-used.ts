/** What the account's report says was used in a meeting or webinar. */

import type { Json, JsonObject } from "../document.ts";
import { boolean, computed, object, type SourceField, type SourceFields } from "./field.ts";
import { asBoolean } from "./read.ts";

const features = {
  screen_sharing: "A screen was shared",
  video_on: "Video was on",
  remote_control: "Remote control was used",
  closed_caption: "Closed captions were enabled",
  breakout_room: "Breakout rooms were enabled",
  language_interpretation: "Language interpretation was used",
  telephone_usage: "Somebody joined by telephone",
  in_meeting_chat: "Somebody wrote in the chat",
  poll: "There are answers to a poll",
  join_by_room: "Somebody joined by Zoom Room",
  waiting_room: "The waiting room was open",
  live_transcription: "Live transcription was on",
  reaction: "Somebody reacted with an emoticon",
  zoom_apps: "A Zoom app was used",
  annotation: "Annotations were made",
  raise_hand: "Somebody raised a hand",
  virtual_background: "Somebody had a virtual background",
  whiteboard: "A whiteboard was used",
  immersive_scene: "An immersive scene was on",
  avatar: "Somebody had an avatar",
  switch_to_mobile: "Somebody moved to the telephone app",
  file_sharing: "Somebody sent files in the chat",
  meeting_summary: "The summary was on",
  meeting_questions: "Questions to the AI Companion were on",
  record_to_computer: "It was recorded to a computer",
  record_to_cloud: "It was recorded to the cloud",
  live_translation: "Live translation was used",
  registration: "Registration was on",
  smart_recording: "Smart recording was on",
  multi_speaker: "Somebody used the multi-speaker view",
  meeting_wallpaper: "The host set a wallpaper",
  gen_ai_virtual_background: "Somebody had a generated background",
  multi_share: "Several screens were shared at once",
  document_collaboration: "Somebody shared a document",
  portrait_lighting: "Somebody used portrait lighting",
  personalized_audio_isolation: "Somebody used personalised audio isolation",
  color_themes: "Somebody used colour themes",
} as const;

type Feature = keyof typeof features;

export const featureUsed: SourceField = object(
  "feature_used",
  "What the account's report says was used; absent where the dashboard was read",
  Object.fromEntries(
    Object.entries(features).map(([key, description]) => [key, boolean(key, description)]),
  ) satisfies SourceFields,
);

/** A field of the dashboard's that the report gives under other names; the dashboard's own value wins. */
export function used(key: string, alike: readonly Feature[], description: string): SourceField {
  return computed("boolean", description, [key], (row) => {
    const own = row[key];
    if (own !== undefined && own !== null && own !== "") return asBoolean(own);
    const said = alike.map((feature) => asBoolean(reportOf(row)[feature] ?? null));
    return said.includes(true) ? true : said.find((value) => value !== undefined);
  });
}

function reportOf({ feature_used: report }: JsonObject): { [feature: string]: Json } {
  return typeof report === "object" && report !== null && !Array.isArray(report) ? report : {};
}
