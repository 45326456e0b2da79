/**
 * The way of a call to its route: token, scopes, plan, rate limit, fault, route. Refused and faulted calls are logged
 * like answered ones.
 */
import { createCall, type Endpoint } from "./endpoint.ts";
import { expiredPageToken, invalidToken, Refusal } from "./errors.ts";
import { createFaultPlan, type FaultPlan, firewallPage, serverError } from "./faults.ts";
import { decodeTwice } from "./find-meeting.ts";
import { createLimits, rateBody, rateHeaders, type Verdict } from "./limits.ts";
import { readPageToken } from "./paging.ts";
import { planRefusal } from "./plans.ts";
import type { RequestLog } from "./request-log.ts";
import { missingScope } from "./scopes.ts";
import type { Tokens } from "./tokens.ts";
import type { World } from "./world.ts";

/** Faults that no response can express: `serve.ts` plays them on the socket. */
export type WireFault = "reset" | "hang" | "truncate";

/** An answer, and what is to happen to it on the wire. */
export interface Outcome {
  readonly response: Response;
  readonly wire?: WireFault;
}

/** One request under /v2, its path still encoded. */
export interface GateRequest {
  readonly authorization: string | null;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
}

function respond(
  body: Readonly<Record<string, unknown>>,
  status: number,
  headers: Record<string, string>,
): Response {
  if (typeof body.page === "string") {
    return new Response(body.page, { status, headers: { ...headers, "Content-Type": "text/html" } });
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, "Content-Type": "application/json;charset=UTF-8" },
  });
}

/** The same page has the same identity, however often its token is made anew. */
function identityOf(world: World, { path, query }: GateRequest): string {
  const token = query.get("next_page_token") ?? "";
  const page = { seed: world.options.seed, path, query, nowMs: world.now() };
  const offset = token === "" ? 0 : (readPageToken(page, token) ?? -1);
  const rest = [...query].filter(([name]) => name !== "next_page_token").sort(([a], [b]) => (a < b ? -1 : 1));
  return `GET ${path} ${JSON.stringify(rest)} ${offset}`;
}

/** Lets calls through to their endpoints. */
export function createGate(world: World, tokens: Tokens, granted: readonly string[], log: RequestLog) {
  const { options } = world;
  const limits = createLimits(options, world.now());
  const faults = createFaultPlan(options);

  function refuseRate(endpoint: Endpoint, verdict: Verdict): Response {
    const headers = rateHeaders(options, endpoint.tier, verdict);
    return respond(rateBody(options, verdict.refusedBy ?? "second"), 429, headers);
  }

  function check(endpoint: Endpoint, request: GateRequest): string {
    const token = tokens.check(request.authorization);
    if (!endpoint.scopes.some((scope) => granted.includes(scope))) throw missingScope(options, endpoint);
    const refused = planRefusal(world, endpoint);
    if (refused !== undefined) throw refused;
    return token;
  }

  /** Plays the faults that end a call before its route. */
  function fail(
    drawn: ReturnType<FaultPlan["draw"]>,
    request: GateRequest,
    endpoint: Endpoint,
    token: string,
  ): Outcome | undefined {
    const fault = drawn?.kind;
    if (fault === "500") return { response: serverError(drawn?.detail ?? 0) };
    if (fault === "html403") return { response: firewallPage() };
    if (fault === "reset" || fault === "hang") return { response: new Response(null), wire: fault };
    if (fault === "429") {
      const verdict = { accepted: false, refusedBy: "second", limit: 1, remaining: 0, dayEndsMs: 0 } as const;
      return { response: refuseRate(endpoint, verdict) };
    }
    if (fault === "page_token" && (request.query.get("next_page_token") ?? "") !== "")
      throw expiredPageToken();
    if (fault !== "token") return undefined;
    tokens.kill(token);
    throw invalidToken();
  }

  function answer(endpoint: Endpoint, request: GateRequest): Outcome {
    let headers: Record<string, string> = {};
    try {
      const token = check(endpoint, request);
      const verdict = options.limits === "on" ? limits.ask(endpoint.tier, world.now()) : undefined;
      if (verdict?.accepted === false) return { response: refuseRate(endpoint, verdict) };
      headers = rateHeaders(options, endpoint.tier, verdict);
      const fault = faults.draw(identityOf(world, request));
      const failed = fail(fault, request, endpoint, token);
      if (failed !== undefined) return failed;
      const body = endpoint.handle(createCall(world, request.params, request.path, request.query));
      const response = respond(body, 200, headers);
      if (fault?.kind === "truncate") return { response, wire: "truncate" };
      if (Array.isArray(body.participants)) {
        log.served({
          path: endpoint.path,
          uuid: decodeTwice(request.params.meetingId ?? request.params.webinarId ?? "").id,
          rows: body.participants.length,
        });
      }
      return { response };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { response: respond(error.body, error.status, headers) };
    }
  }

  return (endpoint: Endpoint, request: GateRequest): Outcome => {
    const outcome = answer(endpoint, request);
    const status = outcome.wire ?? String(outcome.response.status);
    log.add({ path: endpoint.path, tier: endpoint.tier, status, nowMs: world.now() });
    return outcome;
  };
}
