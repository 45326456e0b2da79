/**
 * The account: its days, its "today", its credentials and how many users of which kind it has.
 * Days are numbers: days since 1970-01-01 UTC. Times are epoch seconds.
 */
import { Temporal } from "temporal-polyfill";
import { opaqueId } from "./ids.ts";
import type { SimulatorOptions } from "./options.ts";

export const daySeconds = 86_400;

/** What is fixed for the life of a simulator. */
export interface Account {
  readonly accountId: string;
  readonly key: string;
  readonly secret: string;
  /** First and last day with past meetings. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** The day after the last: retention is counted from it, live meetings are on it. */
  readonly today: number;
  /** Users 0 … hosts-1 may host; those from `actives` on are deactivated; the rest, up to `users`, never accepted. */
  readonly users: number;
  readonly hosts: number;
  readonly actives: number;
  /** Whether users mostly join from the same place with the same device. */
  readonly habits: boolean;
}

/** The number of a day written as yyyy-mm-dd. */
export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / 1000 / daySeconds);
}

/** A day's number as yyyy-mm-dd. */
export function dayText(day: number): string {
  return new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
}

/** Epoch seconds as Zoom writes a time: 2026-11-02T08:04:27Z. */
export function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** The day that lies `months` before the account's today. */
export function monthsBefore(account: Account, months: number): number {
  return dayNumber(Temporal.PlainDate.from(dayText(account.today)).subtract({ months }).toString());
}

/** The account that the options describe; `nowMs` counts only when they give no range. */
export function createAccount(options: SimulatorOptions, nowMs: number): Account {
  const lastDay = options.range ? dayNumber(options.range.to) : Math.floor(nowMs / 1000 / daySeconds) - 1;
  const pending = Math.floor(options.users * 0.02);
  const inactive = Math.floor(options.users * 0.03);
  return {
    accountId: opaqueId(options.seed, "account", 0),
    key: opaqueId(options.seed, "key", 0),
    secret: opaqueId(options.seed, "secret", 0) + opaqueId(options.seed, "secret", 1).slice(0, 10),
    firstDay: options.range ? dayNumber(options.range.from) : lastDay - options.days + 1,
    lastDay,
    today: lastDay + 1,
    users: options.users,
    hosts: options.users - pending,
    actives: options.users - pending - inactive,
    habits: options.habits === "on",
  };
}
