/**
 * A strict server of a rate limit and a client that keeps a pace, as one discrete simulation without promises:
 * calls arrive after a jittered way, the server counts accepted calls in the window that ends at each arrival.
 */

import type { Pace } from "../../src/zoom/pace.ts";
import { seededRandom } from "./random.ts";

export interface Model {
  pace: Pace;
  /** What the server accepts in any window. */
  limit: number;
  windowMs: number;
  durationMs: number;
  seed: number;
  /** One way takes between these, uniformly. */
  wayMs: readonly [number, number];
  /** A timer fires late by up to this. @default 0 */
  lateMs?: number;
  /** The part of calls refused for no reason at all. @default 0 */
  spurious?: number;
}

export interface Sent {
  sentAt: number;
  arrivedAt: number;
  refused: boolean;
}

/** Sends without a pause, as fast as the pace allows. @returns the calls in the order they were sent. */
export function runModel({ pace, limit, windowMs, durationMs, seed, wayMs, ...rest }: Model): Sent[] {
  const { lateMs = 0, spurious = 0 } = rest;
  const random = seededRandom(seed);
  const way = () => wayMs[0] + random() * (wayMs[1] - wayMs[0]);
  const calls: Sent[] = [];
  const events = new Heap();
  let inWindow: number[] = [];

  const send = (now: number) => {
    const waitMs = pace.waitMs(now);
    if (waitMs > 0) return events.push(now + waitMs + random() * lateMs, send);
    pace.take(now);
    const call: Sent = { sentAt: now, arrivedAt: now + way(), refused: false };
    calls.push(call);
    events.push(call.arrivedAt, (at) => arrive(call, at));
    events.push(now, send);
  };
  const arrive = (call: Sent, now: number) => {
    inWindow = inWindow.filter((at) => now - at < windowMs);
    call.refused = inWindow.length >= limit || random() < spurious;
    if (!call.refused) inWindow.push(now);
    events.push(now + way(), (at) => (call.refused ? pace.refused(at) : pace.accepted(at)));
  };

  events.push(0, send);
  for (let event = events.pop(); event !== undefined && event.at <= durationMs; event = events.pop()) {
    event.run(event.at);
  }
  return calls;
}

/** The most that falls into any window, its start included, its end not. */
export function mostInAnyWindow(moments: readonly number[], windowMs: number): number {
  const sorted = [...moments].sort((a, b) => a - b);
  let most = 0;
  let first = 0;
  sorted.forEach((moment, index) => {
    while (moment - (sorted[first] ?? moment) >= windowMs - 1e-6) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}

interface Event {
  at: number;
  order: number;
  run: (at: number) => void;
}

/** Events by time, those of one moment in the order they were put. */
class Heap {
  readonly #events: Event[] = [];
  #order = 0;

  push(at: number, run: (at: number) => void): void {
    const event = { at, order: this.#order++, run };
    let low = 0;
    let high = this.#events.length;
    // Sorted, latest first; few events are ever under way.
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#events[middle] as Event;
      if (other.at > at || (other.at === at && other.order > event.order)) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
  }

  pop(): Event | undefined {
    return this.#events.pop();
  }
}
