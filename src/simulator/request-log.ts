/** Counts of all calls under /v2, refused and faulted ones too: what tests check a client's manners against. */
import type { Tier } from "./endpoint.ts";

type ByTier = Record<Tier, number>;

/** An answered page of participants: which meeting, how many rows. */
export interface ServedPage {
  readonly path: string;
  readonly uuid: string;
  readonly rows: number;
}

/** The log of one simulator. */
export interface RequestLog {
  add(call: { path: string; tier: Tier | undefined; status: string; nowMs: number }): void;
  served(page: ServedPage): void;
  summary(withPages: boolean): Record<string, unknown>;
}

const pagesKept = 200_000;

function zero(): ByTier {
  return { light: 0, medium: 0, heavy: 0, resource_intensive: 0 };
}

/** Times of calls, and where the last minute and the last second begin in them. */
interface Queue {
  times: number[];
  minute: number;
  second: number;
}

function queue(): Queue {
  return { times: [], minute: 0, second: 0 };
}

function count(into: Record<string, number>, name: string): void {
  into[name] = (into[name] ?? 0) + 1;
}

/** An empty log. */
export function createRequestLog(): RequestLog {
  let total = 0;
  const [byTier, peaks, minutePeaks] = [zero(), zero(), zero()];
  const byStatus: Record<string, number> = {};
  const byPath: Record<string, number> = {};
  const recent: Record<Tier, Queue> = {
    light: queue(),
    medium: queue(),
    heavy: queue(),
    resource_intensive: queue(),
  };
  const pages: ServedPage[] = [];

  function peak(tier: Tier, nowMs: number): void {
    const queue = recent[tier];
    queue.times.push(nowMs);
    while ((queue.times[queue.minute] ?? nowMs) <= nowMs - 60_000) queue.minute++;
    while ((queue.times[queue.second] ?? nowMs) <= nowMs - 1_000) queue.second++;
    minutePeaks[tier] = Math.max(minutePeaks[tier], queue.times.length - queue.minute);
    peaks[tier] = Math.max(peaks[tier], queue.times.length - queue.second);
    if (queue.minute < 50_000) return;
    queue.times.splice(0, queue.minute);
    queue.second -= queue.minute;
    queue.minute = 0;
  }

  return {
    add({ path, tier, status, nowMs }) {
      total++;
      count(byStatus, status);
      count(byPath, path);
      if (tier === undefined) return;
      byTier[tier]++;
      peak(tier, nowMs);
    },
    served(page) {
      if (pages.length < pagesKept) pages.push(page);
    },
    summary: (withPages) => ({
      total,
      by_tier: byTier,
      by_status: byStatus,
      by_path: byPath,
      peak_per_second: peaks,
      peak_per_minute: minutePeaks,
      ...(withPages ? { served: pages } : {}),
    }),
  };
}
