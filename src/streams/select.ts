/** Which streams a run is about, from the names that the user gives, and in which order they are read. Pure. */

import { ConfigurationError } from "../errors.ts";
import { streams } from "./registry.ts";
import { type Stream, streamGroups } from "./stream.ts";

export interface Selection {
  /** The streams asked for. */
  wanted: readonly Stream[];
  /** Streams that are needed only to find what the others are about. */
  parents: readonly Stream[];
}

/**
 * The streams that names and groups stand for; `all` is every one. A parent comes before its children, otherwise the
 * core comes first, then the order of the catalogue.
 * @throws ConfigurationError for a name that is neither.
 */
export function selectStreams(names: readonly string[], all: readonly Stream[] = streams): Selection {
  const chosen = new Set(names.flatMap((name) => named(name, all)));
  const inOrder = parentsFirst(
    [...all].sort((a, b) => Number(isCore(b)) - Number(isCore(a))),
    all,
  );
  const needed = new Set(
    parentsFirst(
      inOrder.filter((stream) => chosen.has(stream)),
      all,
    ),
  );
  return {
    wanted: inOrder.filter((stream) => chosen.has(stream)),
    parents: inOrder.filter((stream) => needed.has(stream) && !chosen.has(stream)),
  };
}

/**
 * The streams with those named first, as far as parents still come before their children.
 * @throws ConfigurationError for a name that is neither a stream nor a group.
 */
export function prioritise(
  given: readonly Stream[],
  names: readonly string[],
  all: readonly Stream[] = streams,
): Stream[] {
  const first = names.flatMap((name) => named(name, all)).filter((stream) => given.includes(stream));
  return parentsFirst([...first, ...given], all).filter((stream) => given.includes(stream));
}

/** The streams in the order given, each once, with their parents before them. */
function parentsFirst(given: readonly Stream[], all: readonly Stream[]): Stream[] {
  const out = new Set<Stream>();
  const add = (stream: Stream) => {
    const parent = all.find(({ name }) => name === parentOf(stream));
    if (parent !== undefined && !out.has(parent)) add(parent);
    out.add(stream);
  };
  for (const stream of given) add(stream);
  return [...out];
}

/** The name of the stream whose documents this one is asked for. */
function parentOf({ parent, set }: Stream): string | undefined {
  return parent?.stream ?? set?.of;
}

function isCore({ group }: Stream): boolean {
  return group === "core";
}

function named(name: string, all: readonly Stream[]): Stream[] {
  const found = all.filter((stream) => name === "all" || stream.group === name || stream.name === name);
  if (found.length > 0) return found;
  const groups = [...streamGroups, "all"];
  const nearest = nearestTo(name, [...all.map((stream) => stream.name), ...groups]);
  throw new ConfigurationError({
    operation: "choose the streams",
    reason: `expected streams or groups of them, got "${name}"`,
    hint: `${nearest}; the groups are ${groups.join(", ")}`,
  });
}

/** The most alike of the others, by letters. */
export function nearestTo(name: string, others: readonly string[]): string {
  return others.reduce((best, other) => (distance(name, other) < distance(name, best) ? other : best));
}

/** How many letters to add, take away or change. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const here = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const changed = (above[column] ?? 0) + (letter === other ? 0 : 1);
      here.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (here[column] ?? 0) + 1));
    }
    above = here;
  }
  return above[b.length] ?? 0;
}
