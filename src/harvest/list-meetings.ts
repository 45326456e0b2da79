/**
 * fetch: every past meeting of a span, each once. Zoom's `past` leaves out meetings that one person attended
 * alone, `pastOne` lists just these; both are read side by side and merged by uuid.
 */

import type { Document, Json, JsonObject } from "../document.ts";
import { ParametersRefused } from "../errors.ts";
import { meetings } from "../streams/meeting.ts";
import { dayAt, type Span } from "../time.ts";
import { within } from "./coverage.ts";
import { type Asked, allZones, daysToAsk, halves, spanOfAsked, zonesFact, zonesLeft } from "./window.ts";
import { noteBusiness, type Work } from "./work.ts";

export type PastType = "past" | "pastOne";

/** A meeting as Zoom shows it, or as it is stored from an earlier listing. */
export interface Listed {
  uuid: string;
  /** The mapped fields. */
  fields: JsonObject;
  /** The listing that showed it; absent where that is no longer known. */
  type?: PastType;
  /** When that listing was asked for, milliseconds since the epoch; absent where no listing of ours covers it. */
  askedAt?: number | undefined;
  /** What is stored of it. */
  stored?: Document | undefined;
  /** Asked for by name: it is read also when it is settled. */
  again?: boolean;
}

/** Takes the meetings of one page; the listing waits for it. @returns how many of them are to be read. */
export type TakeMeetings = (listed: readonly Listed[]) => Promise<number>;

/** One listing on its way. */
interface Listing {
  span: Span;
  askedAt: number;
  seen: Set<string>;
  /** The earliest and the latest start of all rows, also of those outside the span. */
  range: { earliest: number; latest: number };
  /** Days that Zoom refused: past its retention, or not begun. */
  refused: Asked[];
  take: TakeMeetings;
}

/**
 * Lists a span of at most a month. Each meeting of the span is taken once.
 * @param known stretches that Zoom refused before: what is asked wider than the span does not reach into them.
 * @returns when it was asked for, and the stretches that Zoom refused to list.
 * @throws StreamRefused, RunStopped.
 */
export async function listMeetings(
  work: Work,
  span: Span,
  take: TakeMeetings,
  known: readonly Span[] = [],
): Promise<{ askedAt: number; refused: Span[] }> {
  const listing: Listing = {
    span,
    askedAt: work.effects.now(),
    seen: new Set(),
    range: { earliest: Number.POSITIVE_INFINITY, latest: Number.NEGATIVE_INFINITY },
    refused: [],
    take,
  };
  const learnt = await work.destination.recall(zonesFact);
  const zones = Array.isArray(learnt) && learnt.length > 0 ? (learnt as string[]) : allZones();
  const left = await askDays(work, listing, notBefore(daysToAsk(span, zones), known), zones);
  if (left.length > 0) {
    if (left.length < zones.length) await work.destination.remember(zonesFact, left);
  } else {
    // The rows fit none of the zones thought possible: ask as if nothing were known, known rows are skipped.
    const everywhere = allZones();
    await work.destination.remember(zonesFact, []);
    work.tally.name("listings whose rows lie outside the days asked; asked again a day wider");
    listing.range = { earliest: Number.POSITIVE_INFINITY, latest: Number.NEGATIVE_INFINITY };
    const again = await askDays(work, listing, notBefore(daysToAsk(span, everywhere), known), everywhere);
    if (again.length > 0 && again.length < everywhere.length)
      await work.destination.remember(zonesFact, again);
  }
  const refused = within(listing.refused.map(spanOfAsked), span);
  return { askedAt: listing.askedAt, refused };
}

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
  listing: Listing,
  asked: Asked,
  zones: readonly string[],
): Promise<string[]> {
  const { range } = listing;
  try {
    await Promise.all((["past", "pastOne"] as const).map((type) => listType(work, type, listing, asked)));
  } catch (error) {
    if (!(error instanceof ParametersRefused)) throw error;
    await askInHalves(work, listing, asked, zones);
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
  listing: Listing,
  asked: Asked,
  zones: readonly string[],
): Promise<void> {
  const parts = halves(asked);
  if (parts === undefined) {
    listing.refused.push(asked);
    return;
  }
  const [older, newer] = parts;
  await askDays(work, listing, newer, zones);
  const isPast = newer.from <= dayAt(work.effects.now(), "UTC");
  const wasRefused = listing.refused.some(({ from, to }) => from <= newer.from && to >= newer.from);
  if (isPast && wasRefused) listing.refused.push(older);
  else await askDays(work, listing, older, zones);
}

async function listType(work: Work, type: PastType, listing: Listing, asked: Asked): Promise<void> {
  const { zoom, map, tally } = work;
  const { span, seen, range, take, askedAt } = listing;
  const name = `${type} ${asked.from} ${asked.to}`;
  let rows = 0;
  let start = 0;
  let wanted = 0;
  for await (const page of zoom.pages({ endpoint: meetings.zoom, query: { type, ...asked } })) {
    await noteBusiness(work);
    if (page.start !== start) rows = 0;
    start = page.start;
    rows += page.rows.length;
    tally.listing(name, page.totalRecords, rows, wanted, page.last);
    await buryUnkeyed(
      work,
      page.odd.map((record) => (work.options.without.size === 0 ? record : null)),
    );
    const listed: Listed[] = [];
    for (const row of page.rows) {
      const fields = map.meetings.fields(row);
      const { uuid, start_time } = fields;
      if (typeof uuid !== "string") {
        await buryUnkeyed(work, [map.meetings.redact(row)]);
        continue;
      }
      const began = typeof start_time === "string" ? Date.parse(start_time) : undefined;
      if (began !== undefined) {
        range.earliest = Math.min(range.earliest, began);
        range.latest = Math.max(range.latest, began);
        if (began < span.start || began >= span.end) continue;
      }
      if (seen.has(uuid)) continue;
      seen.add(uuid);
      listed.push({ uuid, fields, type, askedAt });
    }
    wanted += await take(listed);
    tally.listing(name, page.totalRecords, rows, wanted, page.last);
  }
}

/** Keeps what cannot be harvested for want of a key. @param records already rid of what must be left out. */
async function buryUnkeyed(work: Work, records: readonly Json[]): Promise<void> {
  for (const record of records) {
    work.tally.name("listed meetings without a uuid");
    await work.writer.bury([{ to: "meetings", reason: "a listed meeting without a uuid", record }]);
  }
}
