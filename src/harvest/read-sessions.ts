/** fetch: the participant sessions of one meeting, all pages, and whether they are the whole list. */

import type { Document } from "../document.ts";
import { SubjectUnavailable } from "../errors.ts";
import { sessions } from "../streams/session.ts";
import type { Listed, PastType } from "./list-meetings.ts";
import { noteBusiness, type Work } from "./work.ts";

export interface SessionsRead {
  /** The documents begun: the mapped fields of each row, in Zoom's order, their `_id` still empty. */
  rows: Document[];
  /** Read to the end, with as many rows as Zoom's own `total_records`. */
  complete: boolean;
  /** Zoom's own `total_records`, where it says it. */
  total?: number | undefined;
  /** Why it is not complete; absent when only the count differs. */
  error?: unknown;
}

/** Never throws for what Zoom does: rows received before a failure come back with it. */
export async function readSessions(work: Work, listed: Listed): Promise<SessionsRead> {
  const { uuid, fields } = listed;
  const type = listed.type ?? "past";
  const first = await readType(work, uuid, type);
  // Zoom keeps meetings of one person under another type; which type an account's meeting has is not certain.
  const otherType = type === "past" ? "pastOne" : "past";
  const alone =
    listed.type === undefined || type === "pastOne" || Number(fields.participant_sessions ?? 1) <= 1;
  if (isGone(first.error) && alone) {
    const second = await readType(work, uuid, otherType);
    return isGone(second.error) ? first : second;
  }
  // Rows can shift between the pages of a list that Zoom is still working on.
  if (!first.complete && first.error === undefined) return readType(work, uuid, type);
  return first;
}

function isGone(error: unknown): boolean {
  return error instanceof SubjectUnavailable && error.why === "gone";
}

async function readType(work: Work, uuid: string, type: PastType): Promise<SessionsRead> {
  const { zoom, map, tally } = work;
  let rows: Document[] = [];
  let earlier: Document[] = [];
  let start = 0;
  let total: number | undefined;
  try {
    for await (const page of zoom.pages({
      endpoint: sessions.zoom,
      ids: { meetingId: uuid },
      query: { type },
    })) {
      await noteBusiness(work);
      if (page.start !== start) {
        earlier = longer(earlier, rows);
        rows = [];
        start = page.start;
      }
      for (const row of page.rows)
        rows.push(map.sessions.fields(row, { _id: "", meeting: uuid }) as Document);
      tally.sessionRows += page.rows.length;
      // What is no object has no fields to keep; the count of rows then shows that the list is not whole.
      if (page.odd.length > 0) tally.name("participants that are no objects", uuid, true);
      total = page.totalRecords ?? total;
    }
    return { rows, complete: total === undefined || rows.length === total, total };
  } catch (error) {
    return { rows: longer(earlier, rows), complete: false, error };
  }
}

/** A listing that started again shows its rows in the same order: the longer part holds the shorter. */
function longer(a: Document[], b: Document[]): Document[] {
  return a.length > b.length ? a : b;
}
