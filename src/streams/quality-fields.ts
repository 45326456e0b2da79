/** How well one session travelled, of a meeting or of a webinar. */

import {
  columns,
  computedObject,
  keyword,
  keywords,
  omit,
  type SourceField,
  type SourceFields,
} from "./field.ts";
import { measuredMinute, summarised } from "./measured-minute.ts";
import { participantFields } from "./participant-fields.ts";
import { type Medium, minutesOf, summarise } from "./quality.ts";

const medium = (name: Medium, description: string): SourceField =>
  computedObject(description, summarised, (row) => summarise(minutesOf(row, name)));

export function qualityFields(what: "meeting" | "webinar"): SourceFields {
  return {
    ...omit(
      participantFields(what),
      ...["registrant_id", "customer_key", "role", "status", "breakout_room", "leave_reason"],
      ...["audio_quality", "video_quality", "screen_share_quality", "microphone", "speaker", "camera"],
      ...["sip_uri", "from_sip_uri", "audio_call", "in_room_participants", "aic_disclaimer"],
      ...["internal_user", "failover"],
    ),
    health: keyword("health", "Zoom's verdict: Good, Warning or Critical"),
    issue_list: keywords("issue_list", "What Zoom found wrong"),
    audio: medium("audio", "Audio in both directions"),
    video: medium("video", "Video in both directions"),
    share: medium("share", "Screen sharing in both directions"),
    minutes: columns(
      "user_qos",
      "What Zoom measured, about once a minute: lists of the same length, one place for each time",
      measuredMinute,
    ),
  };
}
