/** What the streams beside the core will cost, from the store alone: Zoom is not asked. An estimate: it is never an input. */

import type { Tier } from "../../endpoint.ts";
import { callsPerDay } from "../../streams/cost.ts";
import { meetings } from "../../streams/meeting.ts";
import type { Stream } from "../../streams/stream.ts";
import { users } from "../../streams/user.ts";
import type { Span } from "../../time.ts";
import { mayAskAgain } from "../coverage.ts";
import type { PlanStore } from "../plan.ts";
import { askedFor } from "./list-pages.ts";
import { hasTime } from "./parents.ts";
import { dueWindows, type WindowRules } from "./read-windows.ts";

export interface StreamsExpected {
  span: Span;
  /** Meetings that are to be read. */
  meetings: number;
  users: number;
}

/** How many sessions a meeting has that is not known yet; measured on simulated accounts. */
const sessionsOfMeeting = 15;

/** Adds the calls of each stream by tier. @returns what is not foreseen, as sentences. */
export async function addStreams(
  store: PlanStore,
  wanted: readonly Stream[],
  expected: StreamsExpected,
  rules: WindowRules,
  calls: Record<Tier, number>,
): Promise<string[]> {
  const parents = new Set<string>();
  const people = expected.users > 0 ? expected.users : (await store.find(users.name, {})).length;
  for (const stream of wanted) {
    if (stream.group === "core") continue;
    calls[stream.zoom.tier] += await callsOf(store, stream, { ...expected, users: people }, rules);
    const parent = stream.parent?.stream;
    if (parent !== undefined && parent !== users.name && parent !== meetings.name) parents.add(parent);
  }
  const of = [...parents].filter((name) => wanted.some((stream) => stream.name === name)).join(", ");
  return of === "" ? [] : [`what belongs to single ${of} is counted only for those that are stored`];
}

/** How many lists of a window there are, at most: parents that agree in what is asked for are one. */
async function countParents(store: PlanStore, { parent }: Stream): Promise<number> {
  if (parent === undefined) return 1;
  const asked = new Set<string>();
  const ids = await store.find(parent.stream, {});
  for (let at = 0; at < ids.length; at += together)
    for (const one of await store.read(parent.stream, ids.slice(at, at + together), [parent.field]))
      asked.add(askedFor(parent, one));
  return asked.size;
}

/** Documents read at once. */
const together = 300;

async function callsOf(
  store: PlanStore,
  stream: Stream,
  { span, meetings: toRead, users: people }: StreamsExpected,
  rules: WindowRules,
): Promise<number> {
  const { parent, zoom, name } = stream;
  if (zoom.window !== undefined) {
    const { due } = await dueWindows({ destination: store, ...rules }, stream, span);
    const each =
      parent?.stream === users.name || stream.eachUser === true ? people : await countParents(store, stream);
    return due.length * each * (stream.variants?.length ?? 1);
  }
  if (parent === undefined) {
    const [latest] = await store.listings(name);
    const now = rules.effects.now();
    return rules.options.again || latest === undefined || mayAskAgain(latest.at, { now, ...rules.options })
      ? 1
      : 0;
  }
  const not = { ...parent.unless, ...(rules.options.again ? {} : { streams_read: [name] }) };
  const known = (await store.find(parent.stream, hasTime(parent.stream) ? { span, not } : {})).length;
  const all = known + (parent.stream === meetings.name ? toRead : 0);
  return callsPerDay(stream, {
    meetings: all,
    sessions: all * sessionsOfMeeting,
    users: people,
    webinars: all,
  });
}
