/** What a comparison of the store with Zoom is asked for and comes to. */

import type { Day, Span } from "../../time.ts";
import type { Listed } from "../list-meetings.ts";
import type { Difference } from "./compare.ts";

export interface VerifyOptions {
  span: Span;
  timeZone: string;
  /** Session lists that are read again: none, so many meetings as a sample, those of these meetings, or all. */
  deep: number | ReadonlySet<string> | "all" | undefined;
}

export interface DayProof {
  date: Day;
  ok: boolean;
  zoom: { meetings: number; sessions: number };
  stored: { meetings: number; sessions: number };
}

/** A stream beside the core. */
export interface StreamProof {
  name: string;
  ok: boolean;
  /** Documents that Zoom shows; null where only reading them all would tell. */
  zoom: number | null;
  stored: number;
  /** Documents whose sets were read again and differ, by `_id`. */
  differing?: string[];
}

export interface Proof {
  ok: boolean;
  days: DayProof[];
  streams: StreamProof[];
  differences: Difference[];
  /** What Zoom refused to be asked, by stream, with the reason: nothing is proven of it. */
  unproven: Record<string, string>;
  /** What should be known, each a sentence. */
  notes: string[];
  /** The meetings that differ, as Zoom shows them now: what a repair reads. */
  differing: Listed[];
  /** The meetings whose people are to be counted again, which needs no call. */
  uncounted: string[];
}

/** A proof on its way. */
export interface Growing extends Proof {
  /** Meetings that agree so far, with what reading their sessions again needs. */
  agreeing: { listed: Listed; date: Day }[];
}

export interface DaySums extends DayProof {
  participants: number;
  minutes: number;
}

/** Before anything was compared. */
export function emptyProof(): Growing {
  return {
    ok: true,
    days: [],
    streams: [],
    differences: [],
    unproven: {},
    notes: [],
    differing: [],
    uncounted: [],
    agreeing: [],
  };
}
