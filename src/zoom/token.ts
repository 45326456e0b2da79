/** Server-to-Server OAuth: one token at a time, one request for it at a time, renewed before it ends. */

import type { Json } from "../document.ts";
import type { Effects, HttpAnswer } from "../effects.ts";
import { ConfigurationError, CredentialsRefused } from "../errors.ts";
import { Secret } from "../secret.ts";
import { Passing } from "./answer.ts";

export interface Credentials {
  key: Secret;
  secret: Secret;
  accountId: string;
}

export interface TokenSource {
  /** A token that is good for at least another minute; concurrent calls share one request. */
  get(signal: AbortSignal): Promise<Secret>;
  /** Zoom accepted this token. */
  accepted(token: Secret): void;
  /**
   * Zoom refused this token: the next {@link get} asks for another, unless one has come since.
   * @returns false when asking again is of no use: two tokens in a row were refused that had never worked.
   */
  refused(token: Secret): boolean;
  /** The scopes of the latest token; empty before the first. */
  readonly scopes: readonly string[];
}

const renewBeforeMs = 60_000;
/** Taken where Zoom does not tell the life of a token. */
const usualLifeSeconds = 3_600;

/** @param ask one attempt at the token endpoint, retried for what may pass. */
export function createTokenSource(
  effects: Pick<Effects, "elapsed">,
  credentials: Credentials,
  ask: (form: string, authorization: Secret, signal: AbortSignal) => Promise<HttpAnswer>,
): TokenSource {
  let current: { token: Secret; endsAt: number } | undefined;
  let asking: Promise<Secret> | undefined;
  let scopes: readonly string[] = [];
  let hasWorked = false;
  let neverWorked = 0;

  const renew = async (signal: AbortSignal): Promise<Secret> => {
    const { key, secret, accountId } = credentials;
    const form = new URLSearchParams({ grant_type: "account_credentials", account_id: accountId }).toString();
    const pair = Buffer.from(`${key.reveal()}:${secret.reveal()}`).toString("base64");
    const grant = readGrant(await ask(form, new Secret(`Basic ${pair}`), signal));
    current = { token: grant.token, endsAt: effects.elapsed() + grant.lifeMs };
    scopes = grant.scopes;
    hasWorked = false;
    return grant.token;
  };

  return {
    get: async (signal) => {
      if (current !== undefined && effects.elapsed() < current.endsAt - renewBeforeMs) return current.token;
      asking ??= renew(signal).finally(() => {
        asking = undefined;
      });
      return asking;
    },
    accepted: (token) => {
      if (current?.token !== token) return;
      hasWorked = true;
      neverWorked = 0;
    },
    refused: (token) => {
      // Calls under way with a token that has been replaced since say nothing about the new one.
      if (current?.token === token) {
        current = undefined;
        if (!hasWorked) neverWorked += 1;
      }
      return neverWorked < 2;
    },
    get scopes() {
      return scopes;
    },
  };
}

interface Grant {
  token: Secret;
  lifeMs: number;
  scopes: string[];
}

const appHint =
  "the client id (--key), client secret (--secret) and account id (--account_id) of an activated " +
  "Server-to-Server OAuth app, as the Zoom App Marketplace shows them under App Credentials";

/** Zoom's token endpoint answers errors as {reason, error}, mostly under HTTP 400. */
function readGrant(answer: HttpAnswer): Grant {
  let body: Record<string, Json> = {};
  try {
    const value = JSON.parse(answer.text) as Json;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) body = value;
  } catch {
    if (answer.status < 500) throw notZoom(answer);
  }
  if (typeof body.access_token === "string" && body.access_token !== "" && answer.status < 300) {
    const lifeSeconds = Number(body.expires_in);
    return {
      token: new Secret(body.access_token),
      lifeMs: (lifeSeconds > 0 ? lifeSeconds : usualLifeSeconds) * 1_000,
      scopes: typeof body.scope === "string" ? body.scope.split(/[\s,]+/).filter(Boolean) : [],
    };
  }
  if (answer.status === 429 || answer.status >= 500) {
    throw new Passing(answer.status === 429 ? "rate" : "server", `HTTP ${answer.status} for a token`);
  }
  const said = String(body.reason ?? body.error ?? body.message ?? `HTTP ${answer.status}`);
  throw new CredentialsRefused({
    operation: "log in to Zoom",
    reason: `${explain(String(body.error ?? ""), said)} (Zoom says "${said.slice(0, 160)}")`,
    hint: appHint,
  });
}

function explain(error: string, said: string): string {
  // Zoom's page on OAuth errors: 4717 and 4738, the app was disabled.
  if (/disabled|deactivated|47(17|38)/i.test(said)) return "the app is not activated";
  if (error === "invalid_client" || /client_id|client_secret/i.test(said))
    return "the client id or the client secret is wrong";
  if (error === "unsupported_grant_type") return "the app is not a Server-to-Server OAuth app";
  if (error === "invalid_request" || /bad request/i.test(said))
    return "the account id is wrong, or does not belong to this app";
  return "Zoom refuses these credentials";
}

function notZoom(answer: HttpAnswer): ConfigurationError {
  return new ConfigurationError({
    operation: "log in to Zoom",
    reason: `the OAuth URL answers HTTP ${answer.status} with something else than Zoom's JSON`,
    hint: "another --zoom_oauth_url (its default is https://zoom.us/oauth/token), or a look at the proxy in between",
  });
}
