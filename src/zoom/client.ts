/**
 * The Zoom API client: retry(authorize(limit(send))) over one call, and pages over many. It knows endpoints as
 * data and no stream; every attempt pays the limiter, also one after a renewed token.
 */

import type { JsonObject } from "../document.ts";
import type { Effects, HttpAnswer, HttpRequest } from "../effects.ts";
import { CredentialsRefused, isAbort, messageOf } from "../errors.ts";
import type { Secret } from "../secret.ts";
import { Passing, readAnswer, TokenRefused } from "./answer.ts";
import { type Call, subjectOf } from "./call.ts";
import { Limiter, type LimiterOptions } from "./limiter.ts";
import { type Page, readPages } from "./pages.ts";
import { fillPath } from "./path.ts";
import { createRetry, type RetryOptions, retryDefaults } from "./retry.ts";
import { type Credentials, createTokenSource, type TokenSource } from "./token.ts";

export interface ZoomOptions {
  credentials: Credentials;
  /** The API's base with its version, `https://api.zoom.us/v2`. */
  apiUrl: string;
  oauthUrl: string;
  /** Milliseconds an attempt may take. */
  timeoutMs: number;
  limits: LimiterOptions;
  /** The proxy in between, for messages. */
  proxy?: string | undefined;
  /** Told Zoom's clock with each answer, milliseconds since the epoch: this host's may jump at any moment. */
  heard?: (zoomNow: number) => void;
  retry?: RetryOptions;
}

/** Two ways to end: `soft` starts nothing new and lets calls under way finish, `hard` cuts these off too. */
export interface Stop {
  soft: AbortSignal;
  hard: AbortSignal;
}

export interface ZoomClient {
  /** One object. @throws an error named by its consequence (`errors.ts`). */
  get(call: Call): Promise<JsonObject>;
  /** All pages of a list, each asked when the one before is consumed. */
  pages(call: Call): AsyncGenerator<Page>;
  /** Asks for a token, so that wrong credentials show before anything else happens. */
  logIn(): Promise<void>;
  readonly limiter: Limiter;
  readonly token: TokenSource;
}

export function createZoomClient(effects: Effects, options: ZoomOptions, stop: Stop): ZoomClient {
  const limiter = new Limiter(effects, options.limits);
  const retry = createRetry(effects, stop.soft, options.retry ?? retryDefaults);
  // The token comes from another host: that it answers says nothing about the API.
  const retryLogIn = createRetry(effects, stop.soft, options.retry ?? retryDefaults);
  const smallerPages = new Map<string, number>();
  const through = options.proxy === undefined ? "" : ` through the proxy ${options.proxy}`;
  const apiHost = new URL(options.apiUrl).host + through;
  const oauthHost = new URL(options.oauthUrl).host + through;

  /** One attempt, logged; a failure of the network is something that may pass. */
  const send = async (
    request: HttpRequest,
    log: { path: string; tier: string; attempt: number },
  ): Promise<HttpAnswer> => {
    const startedAt = effects.elapsed();
    const line = (status: number | string) =>
      effects.log.debug("call", {
        method: request.method,
        path: log.path,
        status,
        tier: log.tier,
        ms: Math.round(effects.elapsed() - startedAt),
        attempt: log.attempt,
      });
    try {
      const answer = await effects.send({ ...request, signal: stop.hard });
      line(answer.status);
      return answer;
    } catch (error) {
      if (stop.hard.aborted) throw stop.hard.reason;
      const late = error instanceof Error && error.name === "TimeoutError";
      const why = late ? `no answer within ${request.timeoutMs / 1_000} s` : networkReason(error);
      line(why);
      throw new Passing("network", why);
    }
  };

  const hear = (answer: HttpAnswer): void => {
    const zoomNow = Date.parse(answer.headers.date ?? "");
    if (!Number.isNaN(zoomNow)) options.heard?.(zoomNow);
  };

  const token = createTokenSource(effects, options.credentials, (form, authorization) =>
    retryLogIn({ operation: "log in to Zoom", host: oauthHost }, async (attempt) => {
      stop.soft.throwIfAborted();
      const answer = await send(
        {
          method: "POST",
          url: options.oauthUrl,
          headers: {
            authorization: authorization.reveal(),
            "content-type": "application/x-www-form-urlencoded",
            accept: "application/json",
          },
          body: form,
          timeoutMs: options.timeoutMs,
        },
        { path: new URL(options.oauthUrl).pathname, tier: "token", attempt },
      );
      if (answer.status === 429 || answer.status >= 500) {
        throw new Passing(answer.status === 429 ? "rate" : "server", `HTTP ${answer.status} for a token`);
      }
      hear(answer);
      return answer;
    }),
  );

  const limited = async (call: Call, attempt: number): Promise<{ answer: HttpAnswer; bearer: Secret }> => {
    const { path, tier, query } = call.endpoint;
    await limiter.acquire(tier, stop.soft);
    // Only now: a call may have waited, and its token been replaced meanwhile.
    const bearer = await token.get(stop.soft);
    const parameters = new URLSearchParams({ ...query, ...call.query }).toString();
    const url = `${options.apiUrl}${fillPath(path, call.ids)}${parameters === "" ? "" : `?${parameters}`}`;
    const answer = await send(
      {
        method: "GET",
        url,
        headers: { authorization: `Bearer ${bearer.reveal()}`, accept: "application/json" },
        timeoutMs: options.timeoutMs,
      },
      { path, tier, attempt },
    );
    hear(answer);
    if (answer.status === 429) limiter.refused(tier);
    else limiter.accepted(tier);
    return { answer, bearer };
  };

  /** Reads the answer; a refused token is renewed and the call made again. */
  const authorized = async (call: Call, attempt: number): Promise<JsonObject> => {
    for (;;) {
      const { answer, bearer } = await limited(call, attempt);
      try {
        const body = readAnswer(call, answer, effects.now());
        token.accepted(bearer);
        return body;
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error;
        if (token.refused(bearer)) continue;
        throw new CredentialsRefused({
          operation: call.endpoint.operation,
          reason: `Zoom refuses a fresh token ("${error.message.slice(0, 160)}")`,
          hint: "activating the Server-to-Server OAuth app in the Zoom App Marketplace again",
        });
      }
    }
  };

  const get = (call: Call): Promise<JsonObject> =>
    retry({ operation: call.endpoint.operation, subject: subjectOf(call), host: apiHost }, (attempt) =>
      authorized(call, attempt),
    );

  return {
    get,
    pages: (call) => readPages(effects, get, call, smallerPages),
    logIn: async () => {
      await token.get(stop.soft);
    },
    limiter,
    token,
  };
}

function networkReason(error: unknown): string {
  if (isAbort(error)) return "the call was cut off";
  const code = (error as { code?: unknown }).code ?? (error as { cause?: { code?: unknown } }).cause?.code;
  switch (code) {
    case "ECONNREFUSED":
      return "connection refused";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "the host's name is not known";
    case "ECONNRESET":
    case "UND_ERR_SOCKET":
      return "connection lost";
    default:
      return typeof code === "string" ? `${code}: ${messageOf(error)}` : messageOf(error);
  }
}
