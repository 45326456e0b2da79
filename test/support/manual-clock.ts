/** A clock that stands still until told: who sleeps wakes in order, and nothing waits in real time. */

import type { Effects } from "../../src/effects.ts";

interface Sleeper {
  at: number;
  order: number;
  wake: () => void;
}

export interface ManualClock extends Pick<Effects, "now" | "elapsed" | "sleep"> {
  /** Moves on by so many milliseconds; sleepers wake on the way, each at its own moment. */
  advance(ms: number): Promise<void>;
  /** Moves on from sleeper to sleeper until the promise settles. @returns what it resolves to. */
  until<T>(promise: Promise<T>): Promise<T>;
  /** Runs at a moment from now. */
  after(ms: number, run: () => void): void;
  /** Sets the wall clock alone, as a person or NTP does. */
  setWall(now: number): void;
  readonly sleeping: number;
}

/** Lets everything go on that waits for no timer. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function manualClock(start = "2026-11-23T12:00:00Z"): ManualClock {
  let elapsed = 0;
  let wall = Date.parse(start);
  let order = 0;
  let sleepers: Sleeper[] = [];

  const put = (ms: number, wake: () => void): Sleeper => {
    const sleeper = { at: elapsed + Math.max(0, ms), order: order++, wake };
    sleepers.push(sleeper);
    return sleeper;
  };
  const next = (): Sleeper | undefined =>
    sleepers.reduce<Sleeper | undefined>(
      (first, one) =>
        first === undefined || one.at < first.at || (one.at === first.at && one.order < first.order)
          ? one
          : first,
      undefined,
    );
  const moveTo = (moment: number) => {
    wall += moment - elapsed;
    elapsed = moment;
  };
  const wake = async (sleeper: Sleeper) => {
    moveTo(Math.max(elapsed, sleeper.at));
    sleepers = sleepers.filter((other) => other !== sleeper);
    sleeper.wake();
    await settle();
  };

  return {
    now: () => wall,
    elapsed: () => elapsed,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        const abort = () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(new DOMException("The operation was aborted", "AbortError"));
        };
        const sleeper = put(ms, () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        });
        if (signal?.aborted) abort();
        else signal?.addEventListener("abort", abort, { once: true });
      }),
    after: (ms, run) => {
      put(ms, run);
    },
    advance: async (ms) => {
      await settle();
      const end = elapsed + ms;
      for (let first = next(); first !== undefined && first.at <= end; first = next()) await wake(first);
      moveTo(end);
      await settle();
    },
    until: async (promise) => {
      let done = false;
      const end = () => {
        done = true;
      };
      promise.then(end, end);
      await settle();
      while (!done) {
        const first = next();
        if (first === undefined) {
          // Real input and output (a local server) may still be under way.
          await settle();
          continue;
        }
        await wake(first);
      }
      return promise;
    },
    setWall: (now) => {
      wall = now;
    },
    get sleeping() {
      return sleepers.length;
    },
  };
}
