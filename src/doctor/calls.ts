/** The calls that a harvest makes, each with what it serves: the streams, and the look-ups beside them. */

import type { Endpoint } from "../endpoint.ts";
import { streams } from "../streams/registry.ts";
import { dashboardMeeting, pastInstances, pastMeeting } from "../streams/series.ts";
import type { Call } from "../zoom/call.ts";

export interface HarvestCall {
  /** The stream, or the flag or step that the call serves. */
  name: string;
  endpoint: Endpoint;
  source: string;
  /** What of the account it needs beside the scope. */
  needs: "any" | "paid" | "dashboard";
  /** What a harvest is without it. */
  without: string;
}

/** Shaped like a meeting's uuid, and nobody's: sixteen zero bytes. */
const noMeeting = "AAAAAAAAAAAAAAAAAAAAAA==";

const without: Readonly<Record<string, string>> = {
  meetings: "nothing can be listed",
  sessions: "meetings stay without their participants",
  users: "meetings stay without their hosts' ids, departments and groups",
  series: "only the kind of a series is known, not its plan",
};

const ofStreams: readonly HarvestCall[] = streams.map(({ name, zoom, source }) => ({
  name,
  endpoint: zoom,
  source,
  needs: zoom.path.startsWith("/metrics/") ? "dashboard" : "any",
  without: without[name] ?? `there are no ${name}`,
}));

export const harvestCalls: readonly HarvestCall[] = [
  ...ofStreams,
  {
    name: "series look-ups",
    endpoint: pastMeeting,
    source: "past meetings",
    needs: "paid",
    without: "the kind of series that no list shows stays unknown",
  },
  {
    name: "--series NUMBER",
    endpoint: pastInstances,
    source: "past meetings",
    // The meetings that it finds are then read from the dashboard.
    needs: "dashboard",
    without: "the past meetings of one series cannot be asked for by its number",
  },
  {
    name: "--meeting UUID",
    endpoint: dashboardMeeting,
    source: "dashboard",
    needs: "dashboard",
    without: "single meetings cannot be asked for, neither by uuid nor as those of a --series",
  },
];

/** A call of this endpoint that costs little and finds nothing: what it answers tells whether it is allowed. */
export function trialOf({ path, pageSize }: Endpoint): Pick<Call, "ids" | "query"> {
  const query = {
    ...(pageSize === undefined ? {} : { page_size: "1" }),
    ...(path.startsWith("/metrics/") ? { type: "past" } : {}),
  };
  if (path.includes("{userId}")) return { ids: { userId: noMeeting.replaceAll("=", "") }, query };
  if (path.endsWith("/instances")) return { ids: { meetingId: "100000000" }, query };
  return path.includes("{meetingId}") ? { ids: { meetingId: noMeeting }, query } : { query };
}

/** Allowed from Pro on; no stream reads it. */
export const hostReport: Endpoint = {
  operation: "list the hosts of a day",
  path: "/report/users",
  tier: "heavy",
  list: "users",
  pageSize: 300,
  query: { type: "active" },
  scopes: { classic: ["report:read:admin"], granular: ["report:read:list_users:admin"] },
};
