/**
 * Loaded into the harvester by `node --import`, it watches the memory from inside and writes what it saw to the
 * file that PROBE_FILE names when the process ends. It must not change what it watches more than it has to.
 *
 * "Live" is heap and buffers right after a full collection, which it forces every PROBE_GC_SECONDS (needs
 * --expose-gc): what the program holds. "Natural" is heap and buffers every 50 ms whenever they fall: what V8 lets
 * pile up in between. Buffers are `external`, which contains the array buffers. V8's own full collections are
 * counted beside the forced ones: where they are more, the forced ones hardly lower what is natural.
 */

import { writeFileSync } from "node:fs";
import { constants, PerformanceObserver } from "node:perf_hooks";

const gcMs = Number(process.env.PROBE_GC_SECONDS) * 1_000;
const live = [];
const seen = { natural: 0, heap: 0, buffers: 0, arrayBuffers: 0, forced: 0, natural_full: 0, gc_ms: 0 };
const startedAt = performance.now();

const now = () => {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, buffers: external, arrayBuffers };
};

setInterval(() => {
  const { heap, buffers, arrayBuffers } = now();
  seen.natural = Math.max(seen.natural, heap + buffers);
  seen.heap = Math.max(seen.heap, heap);
  seen.buffers = Math.max(seen.buffers, buffers);
  seen.arrayBuffers = Math.max(seen.arrayBuffers, arrayBuffers);
}, 50).unref();

setInterval(() => {
  globalThis.gc();
  const { heap, buffers } = now();
  live.push({ at: Math.round(performance.now() - startedAt) / 1_000, heap, buffers });
  seen.forced += 1;
}, gcMs).unref();

const forced = constants.NODE_PERFORMANCE_GC_FLAGS_FORCED;
new PerformanceObserver((list) => {
  for (const { duration, detail } of list.getEntries()) {
    seen.gc_ms += duration;
    const full = detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
    if (full && (detail.flags & forced) === 0) seen.natural_full += 1;
  }
}).observe({ entryTypes: ["gc"] });

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const result = { ...seen, live, max_rss: maxRSS * 1_024, cpu_seconds: (userCPUTime + systemCPUTime) / 1e6 };
  writeFileSync(process.env.PROBE_FILE, JSON.stringify(result));
});
