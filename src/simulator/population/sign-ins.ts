/**
 * Sign-ins and sign-outs: each active user once a day, and one of seventeen twice in the same second from the same
 * device, with rows that no field tells apart. Found by arithmetic: seventeen neighbours always have the same number.
 */
import { type Account, daySeconds } from "../account.ts";
import { between, hash } from "../hash.ts";

/** One row of the log; time in epoch seconds. */
export interface SignIn {
  readonly user: number;
  readonly time: number;
  readonly signsIn: boolean;
  /** The number that the device comes from. */
  readonly key: number;
}

const blockUsers = 17;
const blockRows = 2 * blockUsers + 1;

function signsInTwice(day: number, user: number): boolean {
  return (user + day) % blockUsers === 3;
}

/** How many rows a day has; none outside the account's days. */
export function countSignIns({ firstDay, lastDay, actives }: Account, day: number): number {
  if (day < firstDay || day > lastDay) return 0;
  const blocks = Math.floor(actives / blockUsers);
  let rows = blocks * blockRows;
  for (let user = blocks * blockUsers; user < actives; user++) rows += signsInTwice(day, user) ? 3 : 2;
  return rows;
}

/** The row at a place of a day that has it. */
export function signInAt(seed: number, day: number, place: number): SignIn {
  let user = Math.floor(place / blockRows) * blockUsers;
  let rest = place % blockRows;
  for (let rows = signsInTwice(day, user) ? 3 : 2; rest >= rows; rows = signsInTwice(day, user) ? 3 : 2) {
    rest -= rows;
    user++;
  }
  const key = hash(seed, day, user, 210);
  const signsIn = rest < (signsInTwice(day, user) ? 2 : 1);
  return { user, key, signsIn, time: day * daySeconds + between(key, 0, 40_000) + (signsIn ? 0 : 40_000) };
}
