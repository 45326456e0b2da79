/**
 * Tries a call again for what may pass, never for what cannot, with growing, jittered waits. Retries happen
 * here and nowhere else, above the reading of the body, since a cut-off answer is a failure too.
 */

import type { Effects } from "../effects.ts";
import { ConfigurationError, isAbort, RunStopped, SubjectFailed } from "../errors.ts";
import { Passing } from "./answer.ts";

export interface RetryOptions {
  /** Attempts for one call while Zoom answers others. @default 8 */
  attempts: number;
  /** Attempts before the first good answer ever: a Zoom that is down from the start is told soon. @default 5 */
  firstAttempts: number;
  /** The first wait; each next one is twice as long, up to `longestWaitMs`. */
  firstWaitMs: number;
  longestWaitMs: number;
  /** How long one call may be put off by rate refusals alone. */
  longestRateMs: number;
  /** Calls that fail one after the other, with no good one between, until the run stops. */
  failuresInARow: number;
}

export const retryDefaults: RetryOptions = {
  attempts: 8,
  firstAttempts: 5,
  firstWaitMs: 400,
  longestWaitMs: 20_000,
  longestRateMs: 15 * 60_000,
  failuresInARow: 10,
};

/** What is being tried, for the words of the error. */
export interface Attempted {
  operation: string;
  subject?: string | undefined;
  /** The host asked, and the proxy in between if there is one. */
  host: string;
}

export type Retry = <T>(what: Attempted, attempt: (count: number) => Promise<T>) => Promise<T>;

/** @param soft ends waiting between attempts. */
export function createRetry(
  effects: Pick<Effects, "elapsed" | "sleep" | "random">,
  soft: AbortSignal,
  options: RetryOptions = retryDefaults,
): Retry {
  let everAnswered = false;
  let failedInARow = 0;

  return async (what, attempt) => {
    const startedAt = effects.elapsed();
    let failures = 0;
    for (let count = 1; ; count += 1) {
      try {
        const answer = await attempt(count);
        everAnswered = true;
        failedInARow = 0;
        return answer;
      } catch (error) {
        if (!(error instanceof Passing)) {
          if (!isAbort(error)) failedInARow = 0;
          throw error;
        }
        const tired = effects.elapsed() - startedAt > options.longestRateMs;
        if (error.kind !== "rate") failures += 1;
        if (tired || failures >= (everAnswered ? options.attempts : options.firstAttempts)) {
          failedInARow += 1;
          throw giveUp(what, error, count, everAnswered, failedInARow >= options.failuresInARow);
        }
        const longest = Math.min(options.longestWaitMs, options.firstWaitMs * 2 ** Math.max(0, failures - 1));
        await effects.sleep((error.waitMs ?? 0) + longest * (0.5 + effects.random() / 2), soft);
      }
    }
  };
}

function giveUp(
  what: Attempted,
  last: Passing,
  attempts: number,
  everAnswered: boolean,
  enough: boolean,
): Error {
  const { operation, subject, host } = what;
  const about = { operation, ...(subject === undefined ? {} : { subject }), cause: last };
  if (last.kind === "not_json" && !everAnswered) {
    return new ConfigurationError({
      ...about,
      reason: `${host} answers something else than Zoom's JSON: ${last.message}`,
      hint: "another --zoom_api_url (its default is https://api.zoom.us/v2), or a look at the proxy in between",
    });
  }
  const reason = `${host}: ${last.message}, ${attempts} attempts`;
  if (last.kind === "network" || enough || !everAnswered) {
    return new RunStopped({
      operation,
      reason: `Zoom cannot be reached (${reason})`,
      hint: "the network, the proxy settings and status.zoom.us; then the same command again",
      cause: last,
    });
  }
  return new SubjectFailed({ ...about, reason, hint: "the same command later" });
}
