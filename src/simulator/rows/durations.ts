/** Durations as the dashboards write them: `56:08` below an hour, then `01:02:03`. */
import type { SimulatorOptions } from "../options.ts";

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** A duration in seconds as text; for 24 hours and more no sample of Zoom's is known, so a switch decides. */
export function durationText({ long_duration: form }: SimulatorOptions, seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (hours === 0) return `${two(minutes)}:${two(rest)}`;
  const clock = `${two(minutes)}:${two(rest)}`;
  if (hours < 24 || form === "hours") return `${two(hours)}:${clock}`;
  return `${Math.floor(hours / 24)}:${two(hours % 24)}:${clock}`;
}

/** A duration in the whole minutes that reports and past meetings give: begun minutes count. */
export function minutesOf(seconds: number): number {
  return Math.ceil(seconds / 60);
}
