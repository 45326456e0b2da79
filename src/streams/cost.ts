/** What a stream costs in calls. Pure. */

import type { Stream } from "./stream.ts";

/** What one day of an account holds. */
export interface AccountDay {
  meetings: number;
  sessions: number;
  users: number;
  webinars: number;
}

/**
 * The least calls for one day by a stream's best source: one for each user or parent, and one for each page as far as
 * the rows are known. Parents that certainly have nothing are not known here: they count.
 */
export function callsPerDay(stream: Stream, account: AccountDay): number {
  const { zoom, variants = [{}] } = stream;
  const lists = variants.length * listsOf(stream, account);
  const rows = rowsOf(stream, account);
  const pages = zoom.pageSize === undefined ? 0 : Math.ceil(rows / zoom.pageSize);
  return lists === 0 ? 0 : Math.max(lists, pages);
}

/** How many lists there are to ask for. */
function listsOf({ zoom, eachUser, parent, set }: Stream, account: AccountDay): number {
  if (eachUser === true || zoom.path.includes("{userId}")) return account.users;
  const of = parent?.stream ?? set?.of;
  return of === undefined ? 1 : countOf(of, account);
}

/** How many rows there are at least; none where nothing tells. */
function rowsOf({ name, set, parent, key }: Stream, account: AccountDay): number {
  const isOfSessions = key === "session" || parent?.size === "participant_sessions";
  return isOfSessions && set?.of === "meetings" ? account.sessions : countOf(name, account);
}

function countOf(stream: string, { meetings, users, webinars }: AccountDay): number {
  return { meetings, users, webinars }[stream] ?? 0;
}
