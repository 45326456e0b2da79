/** The periods in which departments are billed: the months before the account's today, each with its charges. */
import { type Account, dayNumber, dayText, monthsBefore } from "../account.ts";
import { between, hash, pick } from "../hash.ts";

/** A period; days are numbers, amounts in cents. */
export interface BillingPeriod {
  readonly id: string;
  readonly custom: boolean;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly charges: readonly Charge[];
}

/** A charge on an invoice of a period. */
export interface Charge {
  readonly name: string;
  readonly invoice: string;
  readonly quantity: number;
  readonly total: number;
  readonly tax: number;
}

export const currency = "USD";
const months = 6;
const names = [
  "Licensed users",
  "Audio Conferencing Options",
  "Cloud recording storage",
  "Zoom Rooms",
  "Webinar 500",
];

/** The last two charges of every other period are the same: no field tells them apart. */
function chargesOf(key: number, users: number): Charge[] {
  const count = between(hash(key, 1), 3, 6);
  const twice = hash(key, 2) % 2 === 0;
  return Array.from({ length: count }, (_, place) => {
    const own = hash(key, twice && place === count - 1 ? place - 1 : place, 3);
    const quantity = between(hash(own, 1), 1, Math.max(1, users));
    const total = quantity * between(hash(own, 2), 499, 19_999);
    const invoice = `INV${10_000_000 + (hash(key, place < 2 ? 0 : 1, 4) % 80_000_000)}`;
    return { name: pick(hash(own, 3), names), invoice, quantity, total, tax: Math.round(total * 0.0825) };
  });
}

/** All periods, the latest first. */
export function billingPeriods(account: Account, seed: number): BillingPeriod[] {
  return Array.from({ length: months }, (_, back) => {
    const firstDay = dayNumber(`${dayText(monthsBefore(account, back + 1)).slice(0, 7)}-01`);
    const lastDay = dayNumber(`${dayText(firstDay + 31).slice(0, 7)}-01`) - 1;
    const key = hash(seed, firstDay, 260);
    return {
      id: `b${key.toString(36)}${hash(key, 5).toString(36)}`,
      custom: hash(key, 6) % 4 === 0,
      firstDay,
      lastDay,
      charges: chargesOf(key, account.users),
    };
  });
}
