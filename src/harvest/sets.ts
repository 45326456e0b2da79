/**
 * Which list of a meeting's sessions stays, the stored one or the one just read: a set comes from one source alone, and a
 * poorer one never takes the place of a whole set of a richer one. Pure.
 */

/** Zoom's sources of participants, the richest first. */
export const sessionSources = ["dashboard", "report", "past"] as const;

export interface SessionSet {
  /** Where its rows come from. */
  source: string;
  /** Read to its end, with as many rows as Zoom counts. */
  complete: boolean;
  rows: number;
}

/**
 * `replace`: what was read takes the place of what is stored; `add`: it is added to it; `keep`: nothing is written;
 * `reopen`: nothing is written, and the richer source is to be asked again, since the poorer one shows more.
 */
export type Verdict = "replace" | "add" | "keep" | "reopen";

export function weigh(held: SessionSet | undefined, found: SessionSet): Verdict {
  if (found.rows === 0 && !found.complete) return "keep";
  if (held === undefined || (held.rows === 0 && !held.complete)) return "replace";
  if (held.source === found.source) return found.complete ? "replace" : "add";
  if (isPoorer(found.source, held.source)) {
    if (held.complete) return found.rows > held.rows ? "reopen" : "keep";
    return found.complete || found.rows > held.rows ? "replace" : "keep";
  }
  if (found.complete) return "replace";
  return !held.complete && found.rows > held.rows ? "replace" : "keep";
}

/** Whether one source tells less than another. What is not known counts as the richest. */
export function isPoorer(source: string, than: string): boolean {
  return rankOf(source) > rankOf(than);
}

function rankOf(source: string): number {
  const rank = (sessionSources as readonly string[]).indexOf(source);
  return rank < 0 ? 0 : rank;
}
