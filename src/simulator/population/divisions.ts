/** The account's divisions; everybody is in one: who was put into no other is in the main one. */
import { hash } from "../hash.ts";
import { opaqueId } from "../ids.ts";
import type { User } from "./users.ts";

/** The first is the main division. */
export const divisionNames = ["Main division", "University hospital", "Northern campus"] as const;

/** The place of a user's division among {@link divisionNames}. */
export function divisionOf({ home }: User): number {
  return hash(home, 260) % 4 < 2 ? 0 : 1 + (hash(home, 261) % (divisionNames.length - 1));
}

/** A division's id. */
export function divisionId(seed: number, division: number): string {
  return opaqueId(seed, "division", division);
}
