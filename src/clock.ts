/** The real clock, waiting and random: the part of {@link Effects} that every command shares. */

import { setTimeout as delay } from "node:timers/promises";
import type { Effects } from "./effects.ts";

export const realClock: Pick<Effects, "now" | "elapsed" | "sleep" | "random"> = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms, signal) => delay(Math.max(0, ms), undefined, signal === undefined ? {} : { signal }),
  random: () => Math.random(),
};

/** Calls `run` after a while unless cancelled first; for what happens at every call, where a promise costs. */
export function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
