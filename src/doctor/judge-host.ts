/** This computer: its Node, and its clock against Zoom's. Pure. */

import { sayDuration } from "../time.ts";
import { bad, type Check, good } from "./check.ts";

const oldestNode = [20, 19] as const;
/** Node versions below are past their end of life. */
const oldestMaintained = 22;

/** @param version as `process.versions.node` says it. */
export function judgeNode(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor, leastMinor] = oldestNode;
  if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
    const least = oldestNode.join(".");
    return bad("node", `Node ${version} is older than ${least}`, "Node 24; nodejs.org has it");
  }
  const old = major < oldestMaintained ? ", past its end of life; Node 24 is recommended" : "";
  return good("node", `Node ${version}${old}`);
}

/** A difference up to this one does no harm: Zoom's own times are whole seconds, and answers take a while. */
const mostOffMs = 60_000;

/** When an answer came by this computer's clock, and when it was given by Zoom's; milliseconds since the epoch. */
export interface Moment {
  here: number;
  zoom: number;
}

export function judgeClock({ here, zoom }: Moment): Check {
  const offMs = here - zoom;
  // Zoom's date has whole seconds: "1 h" is as exact as "59 min 59 s", and easier to recognise.
  const stepMs = Math.abs(offMs) > 10 * 60_000 ? 60_000 : 1_000;
  const far = sayDuration(Math.round(Math.abs(offMs) / stepMs) * stepMs);
  if (Math.abs(offMs) <= mostOffMs) return good("clock", "agrees with Zoom's to the minute");
  const way = offMs > 0 ? "ahead of" : "behind";
  return bad(
    "clock",
    `this computer's clock is ${far} ${way} Zoom's`,
    "setting it by NTP: what is yesterday, which meetings are young and when the quota resets depend on it",
  );
}
