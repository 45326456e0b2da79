/**
 * The users of the account, computed from their number: 0 is the owner, the last ones are deactivated or never
 * accepted their invitation (see `account.ts`).
 */
import type { Account } from "../account.ts";
import { between, hash, pick } from "../hash.ts";
import { meetingNumber, opaqueId } from "../ids.ts";
import { departments, firstNames, groupNames, lastNames, zones } from "./names.ts";

/** A user's facts; everything else about the user is a matter of the answer's shape. */
export interface User {
  readonly index: number;
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly displayName: string;
  /** As /users writes it. */
  readonly email: string;
  /** As listings of meetings write it: for about 5 % of users in another case. */
  readonly listedEmail: string;
  readonly department: string;
  readonly licensed: boolean;
  readonly pmi: number;
  readonly zone: string;
  readonly status: "active" | "inactive" | "pending";
  readonly group: number | undefined;
  /** The number that the user's own place and device come from. */
  readonly home: number;
}

function asciiOf(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/[^A-Za-z]/g, "")
    .toLowerCase();
}

/** The user of a number below `account.users`. */
export function userAt(seed: number, account: Account, index: number): User {
  const key = hash(seed, index, 31);
  const firstName = pick(hash(key, 1), firstNames);
  const lastName = pick(hash(key, 2), lastNames);
  const local = [asciiOf(firstName), asciiOf(lastName), index].filter((part) => part !== "").join(".");
  const listedEmail = `${local}@example.edu`;
  const otherCase = listedEmail.replace(/^[a-z]/, (letter) => letter.toUpperCase()).replace("@e", "@E");
  return {
    index,
    id: opaqueId(seed, "user", index),
    firstName,
    lastName,
    displayName: `${firstName} ${lastName}`,
    email: index % 20 === 7 ? otherCase : listedEmail,
    listedEmail,
    department: pick(hash(key, 3), departments),
    licensed: index === 0 || hash(key, 4) % 10 < 7,
    pmi: meetingNumber(seed, { kind: "pmi", user: index }),
    zone: pick(hash(key, 5), zones),
    status: index < account.actives ? "active" : index < account.hosts ? "inactive" : "pending",
    group: hash(key, 6) % 5 === 0 ? undefined : between(hash(key, 7), 0, groupNames.length - 1),
    home: hash(key, 8),
  };
}
