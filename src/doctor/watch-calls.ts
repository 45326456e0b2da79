/** Counts the calls to Zoom, keeps them few and short, and keeps what their answers tell beside their bodies. */

import type { Effects, HttpAnswer, HttpRequest } from "../effects.ts";
import type { Moment } from "./judge-host.ts";

/** The token included. */
export const mostCalls = 12;

/** Zoom's `Retry-After` is for harvests; whoever waits for a diagnosis waits no longer than this. */
const longestSleepMs = 500;

export interface Seen {
  calls: number;
  /** Answers that refused a call as one too many. */
  tooMany: number;
  /** The first answer with a date. */
  moment?: Moment;
  /** The last answer to a POST: the token endpoint's. */
  token?: HttpAnswer;
}

/** @returns the same effects for a Zoom client, and what they see. */
export function watchCalls(effects: Effects): { effects: Effects; seen: Seen } {
  const seen: Seen = { calls: 0, tooMany: 0 };
  return {
    seen,
    effects: {
      ...effects,
      sleep: (ms, signal) => effects.sleep(Math.min(ms, longestSleepMs), signal),
      send: async (request) => {
        if (seen.calls >= mostCalls) throw new Error(`${mostCalls} calls were not enough`);
        seen.calls += 1;
        const answer = await inTime(effects, request);
        const zoom = Date.parse(answer.headers.date ?? "");
        if (seen.moment === undefined && Number.isFinite(zoom)) seen.moment = { here: effects.now(), zoom };
        if (answer.status === 429) seen.tooMany += 1;
        if (request.method === "POST") seen.token = answer;
        return answer;
      },
    },
  };
}

/** A proxy that takes the connection and is silent keeps the HTTP client beyond the request's own time. */
async function inTime(effects: Effects, request: HttpRequest): Promise<HttpAnswer> {
  const done = new AbortController();
  const late = effects.sleep(request.timeoutMs, done.signal).then(() => {
    throw new DOMException("no answer in time", "TimeoutError");
  });
  try {
    return await Promise.race([effects.send(request), late]);
  } finally {
    done.abort();
    late.catch(() => {});
  }
}
