/** What a harvest needs of Zoom: the streams and the look-ups beside them, each with the calls that give it. */

import type { Endpoint } from "../endpoint.ts";
import { streams } from "../streams/registry.ts";
import { dashboardMeeting, pastInstances, pastMeeting } from "../streams/series.ts";
import { type Source, sourcesOf } from "../streams/stream.ts";
import type { Call } from "../zoom/call.ts";

export interface HarvestNeed {
  /** The stream, or the flag or step that the calls serve. */
  name: string;
  /** The richest first. */
  sources: readonly Source[];
  /** Whether a harvest without further flags is not complete without it. */
  isCore: boolean;
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

const ofStreams: readonly HarvestNeed[] = streams.map((stream) => ({
  name: stream.name,
  sources: sourcesOf(stream),
  isCore: stream.group === "core",
  without: without[stream.name] ?? `there are no ${stream.name}`,
}));

export const harvestNeeds: readonly HarvestNeed[] = [
  ...ofStreams,
  {
    name: "series look-ups",
    sources: [{ source: "past", zoom: pastMeeting }],
    isCore: true,
    without: "the kind of series that no list shows stays unknown",
  },
  {
    name: "--series NUMBER",
    // The meetings that it finds are then looked up, which needs Pro.
    sources: [{ source: "past", zoom: { ...pastInstances, plan: "pro" } }],
    isCore: false,
    without: "the past meetings of one series cannot be asked for by its number",
  },
  {
    name: "--meeting UUID",
    sources: [
      { source: "dashboard", zoom: dashboardMeeting },
      { source: "past", zoom: pastMeeting },
    ],
    isCore: false,
    without: "single meetings cannot be asked for, neither by uuid nor as those of a --series",
  },
];

/** The need of this name. @throws TypeError when there is none. */
export function needOf(name: string): HarvestNeed {
  const need = harvestNeeds.find((one) => one.name === name);
  if (need === undefined) throw new TypeError(`Expected a need of a harvest, got ${name}`);
  return need;
}

/**
 * A call of this endpoint that costs little and finds nothing: what it answers tells whether it is allowed.
 * @param day for lists of a stretch of time, YYYY-MM-DD.
 */
export function trialOf({ path, pageSize, window }: Endpoint, day: string): Pick<Call, "ids" | "query"> {
  const query = {
    ...(pageSize === undefined ? {} : { page_size: "1" }),
    ...(path.startsWith("/metrics/") ? { type: "past" } : {}),
    ...(window === undefined ? {} : { from: day, to: day }),
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
  plan: "pro",
  list: "users",
  pageSize: 300,
  window: { days: 30, months: 6 },
  query: { type: "active" },
  scopes: { classic: ["report:read:admin"], granular: ["report:read:list_users:admin"] },
};
