/** A dashboard of the participants of meetings or webinars, as a route. */
import type { Endpoint } from "../endpoint.ts";

export function participantEndpoint(
  of: "meeting" | "webinar",
  path: string,
  scope: string,
  handle: Endpoint["handle"],
): Endpoint {
  return {
    path: `/metrics/${of}s/{${of}Id}/participants${path}`,
    tier: "heavy",
    plan: "business",
    ...(of === "webinar" ? { addon: "webinar" } : {}),
    scopes: [`dashboard_${of}s:read:admin`, "dashboard:read:admin", `dashboard:read:${scope}:admin`],
    handle,
  };
}
