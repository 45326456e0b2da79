/** The real HTTP attempt: undici, one connection pool, the proxy that the environment names. */

import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from "undici";
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

async function attempt(httpRequest: HttpRequest, dispatcher: Dispatcher): Promise<HttpAnswer> {
  const { method, url, headers, body, timeoutMs, signal } = httpRequest;
  const late = AbortSignal.timeout(timeoutMs);
  const answer = await request(url, {
    method,
    headers,
    body: body ?? null,
    dispatcher,
    signal: signal === undefined ? late : AbortSignal.any([late, signal]),
  });
  const text = await answer.body.text();
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { status: answer.statusCode, headers: plain, text };
}
