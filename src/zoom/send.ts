/** The real HTTP attempt: undici, one connection pool, the proxy that the environment names. */

import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from "undici";
import { later } from "../clock.ts";
import type { HttpAnswer, HttpRequest, Send } from "../effects.ts";

export interface SendOptions {
  httpProxy?: string | undefined;
  httpsProxy?: string | undefined;
  noProxy?: string | undefined;
}

/** @returns the attempt and a way to close its connections. */
export function createSend(options: SendOptions): { send: Send; close(): Promise<void> } {
  const pool = { connections: 64, pipelining: 1, keepAliveTimeout: 10_000 };
  const { httpProxy, httpsProxy, noProxy } = options;
  const dispatcher: Dispatcher =
    httpProxy === undefined && httpsProxy === undefined
      ? new Agent(pool)
      : new EnvHttpProxyAgent({
          ...pool,
          // An empty text keeps undici from reading the process's environment by itself.
          httpProxy: httpProxy ?? "",
          httpsProxy: httpsProxy ?? "",
          noProxy: noProxy ?? "",
        });
  return {
    send: (httpRequest) => attempt(httpRequest, dispatcher),
    close: () => dispatcher.destroy(),
  };
}

async function attempt(
  { method, url, headers, body, timeoutMs, signal }: HttpRequest,
  dispatcher: Dispatcher,
): Promise<HttpAnswer> {
  // One controller of our own: a signal made of others (`AbortSignal.any`) can be collected before it fires.
  const cutOff = new AbortController();
  const onSignal = () => cutOff.abort(signal?.reason);
  signal?.addEventListener("abort", onSignal, { once: true });
  if (signal?.aborted) onSignal();
  const inTime = later(timeoutMs, () => cutOff.abort(new DOMException("no answer in time", "TimeoutError")));
  // A proxy that takes the connection and then says nothing is not cut off by the signal alone.
  const cut = new Promise<never>((_, reject) =>
    cutOff.signal.addEventListener("abort", () => reject(cutOff.signal.reason), { once: true }),
  );
  cut.catch(() => {});
  try {
    const asked = request(url, {
      method,
      headers,
      body: body ?? null,
      dispatcher,
      signal: cutOff.signal,
    });
    asked.catch(() => {});
    const answer = await Promise.race([asked, cut]);
    const text = await answer.body.text();
    const plain: Record<string, string> = {};
    for (const [name, value] of Object.entries(answer.headers)) {
      if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(", ") : value;
    }
    return { status: answer.statusCode, headers: plain, text };
  } finally {
    inTime();
    signal?.removeEventListener("abort", onSignal);
  }
}
