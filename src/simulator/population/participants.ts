/**
 * The people of one meeting, computed from the meeting and a place: 0 is the host, the next ones are colleagues
 * or guests. A guest has no account with us; most guests show neither id nor e-mail.
 */
import type { Account } from "../account.ts";
import { hash, pick, share } from "../hash.ts";
import type { Gathering } from "./meetings.ts";
import { guestNames, lastNames } from "./names.ts";
import { devices, phone, places, sipRoom, zoomRoom } from "./places.ts";
import type { User } from "./users.ts";

/** How a person takes part. */
export interface Person {
  readonly place: number;
  /** The number that all the person's chance comes from. */
  readonly key: number;
  /** The number that place and device come from: with `habits=on` mostly the same for a user. */
  readonly habit: number;
  /** The account's user, or undefined for a guest. */
  readonly user: number | undefined;
  readonly name: string;
  /** Shown e-mail; "" for most guests (Zoom's e-mail address display rules). */
  readonly email: string;
  readonly client: "computer" | "phone" | "room" | "sip";
}

function guestName(key: number): string {
  const draw = share(hash(key, 11));
  if (draw < 0.03) return "";
  if (draw < 0.5) return pick(hash(key, 12), guestNames);
  return `${pick(hash(key, 12), guestNames)} ${pick(hash(key, 13), lastNames)}`.trim();
}

/** Members of a series do not dial in: nobody could tell that it was them. */
function clientOf({ members = [] }: Gathering, place: number, key: number): Person["client"] {
  const draw = share(hash(key, 14));
  if (place <= members.length || draw >= 0.06) return "computer";
  if (draw < 0.04) return "phone";
  return draw < 0.055 ? "room" : "sip";
}

/** The user who sits at a place, or undefined: from the host on, neighbours in the list of users meet. */
export function userOfPlace(
  account: Account,
  meeting: Gathering,
  place: number,
  key: number,
): number | undefined {
  if (place === 0) return meeting.host;
  if (meeting.members !== undefined) return meeting.members[place - 1];
  if (place >= account.hosts || share(hash(key, 10)) < 0.36) return undefined;
  return (meeting.host + place) % account.hosts;
}

/** What the person at a place joins with, without making the person. */
export function clientAt(meeting: Gathering, place: number): Person["client"] {
  return clientOf(meeting, place, hash(meeting.key, place, 17));
}

/** The person at a place of a meeting; `userAt` gives the account's users. */
export function personAt(
  account: Account,
  userAt: (index: number) => User,
  meeting: Gathering,
  place: number,
): Person {
  const key = hash(meeting.key, place, 17);
  const client = clientOf(meeting, place, key);
  const user = client === "computer" ? userOfPlace(account, meeting, place, key) : undefined;
  if (user !== undefined) {
    const { displayName, listedEmail, home } = userAt(user);
    const habit = account.habits && hash(key, 21) % 8 !== 0 ? home : key;
    return { place, key, habit, user, name: displayName, email: listedEmail, client };
  }
  const shown = client === "computer" && hash(key, 15) % 12 === 0;
  const email = shown ? `guest${key.toString(36)}@example.com` : "";
  const name =
    client === "phone" ? `1415555${String(hash(key, 16) % 10_000).padStart(4, "0")}` : guestName(key);
  return {
    place,
    key,
    habit: key,
    user: undefined,
    name: client === "room" ? `Room ${1 + (key % 90)}` : name,
    email,
    client,
  };
}

/** What a person joins with. */
export function deviceOf(person: Person, second: boolean): (typeof devices)[number] {
  if (person.client === "phone") return phone;
  if (person.client === "room") return zoomRoom;
  if (person.client === "sip") return sipRoom;
  return pick(hash(person.habit, second ? 19 : 18), devices);
}

/** Where a person is. */
export function locationOf(person: Person): (typeof places)[number] {
  return pick(hash(person.habit, 20), places);
}
