/** What a harvest needs of Zoom: the streams and the look-ups beside them, each with the calls that give it. */

import { type Endpoint, isDashboard } from "../endpoint.ts";
import { streams } from "../streams/registry.ts";
import { selectStreams } from "../streams/select.ts";
import { dashboardMeeting, pastInstances, pastMeeting } from "../streams/series.ts";
import { type Source, type Stream, type StreamGroup, sourcesOf } from "../streams/stream.ts";
import type { Call } from "../zoom/call.ts";

export interface HarvestNeed {
  /** The stream, or the flag or step that the calls serve. */
  name: string;
  /** The stream's; absent for what is no stream. */
  group?: StreamGroup;
  /** The stream that lists what it is asked for. */
  parent?: string;
  /** The richest first. */
  sources: readonly Source[];
  /** Whether a harvest without further flags is not complete without it. */
  isCore: boolean;
  /** What a harvest is without it; "" where the name says it. */
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

function needOfStream(stream: Stream): HarvestNeed {
  const parent = stream.parent?.stream;
  return {
    name: stream.name,
    group: stream.group,
    ...(parent === undefined ? {} : { parent }),
    sources: sourcesOf(stream),
    isCore: stream.group === "core",
    without: without[stream.name] ?? "",
  };
}

const lookUps: HarvestNeed = {
  name: "series look-ups",
  sources: [{ source: "past", zoom: pastMeeting }],
  isCore: true,
  without: "the kind of series that no list shows stays unknown",
};

export const harvestNeeds: readonly HarvestNeed[] = [
  ...streams.map(needOfStream),
  lookUps,
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

/** What a harvest without further flags needs. */
export const coreNeeds: readonly HarvestNeed[] = harvestNeeds.filter(({ isCore }) => isCore);

/**
 * What a harvest of these streams needs, with what lists the meetings, webinars and users that they are asked for.
 * @throws ConfigurationError for a stream that is none.
 */
export function needsOf(names: readonly string[]): HarvestNeed[] {
  const { wanted, parents } = selectStreams(names);
  const chosen = [...parents, ...wanted].map(({ name }) => name);
  return harvestNeeds.filter(
    ({ name }) => chosen.includes(name) || (name === lookUps.name && chosen.includes("series")),
  );
}

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
    ...(isDashboard({ path }) ? { type: "past" } : {}),
    ...(window === undefined ? {} : { from: day, to: day }),
  };
  if (path.includes("{userId}")) return { ids: { userId: noMeeting.replaceAll("=", "") }, query };
  if (path.endsWith("/instances")) return { ids: { meetingId: "100000000" }, query };
  return path.includes("{meetingId}") ? { ids: { meetingId: noMeeting }, query } : { query };
}
