import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/document.ts";
import { createMapper } from "../../src/streams/map.ts";
import { meetingQuality } from "../../src/streams/meeting-quality.ts";
import { isBad, limits, type Measured, minutesOf, summarise } from "../../src/streams/quality.ts";

const minute = (audio_input: JsonObject, audio_output: JsonObject = {}): JsonObject => ({
  date_time: "2026-10-05T08:01:00Z",
  audio_input,
  audio_output,
});

describe("a session's quality", () => {
  const { fields } = createMapper(meetingQuality.fields);

  test("is what Zoom measured minute by minute, and what that comes to", () => {
    const row = {
      user_qos: [
        minute({
          bitrate: "27.15 kbps",
          latency: "126 ms",
          jitter: "0 ms",
          avg_loss: "0.03%",
          max_loss: "0.4%",
        }),
        minute({ latency: "151 ms" }, { latency: "20 ms", avg_loss: "1%" }),
        minute({ latency: "" }),
      ],
    };
    expect(fields(row)).toEqual({
      audio: {
        bitrate: 27.15,
        latency: 99,
        jitter: 0,
        loss: 0.515,
        worst_latency: 151,
        worst_jitter: 0,
        worst_loss: 1,
        minutes: 2,
        bad_minutes: 1,
        bad_share: 0.5,
      },
      minutes: {
        at: ["2026-10-05T08:01:00Z", "2026-10-05T08:01:00Z", "2026-10-05T08:01:00Z"],
        audio_input: {
          bitrate: [27.15, null, null],
          latency: [126, 151, null],
          jitter: [0, null, null],
          loss: [0.03, null, null],
          max_loss: [0.4, null, null],
        },
        audio_output: { latency: [null, 20, null], loss: [null, 1, null] },
      },
    });
  });

  test("says nothing of a medium that was not measured", () => {
    expect(fields({ user_qos: [minute({})] })).toEqual({ minutes: { at: ["2026-10-05T08:01:00Z"] } });
    expect(fields({ user_qos: [] })).toEqual({});
  });

  test("counts what room systems and the web client measured", () => {
    const row = { user_qos: [{ as_device_to_rwg: { latency: "200 ms" } }] };
    expect(fields(row)).toMatchObject({ share: { minutes: 1, bad_minutes: 1, latency: 200 } });
  });

  test("is not said by blank measurements", () => {
    const blank = { bitrate: "", latency: "", jitter: "", avg_loss: "", max_loss: "" };
    expect(fields({ user_qos: [{ audio_input: blank, cpu_usage: {} }] })).toEqual({});
  });

  test("keeps a measurement in another unit in extra", () => {
    const user_qos = [{ audio_input: { bitrate: "1 Mbps" } }];
    expect(fields({ user_qos })).toEqual({ extra: { user_qos } });
  });
});

describe("a minute", () => {
  test.each<[string, Measured]>([
    ["latency", { latency: limits.latencyMs }],
    ["jitter", { jitter: limits.jitterMs }],
    ["loss", { loss: limits.lossPercent }],
  ])("is good at the limit of %s and bad above it", (name, at) => {
    expect(isBad(at)).toBe(false);
    const above = Object.fromEntries(Object.entries(at).map(([key, value]) => [key, value + 0.01]));
    expect(isBad(above), name).toBe(true);
  });

  test("is not bad for the most that was lost at once", () => {
    expect(isBad({ maxLoss: 90 })).toBe(false);
  });
});

const amount = fc.double({ min: 0, max: 10_000, noNaN: true });
const direction = fc.record(
  { bitrate: amount, latency: amount, jitter: amount, loss: amount, maxLoss: amount },
  { requiredKeys: ["latency"] },
);

test("averages lie between the least and the worst, and shares between 0 and 1", () => {
  fc.assert(
    fc.property(fc.array(fc.array(direction, { maxLength: 3 }), { maxLength: 20 }), (minutes) => {
      const found = summarise(minutes);
      const latencies = minutes.flat().map(({ latency }) => latency);
      expect(found === undefined).toBe(latencies.length === 0);
      if (found === undefined) return;
      const {
        latency,
        worst_latency,
        minutes: measured,
        bad_minutes,
        bad_share,
      } = found as Record<string, number>;
      expect(worst_latency).toBe(Math.max(...latencies));
      expect(latency).toBeLessThanOrEqual(Number(worst_latency) + 0.0001);
      expect(latency).toBeGreaterThanOrEqual(Math.min(...latencies) - 0.0001);
      expect(measured).toBe(minutes.filter((one) => one.length > 0).length);
      expect(bad_minutes).toBe(minutes.filter((one) => one.some(isBad)).length);
      expect(bad_share).toBeCloseTo(Number(bad_minutes) / Number(measured), 3);
    }),
  );
});

test("the order of the minutes changes nothing", () => {
  const minutes = fc.array(fc.array(direction, { maxLength: 3 }), { maxLength: 20 });
  fc.assert(
    fc.property(minutes, (given) => {
      const there = summarise(given) ?? {};
      const back = summarise([...given].reverse()) ?? {};
      expect(Object.keys(back)).toEqual(Object.keys(there));
      for (const [name, value] of Object.entries(there)) expect(back[name]).toBeCloseTo(Number(value), 2);
    }),
  );
});

test("whatever is in user_qos, reading it does not fail", () => {
  const row = fc.record({ user_qos: fc.jsonValue({ maxDepth: 3 }) });
  fc.assert(fc.property(row, (given) => void summarise(minutesOf(given as JsonObject, "video"))));
});
