/**
 * fetch: every past meeting of a span, each once. Zoom's `past` leaves out meetings that one person attended
 * alone, `pastOne` lists just these; both are read side by side and merged by uuid.
 */

import type { Json, JsonObject } from "../document.ts";
import { ParametersRefused } from "../errors.ts";
import { meetings } from "../streams/meeting.ts";
import type { Span } from "../time.ts";
import { type Asked, allZones, daysToAsk, halves, zonesFact, zonesLeft } from "./window.ts";
import type { Work } from "./work.ts";

export type PastType = "past" | "pastOne";

/** A meeting as the listing shows it. */
export interface Listed {
  uuid: string;
  /** The mapped fields. */
  fields: JsonObject;
  /** The listing that showed it. */
  type: PastType;
}

/** Takes the meetings of one page; the listing waits for it. @returns how many of them are wanted. */
export type TakeMeetings = (listed: readonly Listed[]) => Promise<number>;

/** Lists a span of at most a month. Each meeting of the span is taken once. @throws StreamRefused, RunStopped. */
export async function listMeetings(work: Work, span: Span, take: TakeMeetings): Promise<void> {
  const seen = new Set<string>();
  const known = await work.destination.recall(zonesFact);
  const zones = Array.isArray(known) && known.length > 0 ? (known as string[]) : allZones();
  const left = await askDays(work, span, daysToAsk(span, zones), zones, seen, take);
  if (left.length > 0) {
    if (left.length < zones.length) await work.destination.remember(zonesFact, left);
    return;
  }
  // The rows fit none of the zones thought possible: ask as if nothing were known, known rows are skipped.
  const everywhere = allZones();
  await work.destination.remember(zonesFact, []);
  work.tally.name("listings whose rows lie outside the days asked; asked again a day wider");
  const again = await askDays(work, span, daysToAsk(span, everywhere), everywhere, seen, take);
  if (again.length > 0 && again.length < everywhere.length) await work.destination.remember(zonesFact, again);
}

/** @returns the zones that the rows leave possible. */
async function askDays(
  work: Work,
  span: Span,
  asked: Asked,
  zones: readonly string[],
  seen: Set<string>,
  take: TakeMeetings,
): Promise<string[]> {
  const range = { earliest: Number.POSITIVE_INFINITY, latest: Number.NEGATIVE_INFINITY };
  try {
    await Promise.all(
      (["past", "pastOne"] as const).map((type) => listType(work, type, span, asked, seen, range, take)),
    );
  } catch (error) {
    if (!(error instanceof ParametersRefused)) throw error;
    const parts = halves(asked);
    if (parts === undefined) {
      work.tally.name("days that Zoom does not list: past its retention, or not begun", asked.from);
      return [...zones];
    }
    for (const part of parts) await askDays(work, span, part, zones, seen, take);
    return [...zones];
  }
  return range.earliest > range.latest ? [...zones] : zonesLeft(zones, asked, range.earliest, range.latest);
}

async function listType(
  work: Work,
  type: PastType,
  span: Span,
  asked: Asked,
  seen: Set<string>,
  range: { earliest: number; latest: number },
  take: TakeMeetings,
): Promise<void> {
  const { zoom, map, tally, options } = work;
  const name = `${type} ${asked.from} ${asked.to}`;
  let rows = 0;
  let start = 0;
  let wanted = 0;
  for await (const page of zoom.pages({ endpoint: meetings.zoom, query: { type, ...asked } })) {
    // Only accounts with dashboards get here, and those have Business limits or better.
    if (options.findPlan && zoom.limiter.plan !== "business") zoom.limiter.setPlan("business");
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
      listed.push({ uuid, fields, type });
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
