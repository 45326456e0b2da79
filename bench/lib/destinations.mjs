/** What the built destinations need besides a store, for benches that write to one directly. */

import { importBuilt } from "./processes.mjs";

/** Who writes: this process. */
export const benchHolder = {
  run: "bench",
  host: "bench",
  hostId: "bench",
  pid: process.pid,
  processStart: String(Math.round(performance.timeOrigin)),
};

/** The real clock, a log that says nothing, and a holder that cannot be asked for. */
export async function storeEffects() {
  const { realClock } = await importBuilt("clock.js");
  const say = () => {};
  return {
    ...realClock,
    log: { error: say, warn: say, info: say, debug: say },
    isRunning: () => undefined,
  };
}
