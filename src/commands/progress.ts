/** What a person sees while a harvest runs: a bar on a terminal, one plain line every few seconds elsewhere. */

import cliProgress, { type Bar } from "cli-progress";
import type { Tally } from "../harvest/tally.ts";
import { sayDuration } from "../time.ts";
import type { Limiter } from "../zoom/limiter.ts";

export interface Progress {
  /** Makes room for a log line. */
  clear(): void;
  stop(): void;
}

export interface ProgressOptions {
  stream: NodeJS.WriteStream;
  terminal: boolean;
  /** Heavy calls a second that the limiter lets through, a call for each meeting; undefined without limits. */
  limitPerSecond: () => number | undefined;
  elapsed: () => number;
}

const barEveryMs = 200;
const lineEveryMs = 5_000;
const rateOverMs = 10_000;

/** The bar's, so that what stands beside it fits: a terminal cuts off the end, and that is the time that is left. */
const barOf = (columns = 80) => Math.max(8, Math.min(40, columns - 72));

/** Starts showing; whoever starts it stops it. */
export function showProgress(tally: Tally, limiter: Limiter, options: ProgressOptions): Progress {
  const { stream, terminal, elapsed } = options;
  const rates = createRates(tally, limiter, elapsed);
  let bar: Bar | undefined;
  const shown = () => {
    const { callsPerSecond, remainingMs } = rates();
    const limit = options.limitPerSecond();
    return {
      sessions: String(tally.sessionRows),
      calls: `${callsPerSecond.toFixed(0)}${limit === undefined ? "" : ` of ${limit.toFixed(0)}`} Heavy calls/s`,
      left: sayLeft(tally, remainingMs),
    };
  };
  const drawBar = () => {
    const total = Math.max(1, tally.expectedMeetings);
    if (bar === undefined) {
      bar = new cliProgress.SingleBar(
        {
          stream,
          fps: 1_000 / barEveryMs,
          barsize: barOf(stream.columns),
          hideCursor: true,
          clearOnComplete: true,
          format: "{bar} {value}/{total} meetings · {sessions} sessions · {calls} · {left}",
        },
        cliProgress.Presets.shades_classic,
      );
      bar.start(total, tally.done, shown());
    }
    bar.setTotal(total);
    bar.update(tally.done, shown());
  };
  const printLine = () => {
    const { sessions, calls, left } = shown();
    stream.write(
      `${tally.done}/${tally.expectedMeetings} meetings, ${sessions} sessions, ${calls}, ${left}\n`,
    );
  };
  const timer = setInterval(terminal ? drawBar : printLine, terminal ? barEveryMs : lineEveryMs);
  // A plain line comes seldom; what it says needs figures from more often.
  const sampler = setInterval(rates, barEveryMs);
  return {
    clear: () => {
      if (bar !== undefined && terminal) stream.write("\r\x1b[K");
    },
    stop: () => {
      clearInterval(timer);
      clearInterval(sampler);
      bar?.stop();
    },
  };
}

function sayLeft({ recounted, done }: Tally, remainingMs: number | undefined): string {
  if (recounted !== undefined)
    return `counting the people of stored meetings, ${recounted.done} of ${recounted.total}`;
  // Nothing left to do means that more is still being listed, or that other streams are read.
  if (remainingMs === 0 && done > 0) return "reading on";
  return remainingMs === undefined || remainingMs === 0 ? "listing" : `${sayDuration(remainingMs)} left`;
}

/** Heavy calls a second over the last ten seconds, meetings since the first, and from these the time that is left. */
function createRates(tally: Tally, limiter: Limiter, elapsed: () => number) {
  // The time from the first meeting on: logging in and listing say nothing about how fast meetings go.
  let workFrom: { at: number; done: number } | undefined;
  let samples: { at: number; calls: number }[] = [];
  return () => {
    const now = elapsed();
    const calls = limiter.total().heavy;
    samples = [...samples.filter(({ at }) => now - at <= rateOverMs), { at: now, calls }];
    const first = samples[0] ?? { at: now, calls };
    const seconds = Math.max(0.001, (now - first.at) / 1_000);
    if (workFrom === undefined && tally.done > 0) workFrom = { at: now, done: tally.done };
    const worked = tally.done - (workFrom?.done ?? 0);
    const meetingsPerMs = worked / Math.max(1, now - (workFrom?.at ?? now));
    const left = tally.expectedMeetings - tally.done;
    return {
      callsPerSecond: (calls - first.calls) / seconds,
      // Whole seconds: the last ones need no more, and the first ten meetings tell too little.
      remainingMs:
        worked < 10 && (left > 0 || tally.done === 0)
          ? undefined
          : 1_000 * Math.ceil(left / Math.max(1e-9, meetingsPerMs) / 1_000),
    };
  };
}
