/**
 * What a session's measurements come to, medium by medium. The limits are those that Zoom recommends on its support
 * page "Accessing meeting and phone statistics". Pure.
 */

import { isObject, type JsonObject } from "../document.ts";
import { asQuantity, type Read } from "./read.ts";

/** Above one of these a minute is bad. */
export const limits = { latencyMs: 150, jitterMs: 40, lossPercent: 2 } as const;

export type Medium = "audio" | "video" | "share";

/** Zoom's keys of a medium: one for each direction, by the way that the participant came in. */
export const measuredKeys: Readonly<Record<Medium, readonly string[]>> = {
  audio: directionsOf("audio"),
  video: directionsOf("video"),
  share: directionsOf("as"),
};

function directionsOf(prefix: string): string[] {
  const ends = ["input", "output", "device_from_crc", "device_to_crc", "device_from_rwg", "device_to_rwg"];
  return ends.map((end) => `${prefix}_${end}`);
}

/** The numbers that Zoom measured of one medium in one direction; what it did not measure is absent. */
export interface Measured {
  bitrate?: number;
  latency?: number;
  jitter?: number;
  loss?: number;
  maxLoss?: number;
}

/** The measurements of a session from `user_qos`: a list for each minute, one for each direction. */
export function minutesOf(row: JsonObject, medium: Medium): Measured[][] {
  const entries = Array.isArray(row.user_qos) ? row.user_qos : [];
  return entries.filter(isObject).map((entry) =>
    measuredKeys[medium].flatMap((key) => {
      const direction = entry[key];
      return isObject(direction) ? measuredOf(direction) : [];
    }),
  );
}

const reads: readonly [name: keyof Measured, key: string, read: Read][] = [
  ["bitrate", "bitrate", asQuantity("kbps")],
  ["latency", "latency", asQuantity("ms")],
  ["jitter", "jitter", asQuantity("ms")],
  ["loss", "avg_loss", asQuantity("%")],
  ["maxLoss", "max_loss", asQuantity("%")],
];

/** One direction, none where nothing was measured. */
function measuredOf(direction: JsonObject): Measured[] {
  const measured: Measured = {};
  let isMeasured = false;
  for (const [name, key, read] of reads) {
    const value = read(direction[key] ?? null);
    if (typeof value !== "number") continue;
    measured[name] = value;
    isMeasured = true;
  }
  return isMeasured ? [measured] : [];
}

/** True when a direction is over a limit. */
export function isBad({ latency = 0, jitter = 0, loss = 0 }: Measured): boolean {
  return latency > limits.latencyMs || jitter > limits.jitterMs || loss > limits.lossPercent;
}

/**
 * Averages over minutes and directions, the worst values, and how many minutes were bad in either direction; minutes
 * in which nothing was measured do not count.
 * @returns undefined when nothing was measured at all.
 */
export function summarise(minutes: readonly (readonly Measured[])[]): JsonObject | undefined {
  const measured = minutes.filter((directions) => directions.length > 0);
  if (measured.length === 0) return undefined;
  const all = measured.flat();
  const values = (name: keyof Measured) => all.flatMap((one) => one[name] ?? []);
  const bad = measured.filter((directions) => directions.some(isBad)).length;
  return defined({
    bitrate: average(values("bitrate")),
    latency: average(values("latency")),
    jitter: average(values("jitter")),
    loss: average(values("loss")),
    worst_latency: greatest(values("latency")),
    worst_jitter: greatest(values("jitter")),
    worst_loss: greatest([...values("loss"), ...values("maxLoss")]),
    minutes: measured.length,
    bad_minutes: bad,
    bad_share: rounded(bad / measured.length),
  });
}

function average(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return rounded(values.reduce((sum, value) => sum + value / values.length, 0));
}

function greatest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((a, b) => Math.max(a, b));
}

/** To four places: sums of decimals carry noise. */
function rounded(value: number): number {
  const places = Math.round(value * 10_000) / 10_000;
  return Number.isFinite(places) ? places : value;
}

function defined(object: { [name: string]: number | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}
