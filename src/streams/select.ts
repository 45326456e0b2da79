/** Which streams a run is about, from the names that the user gives, and in which order they are read. Pure. */

import { tiers } from "../endpoint.ts";
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
 * The streams that names and groups stand for; `all` is every one. `-quality` leaves out, wherever it stands; what is
 * harvested only by its name is in no group and not in `all`. They come in the order of {@link rankOf}.
 * @throws ConfigurationError for a name that is neither, and where nothing is left.
 */
export function selectStreams(names: readonly string[], all: readonly Stream[] = streams): Selection {
  const isBy = (name: string) => (stream: Stream) => stream.onlyByName !== true || stream.name === name;
  return choose(names, all, (name) => named(name, all).filter(isBy(name)));
}

/**
 * The streams of a catalogue to look at, in the same order: groups and `all` are whole here.
 * @throws ConfigurationError as {@link selectStreams} does.
 */
export function listStreams(names: readonly string[], all: readonly Stream[] = streams): readonly Stream[] {
  return choose(names, all, (name) => named(name, all)).wanted;
}

function choose(
  names: readonly string[],
  all: readonly Stream[],
  meantBy: (name: string) => readonly Stream[],
): Selection {
  const added = names.filter((name) => !name.startsWith("-"));
  const leftOut = new Set(
    names.filter((name) => name.startsWith("-")).flatMap((name) => named(name.slice(1), all, "-")),
  );
  const chosen = new Set(added.flatMap(meantBy).filter((stream) => !leftOut.has(stream)));
  if (names.length > 0 && chosen.size === 0) throw nothingLeft(names, added);
  const inOrder = parentsFirst(
    [...all].sort((a, b) => rankOf(a, all) - rankOf(b, all)),
    all,
  );
  const wanted = inOrder.filter((stream) => chosen.has(stream));
  const needed = new Set(parentsFirst(wanted, all));
  return { wanted, parents: inOrder.filter((stream) => needed.has(stream) && !chosen.has(stream)) };
}

/**
 * The core comes first, then the lists of the account, then what is asked for one parent after the other, the cheap
 * calls before the Heavy ones: these use up the day. Equal ones stay in the order of the catalogue; a cheap child does
 * not bring an expensive parent forward.
 */
function rankOf(stream: Stream, all: readonly Stream[]): number {
  if (stream.group === "core") return 0;
  const parent = parentOf(stream);
  if (parent === undefined) return 1;
  const found = all.find(({ name }) => name === parent);
  return Math.max(2 + tiers.indexOf(stream.zoom.tier), found === undefined ? 0 : rankOf(found, all));
}

function nothingLeft(names: readonly string[], added: readonly string[]): ConfigurationError {
  const first = names.find((name) => name.startsWith("-")) ?? "";
  return new ConfigurationError({
    operation: "choose the streams",
    reason:
      added.length === 0
        ? `"${names.join(",")}" says only what to leave out`
        : `"${names.join(",")}" leaves nothing`,
    hint:
      added.length === 0
        ? `all,${first} or core,${first}`
        : "fewer names with a minus, or streams by their own names",
  });
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

/** @param sign what stood before the name. */
function named(name: string, all: readonly Stream[], sign = ""): Stream[] {
  const found = all.filter((stream) => name === "all" || stream.group === name || stream.name === name);
  if (found.length > 0) return found;
  const groups = [...streamGroups, "all"];
  const nearest = nearestTo(name, [...all.map((stream) => stream.name), ...groups]);
  throw new ConfigurationError({
    operation: "choose the streams",
    reason: `expected streams or groups of them, got "${sign}${name}"`,
    hint: `${sign}${nearest}; the groups are ${groups.join(", ")}`,
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
