/**
 * The token endpoint of Server-to-Server OAuth and the access tokens it gave out. Tokens live an hour and are
 * opaque; by default several live side by side (Zoom's page "Server-to-Server OAuth").
 */
import { randomBytes } from "node:crypto";
import { appRefusal, expiredToken, invalidToken, tokenRefusal, wrongClient } from "./errors.ts";
import type { SimulatorOptions } from "./options.ts";
import type { World } from "./world.ts";

const lifeSeconds = 3_600;

/** The tokens of one account. */
export interface Tokens {
  /** The answer to a token request; throws a `Refusal`. */
  issue(authorization: string | null, params: URLSearchParams): Record<string, unknown>;
  /** Throws a `Refusal` unless the header carries a living token. */
  check(authorization: string | null): string;
  /** Ends a token before its time. */
  kill(token: string): void;
  /** Ends all tokens given out so far, while the app stays as it is. @returns how many. */
  revoke(): number;
  /** Deactivates the app, which ends its tokens, or activates it again. */
  setApp(state: SimulatorOptions["app"]): void;
}

function readBasic(authorization: string | null): { key: string; secret: string } | undefined {
  const [, encoded] = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const [key = "", ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { key, secret: secret.join(":") };
}

/** Gives out tokens with these scopes. */
export function createTokens(world: World, scopes: readonly string[]): Tokens {
  const expiresMs = new Map<string, number>();
  const { account } = world;
  let { app } = world.options;

  function revoke(): number {
    const { size } = expiresMs;
    expiresMs.clear();
    return size;
  }

  return {
    issue(authorization, params) {
      const client = readBasic(authorization);
      if (client?.key !== account.key || client.secret !== account.secret) {
        throw wrongClient();
      }
      if (app === "deactivated") throw appRefusal(world.options.app_refusal);
      if (params.get("grant_type") !== "account_credentials") {
        throw tokenRefusal("unsupported_grant_type", "unsupported grant type");
      }
      if (params.get("account_id") !== account.accountId)
        throw tokenRefusal("invalid_request", "Bad Request");
      if (world.options.tokens === "one") expiresMs.clear();
      const token = randomBytes(48).toString("base64url");
      expiresMs.set(token, world.now() + lifeSeconds * 1000);
      return {
        access_token: token,
        token_type: "bearer",
        expires_in: lifeSeconds,
        scope: scopes.join(" "),
        api_url: "https://api.zoom.us",
      };
    },
    check(authorization) {
      const [, token = ""] = /^Bearer\s+(\S+)$/i.exec(authorization ?? "") ?? [];
      const expires = expiresMs.get(token);
      if (expires === undefined) throw invalidToken();
      if (world.now() >= expires) throw expiredToken();
      return token;
    },
    kill: (token) => void expiresMs.delete(token),
    revoke,
    setApp(state) {
      app = state;
      // Zoom's page "Server-to-Server OAuth": deactivating the app ends its tokens. Activating gives none back.
      if (state === "deactivated") revoke();
    },
  };
}
