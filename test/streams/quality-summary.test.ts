import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/document.ts";
import { createMapper } from "../../src/streams/map.ts";
import { meetingQualitySummary } from "../../src/streams/meeting-quality-summary.ts";

const { fields } = createMapper(meetingQualitySummary.fields);
const direction = (type: string, details: JsonObject): JsonObject => ({ type, details });

describe("a summary of quality", () => {
  test("is a medium's directions together, and all of them side by side", () => {
    const row = {
      participant_id: "20161536",
      qos: [
        direction("audio_input", {
          avg_bitrate: "27.15kbps",
          min_latency: "90 ms",
          avg_latency: "126 ms",
          max_latency: "300 ms",
          avg_jitter: "0ms",
          avg_loss: "0.03%",
          max_loss: "0.4%",
        }),
        direction("audio_output", { avg_latency: "20 ms", max_latency: "40 ms", avg_loss: "1.01%" }),
        direction("video_input", { avg_latency: "", avg_frame_rate: "" }),
      ],
    };
    expect(fields(row)).toEqual({
      user_id: "20161536",
      audio: {
        bitrate: 27.15,
        latency: 73,
        jitter: 0,
        loss: 0.52,
        worst_latency: 300,
        worst_jitter: 0,
        worst_loss: 1.01,
        bad: false,
      },
      measured: {
        type: ["audio_input", "audio_output", "video_input"],
        details: {
          avg_bitrate: [27.15, null, null],
          min_latency: [90, null, null],
          avg_latency: [126, 20, null],
          max_latency: [300, 40, null],
          avg_jitter: [0, null, null],
          avg_loss: [0.03, 1.01, null],
          max_loss: [0.4, null, null],
        },
      },
    });
  });

  test("is bad where one direction was so on average, also that of a room system", () => {
    const bad = (details: JsonObject) => {
      const { video } = fields({
        qos: [
          direction("video_output", { avg_latency: "10 ms" }),
          direction("video_device_from_crc", details),
        ],
      });
      return (video as JsonObject).bad;
    };
    expect(bad({ avg_latency: "151 ms" })).toBe(true);
    expect(bad({ avg_jitter: "41 ms" })).toBe(true);
    expect(bad({ avg_loss: "2.5%" })).toBe(true);
    expect(bad({ avg_latency: "150 ms", max_latency: "900 ms" })).toBe(false);
  });

  test("has the processor's numbers once more where they are searched", () => {
    const details = {
      zoom_avg_cpu_usage: "2%",
      system_max_cpu_usage: "11%",
      system_max_cpu_pressure_level: "fair",
    };
    expect(fields({ qos: [direction("cpu_usage", details)] }).cpu).toEqual({
      zoom_avg: 2,
      system_max: 11,
      max_pressure: "fair",
    });
  });

  test("keeps what it does not know, and what is no list of objects", () => {
    const unknown = [direction("hologram_input", { avg_latency: "1 ms", colour: "red" })];
    expect(fields({ qos: unknown }).extra).toEqual({ qos: unknown });
    expect(fields({ qos: "none" })).toEqual({ extra: { qos: "none" } });
  });
});
