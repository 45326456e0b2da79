/**
 * What people keep to with `habits=on`: a series meets at its hour and has members, most of whom come most times; the
 * day is busiest before noon. Without it every instance is drawn afresh, hour, people and all.
 */
import type { Account } from "../account.ts";
import { between, hash, share } from "../hash.ts";
import type { SimulatorOptions } from "../options.ts";
import { type Block, weekdayOf } from "./layout.ts";

/** The instance of a series that is asked about. */
export interface Instance {
  readonly day: number;
  readonly block: Block;
  readonly place: number;
  /** The number that the instance's own chance comes from. */
  readonly key: number;
  readonly series: number;
  readonly host: number;
}

/** The number that a series' lasting chance comes from: its hour, its length, its members. */
export function habitKey(options: SimulatorOptions, series: number): number {
  return hash(options.seed, series, 83, 1);
}

/** A half hour of the day, UTC, for what is planned: from 8:00 to 14:00, most about 11:00. */
export function busyHalfHour(key: number): number {
  return between(hash(key, 2), 8, 13) + between(hash(key, 3, 1), 8, 15);
}

/** A minute of the day, UTC, for what is not planned: from 8:00 to 19:00. */
export function busyMinute(key: number): number {
  return between(hash(key, 2), 240, 540) + between(hash(key, 3, 1), 240, 600);
}

/** Neighbours in the list of active users, without the host. A daily series is a class, a weekly one mostly a team. */
function membersOf(key: number, account: Account, { block, host }: Instance): number[] {
  const isLarge = block === "daily" || hash(key, 4) % 4 === 0;
  const count = isLarge ? between(hash(key, 5), 12, 20) : between(hash(key, 5), 3, 8);
  const first = hash(key, 6) % account.actives;
  return Array.from(
    { length: Math.min(count, account.actives) },
    (_, step) => (first + step) % account.actives,
  ).filter((user) => user !== host);
}

/** How likely a member misses an instance: three of four hardly ever do. */
function missesOf(key: number, user: number): number {
  const draw = share(hash(key, user, 7));
  return draw < 0.75 ? 0.03 : 0.1 + (draw - 0.75) * 1.6;
}

/** The members of the series who came to this instance, by their number in the list of users. */
export function membersWhoCame(options: SimulatorOptions, account: Account, instance: Instance): number[] {
  const key = habitKey(options, instance.series);
  return membersOf(key, account, instance).filter(
    (user) => share(hash(key, user, instance.day, 8)) >= missesOf(key, user),
  );
}

/** Those who came without being members: few, and once a week, on Wednesday, the audience of a public lecture. */
export function guestsWhoCame({ day, block, place, key }: Instance): number {
  if (block === "weekly" && place === 3 && weekdayOf(day) === 2) return between(hash(key, 7), 30, 60);
  return Math.max(0, between(hash(key, 7), -3, 2));
}
