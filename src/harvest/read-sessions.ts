/** fetch: the participant sessions of one meeting, all pages, by the best source allowed, and whether they are all. */

import type { Document } from "../document.ts";
import { isRationed } from "../endpoint.ts";
import { isAbort, QuotaUsedUp, StreamRefused, SubjectUnavailable } from "../errors.ts";
import { sessions } from "../streams/session.ts";
import { type Source, sourcesOf } from "../streams/stream.ts";
import type { Listed, PastType } from "./list-meetings.ts";
import { isOldEnough } from "./recheck.ts";
import { aloneIn, nameUnread, noteBusiness, noteQuota, type Work } from "./work.ts";

export interface SessionsRead {
  /** The documents begun: the mapped fields of each row, in Zoom's order, their `_id` still empty. */
  rows: Document[];
  /** Read to the end, with as many rows as Zoom's own `total_records`. */
  complete: boolean;
  /** Which of Zoom's sources was read. */
  source: string;
  /** The richer source that is to be read when there are calls again. */
  wanted?: string;
  /** Zoom's own `total_records`, where it says it. */
  total?: number | undefined;
  /** Why it is not complete; absent when only the count differs. */
  error?: unknown;
}

/** The sources that sessions may come from. */
export function sessionSourcesOf({ options }: Work): Source[] {
  const all = sourcesOf(sessions);
  return options.source === "auto" ? all : all.filter(({ source }) => source === options.source);
}

/** Never throws for what Zoom does: rows received before a failure come back with it. */
export async function readSessions(work: Work, listed: Listed): Promise<SessionsRead> {
  const sources = sessionSourcesOf(work);
  const best = sources[0]?.source ?? sessions.source;
  if (work.quota !== undefined) return readLean(work, listed, sources, work.quota);
  let read: SessionsRead = { rows: [], complete: false, source: best };
  try {
    await work.ladder.best(sessions.name, sources, async (source) => {
      read = await readFrom(work, listed, source);
      if (read.error instanceof StreamRefused || isSilent(read.error)) throw read.error;
    });
    return read;
  } catch (error) {
    if (!(error instanceof QuotaUsedUp)) return { ...read, error };
    noteQuota(work, error);
    const lean = await readLean(work, listed, sources, error);
    return lean.complete ? lean : { ...read, error };
  }
}

/** Errors that tell nothing of whether the call is allowed. */
function isSilent(error: unknown): boolean {
  return error instanceof QuotaUsedUp || isAbort(error);
}

/** The day's Heavy calls are used up: the source that needs none of them, where the user wants it. */
async function readLean(
  work: Work,
  listed: Listed,
  sources: readonly Source[],
  quota: QuotaUsedUp,
): Promise<SessionsRead> {
  const unread: SessionsRead = { rows: [], complete: false, source: sessions.source, error: quota };
  const lean = sources.filter(({ zoom }) => !isRationed(zoom.tier));
  if (work.options.whenQuotaEnds !== "lean" || lean.length === 0) return unread;
  const [richest] = await work.ladder.open(sources);
  // What was read lean before is read again only from the richer source.
  if (richest === undefined || listed.stored?.sessions_wanted !== undefined) return unread;
  let read = unread;
  try {
    await work.ladder.best(`${sessions.name}, lean`, lean, async (source) => {
      read = await readFrom(work, listed, source);
      if (read.error instanceof StreamRefused || isSilent(read.error)) throw read.error;
    });
  } catch (error) {
    return { ...unread, error: error instanceof StreamRefused ? quota : error };
  }
  // What the poorer source does not have the richer one may.
  if (!read.complete) return unread;
  return read.source === richest.source ? read : { ...read, wanted: richest.source };
}

async function readFrom(work: Work, listed: Listed, source: Source): Promise<SessionsRead> {
  const read = source.source === sessions.source ? readDashboard : readReport;
  return read(work, listed, source);
}

async function readDashboard(work: Work, listed: Listed, source: Source): Promise<SessionsRead> {
  const { uuid, fields } = listed;
  const type = listed.type ?? "past";
  const first = await readList(work, uuid, source, type);
  // Zoom keeps meetings of one person under another type; which type an account's meeting has is not certain.
  const otherType = type === "past" ? "pastOne" : "past";
  const alone =
    listed.type === undefined || type === "pastOne" || Number(fields.participant_sessions ?? 1) <= 1;
  if (isGone(first.error) && alone) {
    const second = await readList(work, uuid, source, otherType);
    return isGone(second.error) ? first : second;
  }
  return again(first, () => readList(work, uuid, source, type));
}

async function readReport(work: Work, listed: Listed, source: Source): Promise<SessionsRead> {
  const { uuid, type } = listed;
  const alone = aloneIn(work, `${sessions.name} ${source.source}`);
  // What is young may only not be there yet: it tells nothing of what the account shows.
  const tells =
    type === "pastOne" && isOldEnough(listed.fields.end_time, listed.askedAt, work.options.settleAfterMs);
  if (type === "pastOne" && (await alone.areHidden())) {
    const reason = "Zoom's reports show no participants of meetings that one person attended";
    const error = new SubjectUnavailable(
      { operation: source.zoom.operation, subject: uuid, reason },
      tells ? "hidden" : "gone",
    );
    return { rows: [], complete: false, source: source.source, error };
  }
  const read = await readList(work, uuid, source);
  if (type === "pastOne" && read.rows.length > 0) await alone.note("shown");
  if (tells && isGone(read.error)) {
    await alone.note("hidden");
    const { explanation } = read.error as SubjectUnavailable;
    return { ...read, error: new SubjectUnavailable(explanation, "hidden") };
  }
  return again(read, () => readList(work, uuid, source));
}

/** Rows can shift between the pages of a list that Zoom is still working on. */
function again(read: SessionsRead, once: () => Promise<SessionsRead>): Promise<SessionsRead> | SessionsRead {
  return !read.complete && read.error === undefined ? once() : read;
}

function isGone(error: unknown): boolean {
  return error instanceof SubjectUnavailable && error.why === "gone";
}

async function readList(
  work: Work,
  uuid: string,
  { source, zoom: endpoint }: Source,
  type?: PastType,
): Promise<SessionsRead> {
  const { zoom, map, tally } = work;
  let rows: Document[] = [];
  let earlier: Document[] = [];
  let start = 0;
  let total: number | undefined;
  try {
    const query = type === undefined ? {} : { type };
    for await (const page of zoom.pages({ endpoint, ids: { meetingId: uuid }, query })) {
      await noteBusiness(work, { zoom: endpoint });
      if (page.start !== start) {
        earlier = longer(earlier, rows);
        rows = [];
        start = page.start;
      }
      for (const row of page.rows) {
        const fields = map.sessions.fields(row, { _id: "", meeting: uuid });
        nameUnread(work, sessions.name, map.sessions, fields);
        rows.push(fields as Document);
      }
      tally.sessionRows += page.rows.length;
      // What is no object has no fields to keep; the count of rows then shows that the list is not whole.
      if (page.odd.length > 0) tally.name("participants that are no objects", uuid, true);
      total = page.totalRecords ?? total;
    }
    return { rows, complete: total === undefined || rows.length === total, source, total };
  } catch (error) {
    return { rows: longer(earlier, rows), complete: false, source, error };
  }
}

/** A listing that started again shows its rows in the same order: the longer part holds the shorter. */
function longer(a: Document[], b: Document[]): Document[] {
  return a.length > b.length ? a : b;
}
