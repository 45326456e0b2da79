/** What the QSS measured of a participant comes to, medium by medium and for the processor. Pure. */

import { isObject, type JsonObject } from "../document.ts";
import { type Measured, type Medium, measuredKeys, summarise } from "./quality.ts";
import { asQuantity } from "./read.ts";

/** The details of every element of `qos` of some types, in Zoom's order. */
export function detailsOf({ qos }: JsonObject, types: readonly string[]): JsonObject[] {
  const elements = Array.isArray(qos) ? qos.filter(isObject) : [];
  return elements.flatMap(({ type, details }) =>
    types.includes(String(type)) && isObject(details) ? [details] : [],
  );
}

/** A medium's directions together: averages, the worst values, and whether one direction was bad on average. */
export function sumUp(row: JsonObject, medium: Medium): JsonObject | undefined {
  const details = detailsOf(row, measuredKeys[medium]);
  const directions = details.map(measuredOf).filter((one) => Object.keys(one).length > 0);
  const { bad_minutes, minutes, bad_share, ...averages } = summarise([directions]) ?? {};
  if (minutes === undefined) return undefined;
  return {
    ...averages,
    ...greatest("worst_latency", details, "max_latency", "ms"),
    ...greatest("worst_jitter", details, "max_jitter", "ms"),
    bad: bad_minutes === 1,
  };
}

function measuredOf(details: JsonObject): Measured {
  const measured: { [name in keyof Measured]: number } = {};
  const add = (name: keyof Measured, key: string, unit: string) => {
    const value = numberOf(details, key, unit);
    if (value !== undefined) measured[name] = value;
  };
  add("bitrate", "avg_bitrate", "kbps");
  add("latency", "avg_latency", "ms");
  add("jitter", "avg_jitter", "ms");
  add("loss", "avg_loss", "%");
  add("maxLoss", "max_loss", "%");
  return measured;
}

/** The greatest value of a key; none where no direction has it, and the greatest average stays. */
function greatest(name: string, details: readonly JsonObject[], key: string, unit: string): JsonObject {
  const values = details.flatMap((one) => numberOf(one, key, unit) ?? []);
  return values.length === 0 ? {} : { [name]: Math.max(...values) };
}

function numberOf(details: JsonObject, key: string, unit: string): number | undefined {
  const value = asQuantity(unit)(details[key] ?? null);
  return typeof value === "number" ? value : undefined;
}
