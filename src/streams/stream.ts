/** A stream is data: what it is called, how Zoom is asked for it, what its documents hold. */

import type { Collection, Json } from "../document.ts";
import type { Endpoint } from "../endpoint.ts";
import type { SourceFields } from "./field.ts";

/** Streams that are asked for together: `--streams quality`. */
export const streamGroups = [
  "core",
  "people",
  "details",
  "quality",
  "webinars",
  "recordings",
  "reports",
  "rooms",
] as const;
export type StreamGroup = (typeof streamGroups)[number];

/** One of Zoom's calls that give a stream's rows. */
export interface Source {
  /** What `harvest.source` says of documents from this call. */
  source: string;
  zoom: Endpoint;
  /** Rows that belong to the stream, by the values of their keys; the others are another stream's. @default all */
  only?: Readonly<Record<string, readonly Json[]>>;
  /** Asked once for each user, with his id as `userId`: the only list there is that covers everybody's. */
  eachUser?: true;
}

/**
 * How a document gets its `_id`: a `field` of it that names it for good; a `fingerprint` of fields where Zoom gives no
 * id (`questions.question` looks into a list; equal rows are numbered); `session`, the facts that all of Zoom's participant lists agree on.
 */
export type Key = { field: string } | { fingerprint: readonly string[] } | "session";

/** Whose documents a stream is asked for, one by one. */
export interface Parent {
  /** The stream: `meetings`. */
  stream: string;
  /** The parameter: of the path (`meetingId`), or of the query where the path has none of this name. */
  param: string;
  /** The parent's field that the parameter takes; for a child without a window its `_id` owns the set. */
  field: string;
  /** One call answers for all parents that agree in `field` (the meetings of a series): no set, its documents stay. */
  once?: true;
  /** Parents that certainly have nothing, by a field of theirs that says so; `series.kind` looks into a group. */
  unless?: Readonly<Record<string, readonly (string | boolean)[]>>;
  /** Parents that certainly have nothing, since all of these hold of them. */
  unlessAll?: Readonly<Record<string, string | boolean>>;
  /** Parameters that depend on the parent: by the value of a field of it as a text, `""` where it has none. */
  queryBy?: { field: string; values: Readonly<Record<string, Readonly<Record<string, string>>>> };
  /** Parents that a stream shows only in some accounts, by a field of theirs: asked for until it is clear. */
  doubtful?: Readonly<Record<string, readonly boolean[]>>;
  /** A parent's number that says how many rows to expect: the smaller come first. @default in the order of time */
  size?: string;
  /** What each document repeats of its parent, because a search engine does not join: its field, the parent's. */
  repeat?: Readonly<Record<string, string>>;
}

export interface Stream extends Collection, Source {
  group: StreamGroup;
  fields: SourceFields;
  key: Key;
  /** The key names a document within its account alone: the account comes before it. */
  perAccount?: true;
  /** Poorer calls for the same documents, the best first: used where the account is refused the richer ones. */
  otherwise?: readonly Source[];
  /** Asked once with each of these parameters. @default once */
  variants?: readonly Readonly<Record<string, string>>[];
  /** What each document repeats of the parameters it was asked for with: its field, the parameter. */
  repeatQuery?: Readonly<Record<string, string>>;
  /**
   * For a list of a stretch of time that is about whole days. `rows`: each row has its day as its time. `calls`: Zoom adds
   * up over all that is asked for, so that each day is asked alone; `day` says which, and comes before the key.
   */
  days?: "rows" | "calls";
  /** Harvested only when it is asked for by its name; groups and `all` leave it out. */
  onlyByName?: true;
  parent?: Parent;
  /** For a list of what is now: `daily` keeps a state of every day, with `taken_on` in the key. @default "none" */
  history?: "none" | "daily";
  /** How long after its time a row may still come or change, milliseconds. @default the run's settle time */
  settleAfterMs?: number;
  /** How far back a run without dates looks again, milliseconds. @default the run's look-back */
  lookBackMs?: number;
  /** How long what it lists goes on: only what has ended is listed. @default 0 */
  longestMs?: number;
  /** How many usual documents one weighs, where it is much larger than they are. @default 1 */
  weight?: number;
  /** The setting that gives it a share of its own of the day's calls. */
  share?: "quality_share";
}

/** A stream's calls, the richest first. */
export function sourcesOf({ source, zoom, only, eachUser, otherwise = [] }: Stream): Source[] {
  return [
    {
      source,
      zoom,
      ...(only === undefined ? {} : { only }),
      ...(eachUser === undefined ? {} : { eachUser }),
    },
    ...otherwise,
  ];
}
