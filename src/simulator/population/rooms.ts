/** The account's Zoom Rooms. */
import type { Account } from "../account.ts";

/** How many rooms there are: one for twenty users, two at least. */
export function countRooms({ users }: Account): number {
  return Math.max(2, Math.floor(users / 20));
}
