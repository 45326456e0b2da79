/**
 * fetch: a list of a stretch of time, in days that certainly cover it. Zoom does not say in which zone it reads days: each
 * listing's rows rule zones out, and what fits none is asked again a day wider. What Zoom refuses is asked in halves.
 */

import { ParametersRefused } from "../errors.ts";
import { dayAt, type Span } from "../time.ts";
import { within } from "./coverage.ts";
import { type Asked, allZones, daysToAsk, halves, spanOfAsked, zonesLeft } from "./window.ts";
import type { Work } from "./work.ts";

/** Tells the listing of a row's time; @returns whether it lies in the stretch that is wanted. */
export type SeeTime = (time: number) => boolean;

/** Reads a list for these days to its end, and tells of each row's time. @throws ParametersRefused for days not listed. */
export type ReadDays = (asked: Asked, see: SeeTime) => Promise<void>;

export interface SpanListing {
  span: Span;
  /** The fact that holds the zones still possible; absent where Zoom says that days are UTC's. */
  zonesFact?: string;
  /** Stretches that Zoom refused before: what is asked wider than the span does not reach into them. */
  known?: readonly Span[];
  /** True where a part of it is asked for by the same call as the whole. @default false */
  isWhole?: boolean;
}

interface Asking {
  isWhole: boolean;
  read: ReadDays;
  see: SeeTime;
  range: { earliest: number; latest: number };
  refused: Asked[];
}

/** @returns the stretches that Zoom refused to list. */
export async function listSpan(
  work: Work,
  { span, zonesFact, known = [], isWhole = false }: SpanListing,
  read: ReadDays,
): Promise<Span[]> {
  const range = nothingYet();
  const asking: Asking = {
    isWhole,
    read,
    range,
    refused: [],
    see: (time) => {
      range.earliest = Math.min(range.earliest, time);
      range.latest = Math.max(range.latest, time);
      return time >= span.start && time < span.end;
    },
  };
  const zones = await zonesOf(work, zonesFact);
  const left = await askDays(work, asking, notBefore(daysToAsk(span, zones), known), zones);
  if (zonesFact !== undefined) {
    if (left.length > 0) {
      if (left.length < zones.length) await work.destination.remember(zonesFact, left);
    } else await askEverywhere(work, asking, span, zonesFact, known);
  }
  return within(asking.refused.map(spanOfAsked), span);
}

async function zonesOf({ destination }: Work, zonesFact: string | undefined): Promise<string[]> {
  if (zonesFact === undefined) return ["UTC"];
  const learnt = await destination.recall(zonesFact);
  return Array.isArray(learnt) && learnt.length > 0 ? (learnt as string[]) : allZones();
}

/** The rows fit none of the zones thought possible: ask as if nothing were known, known rows are skipped. */
async function askEverywhere(
  work: Work,
  asking: Asking,
  span: Span,
  zonesFact: string,
  known: readonly Span[],
): Promise<void> {
  const everywhere = allZones();
  await work.destination.remember(zonesFact, []);
  work.tally.name("listings whose rows lie outside the days asked; asked again a day wider");
  Object.assign(asking.range, nothingYet());
  const left = await askDays(work, asking, notBefore(daysToAsk(span, everywhere), known), everywhere);
  if (left.length > 0 && left.length < everywhere.length) await work.destination.remember(zonesFact, left);
}

const nothingYet = () => ({ earliest: Number.POSITIVE_INFINITY, latest: Number.NEGATIVE_INFINITY });

/** The days asked for without the first ones, where Zoom has refused these. */
function notBefore(asked: Asked, refused: readonly Span[]): Asked {
  const { start } = spanOfAsked(asked);
  const ends = refused.filter((one) => one.start <= start && one.end > start).map(({ end }) => end);
  const from = ends.length === 0 ? asked.from : dayAt(Math.max(...ends), "UTC");
  return from > asked.to ? asked : { from, to: asked.to };
}

/** @returns the zones that the rows leave possible. */
async function askDays(
  work: Work,
  asking: Asking,
  asked: Asked,
  zones: readonly string[],
): Promise<string[]> {
  const { range, read, see } = asking;
  try {
    await read(asked, see);
  } catch (error) {
    if (!(error instanceof ParametersRefused)) throw error;
    await askInHalves(work, asking, asked, zones);
    return [...zones];
  }
  return range.earliest > range.latest ? [...zones] : zonesLeft(zones, asked, range.earliest, range.latest);
}

/**
 * What Zoom refuses as a whole is asked for in halves, the newer one first: retention ends somewhere, and where one
 * day is past it the older ones are too.
 */
async function askInHalves(
  work: Work,
  asking: Asking,
  asked: Asked,
  zones: readonly string[],
): Promise<void> {
  const parts = asking.isWhole ? undefined : halves(asked);
  if (parts === undefined) {
    asking.refused.push(asked);
    return;
  }
  const [older, newer] = parts;
  await askDays(work, asking, newer, zones);
  const isPast = newer.from <= dayAt(work.effects.now(), "UTC");
  const wasRefused = asking.refused.some(({ from, to }) => from <= newer.from && to >= newer.from);
  if (isPast && wasRefused) asking.refused.push(older);
  else await askDays(work, asking, older, zones);
}
