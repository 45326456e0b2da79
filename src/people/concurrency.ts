/** How much goes on at once across an account, hour by hour: one sweep over meetings in the order of their start. Pure. */

import type { JsonObject } from "../document.ts";
import { presenceOf } from "./attendance.ts";
import { isoOf } from "./instant.ts";
import { MinHeap } from "./min-heap.ts";
import type { Interval } from "./presence.ts";
import { eventOf } from "./span.ts";

/** A meeting with its people; times are epoch seconds. */
export interface Gathering {
  start: number;
  end: number;
  /** When each of its people was there: a union for each. What lies outside the meeting does not count. */
  people: readonly (readonly Interval[])[];
}

/** The own fields of a `concurrency` document. */
export interface HourRow {
  hour: string;
  /** Meetings that went on for a second of the hour or longer. */
  meetings: number;
  /** The most at one instant, with the first such instant; without one when there was nothing. */
  meetings_peak: number;
  meetings_peak_at?: string;
  participants_peak: number;
  participants_peak_at?: string;
  attended_seconds: number;
}

/** What changes at one instant. */
interface Change {
  begun: number;
  meetings: number;
  people: number;
}

const hourSeconds = 3_600;

/**
 * Gives a row for every hour of `[from, to)`, both at the full hour, epoch seconds, as soon as no meeting that is
 * still to come can change it. It holds what is live and to come of the meetings it was given, and nothing of the past.
 */
export class HourSweep {
  readonly #from: number;
  readonly #to: number;
  readonly #changes = new Map<number, Change>();
  /** The instants of the changes. */
  readonly #instants = new MinHeap();
  #hour: HourTally;
  #latestStart = Number.NEGATIVE_INFINITY;
  #meetings = 0;
  #people = 0;

  constructor(from: number, to: number) {
    if (from % hourSeconds !== 0 || to % hourSeconds !== 0)
      throw new Error(`Expected full hours, got ${from} and ${to}.`);
    this.#from = from;
    this.#to = to;
    this.#hour = new HourTally(from);
  }

  /** @param gathering does not start before those given already */
  add({ start, end, people }: Gathering): HourRow[] {
    if (start < this.#latestStart)
      throw new Error(
        `Expected meetings in the order of their start, got ${start} after ${this.#latestStart}.`,
      );
    this.#latestStart = start;
    const rows = this.#sweep(start);
    const from = Math.max(start, this.#from);
    const to = Math.min(end, this.#to);
    if (to <= from) return rows;
    this.#change(from, 1, 1, 0);
    this.#change(to, 0, -1, 0);
    for (const presence of people)
      for (const one of presence) {
        const join = Math.max(one.start, from);
        const leave = Math.min(one.end, to);
        if (leave <= join) continue;
        this.#change(join, 0, 0, 1);
        this.#change(leave, 0, 0, -1);
      }
    return rows;
  }

  /** The rows of all hours that are left. */
  end(): HourRow[] {
    this.#latestStart = Number.POSITIVE_INFINITY;
    return this.#sweep(this.#to);
  }

  #change(at: number, begun: number, meetings: number, people: number): void {
    const change = this.#changes.get(at);
    if (change === undefined) {
      this.#changes.set(at, { begun, meetings, people });
      this.#instants.push(at);
      return;
    }
    change.begun += begun;
    change.meetings += meetings;
    change.people += people;
  }

  /** Goes through everything before an instant: what happens at it may not be known yet. */
  #sweep(until: number): HourRow[] {
    const rows: HourRow[] = [];
    for (;;) {
      const at = this.#instants.least;
      const next = Math.min(at ?? Number.POSITIVE_INFINITY, until, this.#to);
      while (this.#hour.end <= next && this.#hour.start < this.#to) {
        rows.push(this.#hour.close(this.#meetings, this.#people));
        this.#hour = new HourTally(this.#hour.end);
      }
      if (at === undefined || at >= until || at >= this.#to) return rows;
      this.#apply(at);
    }
  }

  #apply(at: number): void {
    this.#instants.pop();
    const change = this.#changes.get(at);
    this.#changes.delete(at);
    if (change === undefined) return;
    this.#hour.pass(at, this.#meetings, this.#people);
    // Whoever leaves and whoever comes at the same instant are not there together: both count at once.
    this.#meetings += change.meetings;
    this.#people += change.people;
    this.#hour.begin(change.begun);
  }
}

/** How many people of a meeting were there at an instant: the answer to "in which meetings?" for a peak. */
export function presentAt(people: readonly (readonly Interval[])[], at: number): number {
  let count = 0;
  for (const presence of people) if (presence.some(({ start, end }) => start <= at && at < end)) count += 1;
  return count;
}

/** What is known of one hour while the sweep is in it. */
class HourTally {
  readonly start: number;
  readonly end: number;
  #at: number;
  #begun = 0;
  /** How many went on when the hour began: known when the first second of it passes. */
  #carried: number | undefined;
  #meetings: Peak = { count: 0 };
  #people: Peak = { count: 0 };
  #attended = 0;

  constructor(start: number) {
    this.start = start;
    this.end = start + hourSeconds;
    this.#at = start;
  }

  /** So many were there up to an instant of the hour. */
  pass(until: number, meetings: number, people: number): void {
    if (until <= this.#at) return;
    if (this.#carried === undefined) {
      this.#carried = meetings;
      // Those that began with the hour are among them.
      this.#begun = 0;
    }
    if (meetings > this.#meetings.count) this.#meetings = { count: meetings, at: this.#at };
    if (people > this.#people.count) this.#people = { count: people, at: this.#at };
    this.#attended += people * (until - this.#at);
    this.#at = until;
  }

  begin(meetings: number): void {
    this.#begun += meetings;
  }

  close(meetings: number, people: number): HourRow {
    this.pass(this.end, meetings, people);
    return {
      hour: isoOf(this.start),
      meetings: (this.#carried ?? 0) + this.#begun,
      meetings_peak: this.#meetings.count,
      ...(this.#meetings.at === undefined ? {} : { meetings_peak_at: isoOf(this.#meetings.at) }),
      participants_peak: this.#people.count,
      ...(this.#people.at === undefined ? {} : { participants_peak_at: isoOf(this.#people.at) }),
      attended_seconds: this.#attended,
    };
  }
}

interface Peak {
  count: number;
  at?: number;
}

/**
 * A meeting that goes on began no earlier. Zoom ends one after 30 hours; meetings of 38 were seen, so this is generous:
 * it only says how far back to look.
 */
export const longestLiveMs = 3 * 86_400_000;

/** A stored meeting with its `attendance` documents; undefined for one without a start. */
export function gatheringOf(meeting: JsonObject, people: readonly JsonObject[]): Gathering | undefined {
  const event = eventOf(meeting, people);
  return event === undefined ? undefined : { ...event, people: people.map(presenceOf) };
}
