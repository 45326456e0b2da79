/** What users send in the team chat: most of the active ones on a working day, few at the weekend. */
import type { Account } from "../account.ts";
import { between, hash } from "../hash.ts";
import { weekdayOf } from "./layout.ts";

/** How many messages of each kind; by where they went, the last two, they add up to the same. */
export interface Sent {
  text: number;
  files: number;
  images: number;
  giphys: number;
  snippets: number;
  audio: number;
  video: number;
  toOne: number;
  toGroup: number;
}

/** Nothing sent. */
export function nothingSent(): Sent {
  return {
    text: 0,
    files: 0,
    images: 0,
    giphys: 0,
    snippets: 0,
    audio: 0,
    video: 0,
    toOne: 0,
    toGroup: 0,
  };
}

/** Both together. */
export function addSent(sum: Sent, more: Sent | undefined): Sent {
  if (more === undefined) return sum;
  const kinds = Object.entries(sum) as [keyof Sent, number][];
  return Object.fromEntries(kinds.map(([kind, count]) => [kind, count + more[kind]])) as unknown as Sent;
}

/** All messages, of whatever kind. */
export function totalOf({ toOne, toGroup }: Sent): number {
  return toOne + toGroup;
}

/** What a user sent on a UTC day; undefined where he sent nothing, or outside the account's days. */
export function sentOn(seed: number, account: Account, day: number, user: number): Sent | undefined {
  const { firstDay, lastDay, actives } = account;
  if (day < firstDay || day > lastDay || user >= actives) return undefined;
  const key = hash(seed, day, user, 270);
  const isWeekend = weekdayOf(day) >= 5;
  if (hash(key, 1) % 10 >= (isWeekend ? 1 : 6)) return undefined;
  const rarely = (salt: number, oneIn: number) =>
    hash(key, salt) % oneIn === 0 ? between(hash(key, salt, 1), 1, 4) : 0;
  const kinds = {
    text: between(hash(key, 2), 1, 60),
    files: rarely(3, 3),
    images: rarely(4, 4),
    giphys: rarely(5, 9),
    snippets: rarely(6, 12),
    audio: rarely(7, 15),
    video: rarely(8, 20),
  };
  const total = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  const toGroup = between(hash(key, 9), 0, total);
  return { ...kinds, toOne: total - toGroup, toGroup };
}
