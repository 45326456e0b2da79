/**
 * Which fault strikes an attempt. A draw depends on the seed, the request and how often that same request was made
 * before: the same run sees the same faults in any order of calls, and a retry draws anew.
 */
import { type AttemptFault, attemptFaults } from "./fault-spec.ts";
import { hash, hashText, share } from "./hash.ts";
import type { SimulatorOptions } from "./options.ts";

/** What decides on faults. */
export interface FaultPlan {
  /** The fault of the next attempt of the request that `identity` names, and a number for its details. */
  draw(identity: string): { readonly kind: AttemptFault; readonly detail: number } | undefined;
}

/** A plan by the options' probabilities. */
export function createFaultPlan({ seed, faults }: SimulatorOptions): FaultPlan {
  const attempts = new Map<number, number>();
  const any = attemptFaults.some((kind) => faults[kind] > 0);
  const draw: FaultPlan["draw"] = (identity) => {
    if (!any) return undefined;
    const request = hashText(seed, identity);
    const attempt = attempts.get(request) ?? 0;
    attempts.set(request, attempt + 1);
    let left = share(hash(seed, request, attempt, 70));
    for (const kind of attemptFaults) {
      left -= faults[kind];
      if (left < 0) return { kind, detail: hash(seed, request, attempt, 71) };
    }
    return undefined;
  };
  return { draw };
}

/** A 5xx as Zoom's front ends send it: JSON, a page, or nothing. */
export function serverError(draw: number): Response {
  if (draw % 3 === 0) {
    return Response.json({ code: 500, message: "Internal server error." }, { status: 500 });
  }
  if (draw % 3 === 1) {
    const body =
      "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
    return new Response(body, { status: 502, headers: { "Content-Type": "text/html" } });
  }
  return new Response(null, { status: 503 });
}

/** The page of a firewall before the API: not JSON, and gone at the next attempt. */
export function firewallPage(): Response {
  const body =
    "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1></body></html>";
  return new Response(body, { status: 403, headers: { "Content-Type": "text/html; charset=UTF-8" } });
}
