/**
 * fetch: every past meeting of a span, each once, by the best listing that the account is allowed. The dashboard's
 * `past` leaves out meetings that one person attended alone, `pastOne` lists just these; reports list the former for
 * the whole account and the latter host by host. All are merged by uuid.
 */

import type { Document, Json, JsonObject } from "../document.ts";
import { ParametersRefused } from "../errors.ts";
import { meetings } from "../streams/meeting.ts";
import { type Source, sourcesOf } from "../streams/stream.ts";
import type { Span } from "../time.ts";
import { EachUser } from "./each-user.ts";
import { userIds } from "./list-hosts.ts";
import { listSpan, type SeeTime } from "./list-span.ts";
import { isOf } from "./rows.ts";
import { type Asked, zonesFact } from "./window.ts";
import { nameUnread, noteBusiness, noteRefusal, type Work } from "./work.ts";

export type PastType = "past" | "pastOne";

/** A meeting as Zoom shows it, or as it is stored from an earlier listing. */
export interface Listed {
  uuid: string;
  /** The mapped fields. */
  fields: JsonObject;
  /** The listing that showed it; absent where that is no longer known. */
  type?: PastType;
  /** Which of Zoom's sources showed it. @default "dashboard" */
  source?: string;
  /** When that listing was asked for, milliseconds since the epoch; absent where no listing of ours covers it. */
  askedAt?: number | undefined;
  /** What is stored of it. */
  stored?: Document | undefined;
  /** Asked for by name: it is read also when it is settled. */
  again?: boolean;
  /** It is stored, and Zoom knows nothing of it any more. */
  isUnknown?: true;
}

/** Takes the meetings of one page; the listing waits for it. @returns how many of them are to be read. */
export type TakeMeetings = (listed: readonly Listed[]) => Promise<number>;

/** One listing on its way. */
interface Listing {
  source: Source;
  askedAt: number;
  seen: Set<string>;
  take: TakeMeetings;
  asked: Asked;
  see: SeeTime;
}

/**
 * Lists a span of at most a month. Each meeting of the span is taken once.
 * @param known stretches that Zoom refused before: what is asked wider than the span does not reach into them.
 * @returns when it was asked for, the stretches that Zoom refused to list, and whether nothing else was refused.
 * @throws StreamRefused, RunStopped.
 */
export async function listMeetings(
  work: Work,
  span: Span,
  take: TakeMeetings,
  known: readonly Span[] = [],
): Promise<{ askedAt: number; refused: Span[]; isWhole: boolean }> {
  const askedAt = work.effects.now();
  const seen = new Set<string>();
  const refused = await work.ladder.best(meetings.name, sourcesOf(meetings), (source) =>
    listSpan(work, { span, zonesFact: zonesFactOf(source), known }, (asked, see) =>
      readDays(work, { source, askedAt, seen, take, asked, see }),
    ),
  );
  const isWhole = !work.refusals.some(({ stream }) => stream === ofOnePerson);
  return { askedAt, refused, isWhole };
}

/** Dashboards and reports may read days in different zones. */
export function zonesFactOf({ source }: Source): string {
  return source === meetings.source ? zonesFact : `${zonesFact} ${source}`;
}

async function readDays(work: Work, listing: Listing): Promise<void> {
  const { source } = listing;
  if (source.eachUser === true) return readHosts(work, listing, ["past", "pastOne"]);
  if (source.source === meetings.source) {
    // In this order: what both lists show is no meeting that only the second does.
    for (const type of ["past", "pastOne"] as const) await readList(work, listing, type, { type });
    return;
  }
  await readList(work, listing, "past", {});
  const hosts = sourcesOf(meetings).find(({ eachUser }) => eachUser);
  if (hosts === undefined || work.refusals.some(({ stream }) => stream === ofOnePerson)) return;
  try {
    await readHosts(work, { ...listing, source: hosts }, ["pastOne"]);
  } catch (error) {
    if (error instanceof ParametersRefused || !noteRefusal(work, ofOnePerson, error)) throw error;
  }
}

/** What is refused when reports list no meetings host by host. */
const ofOnePerson = "meetings of one person";

/** The lists of each user. @throws SubjectFailed when some could not be read. */
async function readHosts(work: Work, listing: Listing, types: readonly PastType[]): Promise<void> {
  const each = new EachUser(work, meetings.name, async (userId) => {
    for (const type of types) await readList(work, listing, type, { type }, userId);
  });
  await each.take(await userIds(work));
  each.end();
}

async function readList(
  work: Work,
  { source, asked, askedAt, seen, see, take }: Listing,
  type: PastType,
  query: Record<string, string>,
  userId?: string,
): Promise<void> {
  const { zoom, map, tally } = work;
  const name = `${type} ${asked.from} ${asked.to} ${userId ?? ""}`;
  let rows = 0;
  let start = 0;
  let wanted = 0;
  const call = { endpoint: source.zoom, query: { ...query, ...asked } };
  for await (const page of zoom.pages(userId === undefined ? call : { ...call, ids: { userId } })) {
    await noteBusiness(work, source);
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
      if (!isOf(source, row)) continue;
      const fields = map.meetings.fields(row);
      const { uuid, start_time } = fields;
      nameUnread(work, meetings.name, map.meetings, fields);
      if (typeof uuid !== "string") {
        await buryUnkeyed(work, [map.meetings.redact(row)]);
        continue;
      }
      if (typeof start_time === "string" && !see(Date.parse(start_time))) continue;
      if (seen.has(uuid)) continue;
      seen.add(uuid);
      listed.push({ uuid, fields, type, source: source.source, askedAt });
    }
    wanted += await take(listed);
    tally.listing(name, page.totalRecords, rows, wanted, page.last);
  }
}

/** Keeps what cannot be harvested for want of a key. @param records already rid of what must be left out. */
async function buryUnkeyed(work: Work, records: readonly Json[]): Promise<void> {
  for (const record of records) {
    work.tally.name("listed meetings without a uuid");
    await work.writer.bury([{ to: meetings.name, reason: "a listed meeting without a uuid", record }]);
  }
}
