/**
 * The simulator as a service: a request in, an answer out, no socket. The clock is an argument, so that tests run
 * minutes and days in no time. `serve.ts` puts it behind a port.
 */
import { Hono } from "hono";
import type { Account } from "./account.ts";
import { Refusal, unknownEndpoint } from "./errors.ts";
import { createGate, type Outcome } from "./gate.ts";
import { type GivenOptions, readOptions, type SimulatorOptions } from "./options.ts";
import { createRequestLog } from "./request-log.ts";
import { appAnswer, requestsAnswer, revokeAnswer, truthAnswer, truthRowsAnswer } from "./routes/control.ts";
import { endpoints } from "./routes/endpoints.ts";
import { grantedScopes } from "./scopes.ts";
import { createTokens } from "./tokens.ts";
import { createTruth } from "./truth.ts";
import { truncated } from "./wire.ts";
import { createWorld } from "./world.ts";

/** What the simulator needs from outside. */
export interface SimulatorEffects {
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
}

/** What a client needs to log in. */
export type Credentials = Pick<Account, "key" | "secret" | "accountId">;

/** A Zoom account that answers requests. */
export interface Simulator {
  readonly options: SimulatorOptions;
  readonly credentials: Credentials;
  /** Answers a request; a fault of the wire is told beside the response. */
  answer(request: Request): Promise<Outcome>;
  /**
   * A `fetch` without a socket. Faults of the wire look as they do to a client: a reset rejects, a hang settles only
   * when the request's signal aborts, a truncated body breaks off while it is read.
   */
  fetch(request: Request): Promise<Response>;
}

/** The path as sent: an encoded uuid must not be decoded before the routes are matched. */
function rawPath(request: Request): string {
  const start = request.url.indexOf("/", request.url.indexOf("://") + 3);
  const end = request.url.slice(start).search(/[?#]/);
  return start < 0 ? "/" : end < 0 ? request.url.slice(start) : request.url.slice(start, start + end);
}

function queryOf(request: Request): URLSearchParams {
  return new URL(request.url).searchParams;
}

function refuse(error: unknown): Response {
  if (error instanceof Refusal) return Response.json(error.body, { status: error.status });
  throw error;
}

/** Creates a simulator. Throws `OptionError` for options that cannot be used. */
export function createSimulator(given: GivenOptions = {}, effects: SimulatorEffects = {}): Simulator {
  const options = readOptions(given);
  const world = createWorld(options, effects.now ?? Date.now);
  const granted = grantedScopes(options, endpoints);
  const tokens = createTokens(world, granted);
  const truth = createTruth(world);
  const log = createRequestLog();
  const gate = createGate(world, tokens, granted, log);
  const wires = new WeakMap<Response, Outcome>();
  const app = new Hono({ getPath: rawPath });

  app.post("/oauth/token", async ({ req }) => {
    const params = queryOf(req.raw);
    const isForm = req.header("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
    if (isForm) for (const [name, value] of new URLSearchParams(await req.text())) params.set(name, value);
    try {
      return Response.json(tokens.issue(req.header("authorization") ?? null, params));
    } catch (error) {
      return refuse(error);
    }
  });
  app.get("/_simulator/truth", ({ req }) => truthAnswer(world, truth, queryOf(req.raw)));
  app.get("/_simulator/truth/rows", ({ req }) => truthRowsAnswer(world, queryOf(req.raw)));
  app.get("/_simulator/requests", ({ req }) => requestsAnswer(log, queryOf(req.raw)));
  app.post("/_simulator/app", ({ req }) => appAnswer(tokens, queryOf(req.raw)));
  app.post("/_simulator/revoke", () => revokeAnswer(tokens));

  for (const endpoint of endpoints) {
    app.get(`/v2${endpoint.path.replaceAll(/\{(\w+)\}/g, ":$1")}`, ({ req }) => {
      const outcome = gate(endpoint, {
        authorization: req.header("authorization") ?? null,
        path: rawPath(req.raw),
        query: queryOf(req.raw),
        params: req.param(),
      });
      if (outcome.wire !== undefined) wires.set(outcome.response, outcome);
      return outcome.response;
    });
  }
  app.all("/v2/*", () => {
    const { status, body } = unknownEndpoint();
    log.add({ path: "unknown", tier: undefined, status: String(status), nowMs: world.now() });
    return Response.json(body, { status });
  });
  app.onError((error) => refuse(error));

  async function answer(request: Request): Promise<Outcome> {
    const response = await app.fetch(request);
    const dateMs = world.now() + options.clock_offset * 1000;
    response.headers.set("Date", new Date(dateMs).toUTCString());
    return wires.get(response) ?? { response };
  }

  const { key, secret, accountId } = world.account;
  return {
    options,
    credentials: { key, secret, accountId },
    answer,
    async fetch(request) {
      const { response, wire } = await answer(request);
      if (wire === "reset") throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
      if (wire === "hang") return neverUntilAborted(request.signal);
      return wire === "truncate" ? truncated(response) : response;
    },
  };
}

function neverUntilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
  });
}
