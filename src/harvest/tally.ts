/** What a run did and could not do: the only source of the summary, the progress and the exit code. */

/** A case that deserves a name in the summary, counted, with a few subjects to look at. */
export interface NamedCase {
  /** In words: "Zoom has no participants for the meeting". */
  what: string;
  count: number;
  /** Up to three uuids or ids; never a person's name or e-mail. */
  examples: string[];
  /** True when running again may help. */
  incomplete: boolean;
}

export type MeetingState = "listed" | "partial" | "young" | "settled" | "unavailable" | "expired";

export class Tally {
  readonly states: Record<MeetingState, number> = {
    listed: 0,
    partial: 0,
    young: 0,
    settled: 0,
    unavailable: 0,
    expired: 0,
  };
  /** Documents stored, by collection. */
  readonly stored: Record<string, number> = {};
  /** Meetings whose sessions are to be read. */
  wanted = 0;
  /** Meetings that were listed and need nothing: settled before, or still too young. */
  unchanged = 0;
  /** Meetings whose sessions have been dealt with, one way or another. */
  done = 0;
  /** Stored meetings whose people are being counted again. */
  recounted: { done: number; total: number } | undefined;
  /** Session rows received from Zoom. */
  sessionRows = 0;
  deadLetters = 0;
  deadLettersIn: string | undefined;
  readonly #cases = new Map<string, NamedCase>();
  readonly #listings = new Map<
    string,
    { total: number | undefined; rows: number; wanted: number; ended: boolean }
  >();

  name(what: string, subject?: string, incomplete = false, count = 1): void {
    const named = this.#cases.get(what) ?? { what, count: 0, examples: [], incomplete };
    named.count += count;
    named.incomplete ||= incomplete;
    if (subject !== undefined && named.examples.length < 3) named.examples.push(subject);
    this.#cases.set(what, named);
  }

  /** Documents of which the store has newer forms: their meetings are not closed by this run. */
  supersede(count: number): void {
    this.name("documents not stored, since another harvester has stored newer ones", undefined, true, count);
  }

  get cases(): NamedCase[] {
    return [...this.#cases.values()];
  }

  addStored(collection: string, count: number): void {
    this.stored[collection] = (this.stored[collection] ?? 0) + count;
  }

  /** How far one listing has come; `total` is Zoom's own count of its rows. */
  listing(name: string, total: number | undefined, rows: number, wanted: number, ended: boolean): void {
    this.#listings.set(name, { total, rows, wanted, ended });
  }

  /** Meetings to do in all: what is listed, plus what the listings' own totals promise. */
  get expectedMeetings(): number {
    let expected = this.wanted;
    for (const { total, rows, wanted, ended } of this.#listings.values()) {
      if (ended || total === undefined || rows === 0) continue;
      expected += Math.round(Math.max(0, total - rows) * (wanted / rows));
    }
    return expected;
  }
}
