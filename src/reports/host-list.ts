/** Choosing and ordering hosts, and what stands out about all of them. Pure. */

import type { HostRow } from "./hosts.ts";

export const hostSorts = ["meetings", "people", "hours", "last", "name", "department", "licence"] as const;
export type HostSort = (typeof hostSorts)[number];

/** Licensed: what an account pays for. https://developers.zoom.us/docs/api/users/ */
const licensed = 2;

export interface HostsChosen {
  /** Those who never hosted are users with a licence, for what they have costs money; `gone` are no users any more. */
  show: "all" | "hosted" | "never" | "gone";
  department?: string | undefined;
  /** A part of the name or the e-mail. */
  text?: string | undefined;
}

export interface HostCounts {
  /** Who hosted a meeting. */
  hosted: number;
  /** Active users with a licence, and those of them who hosted nothing. */
  licensed: number;
  never: number;
  /** Hosts who are no users any more. */
  gone: number;
}

export function countHosts(rows: readonly HostRow[]): HostCounts {
  const count = (fits: (row: HostRow) => boolean) => rows.filter(fits).length;
  return {
    hosted: count(({ meetings }) => meetings > 0),
    licensed: count(isLicensed),
    never: count(isIdle),
    gone: count(({ isUser }) => !isUser),
  };
}

function isLicensed({ isUser, licence, status }: HostRow): boolean {
  return isUser && licence === licensed && status !== "inactive";
}

function isIdle(row: HostRow): boolean {
  return isLicensed(row) && row.meetings === 0;
}

export function chooseHosts(rows: readonly HostRow[], { show, department, text }: HostsChosen): HostRow[] {
  const shows = {
    all: () => true,
    hosted: ({ meetings }: HostRow) => meetings > 0,
    never: isIdle,
    gone: ({ isUser }: HostRow) => !isUser,
  }[show];
  const wanted = text?.toLowerCase();
  const has = (value: string | undefined) => wanted === undefined || value?.toLowerCase().includes(wanted);
  return rows.filter(
    (row) =>
      shows(row) &&
      (department === undefined || row.department === department) &&
      (has(row.name) || has(row.email)),
  );
}

/** @param guests how many people came to each; needed to sort by it alone. */
export function sortHosts(
  rows: readonly HostRow[],
  by: HostSort,
  order: "ascending" | "descending",
  guests: ReadonlyMap<HostRow, number | null> = new Map(),
): HostRow[] {
  const values: Record<HostSort, (row: HostRow) => string | number | null | undefined> = {
    meetings: (row) => row.meetings,
    people: (row) => guests.get(row),
    hours: (row) => row.hosted_seconds,
    last: (row) => row.last,
    name: (row) => (row.name ?? row.email)?.toLowerCase(),
    department: (row) => row.department,
    licence: (row) => row.licence,
  };
  const value = values[by];
  const sign = order === "ascending" ? 1 : -1;
  return [...rows].sort((a, b) => compare(value(a), value(b), sign) || compare(a.key, b.key, 1));
}

/** What is not known comes last, whichever the order. */
function compare(
  a: string | number | null | undefined,
  b: string | number | null | undefined,
  sign: number,
): number {
  if (a === null || a === undefined || b === null || b === undefined)
    return Number(a === null || a === undefined) - Number(b === null || b === undefined);
  return a === b ? 0 : a < b ? -sign : sign;
}

/** The departments there are, in the alphabet. */
export function departmentsOf(rows: readonly HostRow[]): string[] {
  return [...new Set(rows.flatMap(({ department }) => department ?? []))].sort();
}
