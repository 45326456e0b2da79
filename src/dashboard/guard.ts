/** Who may ask, and what a browser may do with the answer. */

import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";

export interface GuardOptions {
  /** `host:port` as browsers may name this place. */
  hosts: readonly string[];
  token?: string;
}

/** Only what comes from this place, and only to be shown by it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

/** Refuses other methods than reading ones, other names of this place, and whoever does not know the token. */
export function guardRequests({ hosts, token }: GuardOptions): MiddlewareHandler {
  // Browsers leave out the port that is the usual one.
  // Cookies know no ports: each of several dashboards on a host has its own.
  const cookie = `zoom-harvester-token-${/\d*$/.exec(hosts[0] ?? "")?.[0] ?? ""}`;
  const known = new Set(
    hosts.flatMap((host) => [host.toLowerCase(), host.toLowerCase().replace(/:80$/, "")]),
  );
  return async (context, next) => {
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    context.header("cache-control", "no-store");
    if (context.req.method !== "GET" && context.req.method !== "HEAD") {
      context.header("allow", "GET, HEAD");
      return context.text("The dashboard only reads.", 405);
    }
    // A page of somebody else's whose name was made to point here (DNS rebinding) says its own name.
    if (!known.has((context.req.header("host") ?? "").toLowerCase()))
      return context.text(
        "The dashboard is not known by this name. Try: the address that it has printed",
        421,
      );
    if (token !== undefined) {
      const answer = admit(context, { token, cookie });
      if (answer !== undefined) return answer;
    }
    return next();
  };
}

/** @returns the answer for whoever is not let in, or is sent on without the token in the address. */
function admit(context: Context, { token, cookie }: { token: string; cookie: string }): Response | undefined {
  const url = new URL(context.req.url);
  const given = url.searchParams.get("token");
  if (given !== null && isSame(given, token)) {
    // The address is seen, kept and copied; the cookie is not.
    setCookie(context, cookie, token, { httpOnly: true, sameSite: "Strict", path: "/" });
    url.searchParams.delete("token");
    // Two slashes at the beginning would be another host.
    return context.redirect(`${url.pathname.replace(/^\/+/, "/")}${url.search}`, 303);
  }
  const [, bearer] = /^Bearer (.+)$/.exec(context.req.header("authorization") ?? "") ?? [];
  const shown = bearer ?? getCookie(context, cookie);
  if (shown !== undefined && isSame(shown, token)) return undefined;
  return context.text(
    "The dashboard needs its token. Try: the address that it has printed, with ?token=",
    401,
  );
}

/** Takes as long whatever is wrong with it. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
