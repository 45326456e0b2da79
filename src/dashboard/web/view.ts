/** What a page is given: what its address says, completed. */

import type { ComponentType } from "preact";
import type { StoreFacts } from "../answers/store.ts";
import type { Asked } from "./address.ts";

export interface View {
  /** All that the address says. */
  asked: Asked;
  /** The first and the last day that are looked at. */
  from: string;
  to: string;
  /** The zone that days, hours and times are of. */
  timeZone: string;
}

export interface PageProps {
  view: View;
  store: StoreFacts;
}

export interface PageEntry {
  path: string;
  title: string;
  isInMenu: boolean;
  /** Whether the page is about the days that the bar names. */
  hasDays: boolean;
  Page: ComponentType<PageProps>;
}

/** @returns the day so many days earlier; "" for what is no day, which the address may say. */
export function daysBefore(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? "" : new Date(at - days * 86_400_000).toISOString().slice(0, 10);
}

/** What to ask for the days and the zone of a view. */
export function daysOf({ from, to, timeZone }: View): { from: string; to: string; tz: string } {
  return { from, to, tz: timeZone };
}
