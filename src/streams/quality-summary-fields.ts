/** The quality of one participant over a whole meeting or webinar, as Zoom's QSS sums it up. */

import {
  columns,
  computedObject,
  keyword,
  object,
  ours,
  pick,
  type SourceField,
  type SourceFields,
  unsourced,
} from "./field.ts";
import { level, quantity } from "./measured-minute.ts";
import { participantFields } from "./participant-fields.ts";
import type { Medium } from "./quality.ts";
import { detailsOf, sumUp } from "./quality-summary.ts";

/** The least, the average and the greatest of one measure. */
const spread = (name: string, unit: string, what: string): SourceFields => ({
  [`min_${name}`]: quantity(`min_${name}`, unit, `The least ${what}`),
  [`avg_${name}`]: quantity(`avg_${name}`, unit, `The average ${what}`),
  [`max_${name}`]: quantity(`max_${name}`, unit, `The greatest ${what}`),
});

const measures: SourceFields = {
  ...spread("bitrate", "kbps", "bitrate"),
  ...spread("latency", "ms", "latency"),
  ...spread("jitter", "ms", "jitter"),
  ...spread("loss", "percent", "share of packets lost"),
  ...spread("frame_rate", "fps", "number of pictures in a second"),
  resolution: keyword("resolution", "The size of the picture, such as 1280*720"),
};

const processor: SourceFields = {
  zoom_min: quantity("zoom_min_cpu_usage", "percent", "Zoom's least share of the processor"),
  zoom_avg: quantity("zoom_avg_cpu_usage", "percent", "Zoom's average share of the processor"),
  zoom_max: quantity("zoom_max_cpu_usage", "percent", "Zoom's greatest share of the processor"),
  system_max: quantity(
    "system_max_cpu_usage",
    "percent",
    "The greatest use of the processor by all programs",
  ),
  min_pressure: level("system_min_cpu_pressure_level", "The least pressure on the processor"),
  avg_pressure: level("system_avg_cpu_pressure_level", "The average pressure on the processor"),
  max_pressure: level("system_max_cpu_pressure_level", "The greatest pressure on the processor"),
};

/** A medium, both directions together: Zoom's documents do not agree on which of them is the input. */
const summed: SourceFields = {
  bitrate: ours("double", "The average bitrate of both directions", { unit: "kbps" }),
  latency: ours("double", "The average latency of both directions", { unit: "ms" }),
  jitter: ours("double", "The average jitter of both directions", { unit: "ms" }),
  loss: ours("double", "The average loss of both directions", { unit: "percent" }),
  worst_latency: ours("double", "The greatest latency of either direction", { unit: "ms" }),
  worst_jitter: ours("double", "The greatest jitter of either direction", { unit: "ms" }),
  worst_loss: ours("double", "The greatest loss of either direction", { unit: "percent" }),
  bad: ours("boolean", "On average a direction was over Zoom's limits of latency, jitter or loss"),
};

const medium = (name: Medium, description: string): SourceField =>
  computedObject(description, summed, (row) => sumUp(row, name));

/** The processor's numbers once more where a search finds them: as they are read, from the one element about it. */
const cpu: SourceField = computedObject("How busy the processor was", unsourced(processor), (row) => {
  const [details] = detailsOf(row, ["cpu_usage"]);
  const read = Object.entries(processor).flatMap(([name, field]) => {
    const value = field.read(details?.[field.from[0] ?? ""] ?? "");
    return value === undefined ? [] : [[name, value] as const];
  });
  return read.length === 0 ? undefined : Object.fromEntries(read);
});

export function qualitySummaryFields(what: "meeting" | "webinar"): SourceFields {
  return {
    ...pick(participantFields(what), "id", "user_id", "user_name", "email"),
    audio: medium("audio", "Audio in both directions"),
    video: medium("video", "Video in both directions"),
    share: medium("share", "Screen sharing in both directions"),
    cpu,
    measured: columns(
      "qos",
      "All that Zoom summed up: lists of the same length, one place for each direction of a medium and one for the processor",
      {
        type: keyword("type", "The direction of a medium in Zoom's word, such as audio_input, or cpu_usage"),
        details: object("details", "What was measured of it", { ...measures, ...processor }),
      },
    ),
  };
}
