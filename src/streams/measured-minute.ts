/** The fields of one entry of `user_qos`, and those of what a session's entries come to. */

import {
  double,
  instant,
  keyword,
  long,
  object,
  ours,
  type SourceField,
  type SourceFields,
} from "./field.ts";
import { asQuantity } from "./read.ts";

export const quantity = (key: string, unit: string, description: string): SourceField =>
  double(key, description, { unit, read: asQuantity(unit === "percent" ? "%" : unit) });

const measured: SourceFields = {
  bitrate: quantity("bitrate", "kbps", "Bits in each second"),
  latency: quantity("latency", "ms", "How long a packet travelled"),
  jitter: quantity("jitter", "ms", "How unevenly packets came"),
  loss: quantity("avg_loss", "percent", "Packets lost on average"),
  max_loss: quantity("max_loss", "percent", "The most packets lost"),
};

const pictured: SourceFields = {
  ...measured,
  frame_rate: quantity("frame_rate", "fps", "Pictures in each second"),
  resolution: keyword("resolution", "The size of the picture, such as 1280*720"),
};

export const level = (key: string, description: string) =>
  keyword(key, `${description}: normal, fair, serious or critical`);

export const measuredMinute: SourceFields = {
  at: instant("date_time", "When it was measured, UTC"),
  audio_input: object("audio_input", "Audio sent", measured),
  audio_output: object("audio_output", "Audio received", measured),
  video_input: object("video_input", "Video sent", pictured),
  video_output: object("video_output", "Video received", pictured),
  share_input: object("as_input", "Screen sharing sent", pictured),
  share_output: object("as_output", "Screen sharing received", pictured),
  audio_device_from_crc: object("audio_device_from_crc", "Audio sent by a room system (CRC)", measured),
  audio_device_to_crc: object("audio_device_to_crc", "Audio received by a room system", measured),
  video_device_from_crc: object("video_device_from_crc", "Video sent by a room system", pictured),
  video_device_to_crc: object("video_device_to_crc", "Video received by a room system", pictured),
  share_device_from_crc: object("as_device_from_crc", "Screen sharing sent by a room system", pictured),
  share_device_to_crc: object("as_device_to_crc", "Screen sharing received by a room system", pictured),
  audio_device_from_rwg: object("audio_device_from_rwg", "Audio sent by the web client (RWG)", measured),
  audio_device_to_rwg: object("audio_device_to_rwg", "Audio received by the web client", measured),
  video_device_from_rwg: object("video_device_from_rwg", "Video sent by the web client", pictured),
  video_device_to_rwg: object("video_device_to_rwg", "Video received by the web client", pictured),
  share_device_from_rwg: object("as_device_from_rwg", "Screen sharing sent by the web client", pictured),
  share_device_to_rwg: object("as_device_to_rwg", "Screen sharing received by the web client", pictured),
  cpu_usage: object("cpu_usage", "How busy the processor was", {
    zoom_min: quantity("zoom_min_cpu_usage", "percent", "Zoom's least share"),
    zoom_avg: quantity("zoom_avg_cpu_usage", "percent", "Zoom's average share"),
    zoom_max: quantity("zoom_max_cpu_usage", "percent", "Zoom's greatest share"),
    system_max: quantity("system_max_cpu_usage", "percent", "The greatest use by all programs"),
  }),
  cpu_pressure: object("cpu_pressure_level", "How hard pressed the processor was", {
    system_min: level("system_min_cpu_pressure_level", "The least"),
    system_avg: level("system_avg_cpu_pressure_level", "On average"),
    system_max: level("system_max_cpu_pressure_level", "The most"),
  }),
  wifi_rssi: object("wifi_rssi", "The strength of the wireless signal", {
    min: long("min_rssi", "Zoom's minimum; in its own example the stronger signal", { unit: "dBm" }),
    avg: long("avg_rssi", "Zoom's average", { unit: "dBm" }),
    max: long("max_rssi", "Zoom's maximum; in its own example the weaker signal", { unit: "dBm" }),
    unit: keyword("rssi_unit", "The unit, as Zoom names it"),
  }),
};

/** What {@link file://./quality.ts} makes of a medium. */
export const summarised: SourceFields = {
  bitrate: ours("double", "The average bitrate of both directions", { unit: "kbps" }),
  latency: ours("double", "The average latency", { unit: "ms" }),
  jitter: ours("double", "The average jitter", { unit: "ms" }),
  loss: ours("double", "The average loss", { unit: "percent" }),
  worst_latency: ours("double", "The greatest latency of a minute", { unit: "ms" }),
  worst_jitter: ours("double", "The greatest jitter of a minute", { unit: "ms" }),
  worst_loss: ours("double", "The greatest loss of a minute", { unit: "percent" }),
  minutes: ours("long", "How many times it was measured, about once a minute", { unit: "minutes" }),
  bad_minutes: ours("long", "In how many of them latency, jitter or loss was over Zoom's limits", {
    unit: "minutes",
  }),
  bad_share: ours("double", "The bad minutes as a share of those measured, 0 to 1"),
};
