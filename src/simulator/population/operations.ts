/**
 * What administrators change in the account, from the number of a row alone. Every ninth row of a day is the one before it
 * again: somebody who saves twice in a second leaves two rows that no field tells apart.
 */
import { type Account, daySeconds } from "../account.ts";
import { between, hash, pick } from "../hash.ts";
import { roleOf } from "./roles.ts";

/** One row of the log; the time in epoch seconds. */
export interface Operation {
  readonly time: number;
  readonly category: string;
  readonly action: string;
  /** The user who did it. */
  readonly operator: number;
  readonly about: string;
}

const kinds = [
  ["user", "add", (user: string) => `add user - ${user}`],
  ["user", "delete", (user: string) => `delete user - ${user}`],
  ["user", "update", (user: string) => `update user - ${user} - Type: from Basic to Licensed`],
  [
    "user_settings",
    "update",
    (user: string) => `update user settings - ${user} - Waiting Room: from Off to On`,
  ],
  ["account", "update", () => "update account settings - Cloud recording: from Off to On"],
  ["role", "update", (user: string) => `update role members - Admin - add ${user}`],
  ["recording", "delete", () => "delete recording - Meeting ID: 990 0000 0000"],
  ["webinar", "update", (user: string) => `update webinar - ${user} - Passcode: 482913`],
  ["zoom_rooms", "update", () => "update room - Room 1 - Token=abc123def"],
] as const;

/** The categories that the documents name. */
export const operationCategories = [
  "all",
  "user",
  "user_settings",
  "account",
  "billing",
  "im",
  "recording",
  "phone_contacts",
  "webinar",
  "sub_account",
  "role",
  "zoom_rooms",
];

/** How many rows a day has; none outside the account's days. */
export function countOperations({ firstDay, lastDay, actives }: Account, day: number): number {
  return day < firstDay || day > lastDay ? 0 : 9 + Math.floor(actives / 4);
}

function operatorOf({ actives }: Account, draw: number): number {
  const user = draw % actives;
  return roleOf(user).name === "Member" ? 0 : user;
}

/** The row at a place of a day that has it. */
export function operationAt(
  account: Account,
  seed: number,
  day: number,
  place: number,
  emailOf: (user: number) => string,
): Operation {
  const key = hash(seed, day, place % 9 === 8 ? place - 1 : place, 250);
  const [category, action, describe] = pick(hash(key, 1), kinds);
  const operator = operatorOf(account, hash(key, 2));
  const about = describe(emailOf(hash(key, 3) % account.users));
  return {
    time: day * daySeconds + between(hash(key, 4), 0, daySeconds - 1),
    category,
    action,
    operator,
    about,
  };
}
