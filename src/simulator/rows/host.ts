/** The host of a meeting as listings show one; a deleted host still has a name and an e-mail, but no user. */
import { hash } from "../hash.ts";
import { opaqueId } from "../ids.ts";
import type { Meeting } from "../population/meetings.ts";
import { hasDeletedHost } from "../population/oddities.ts";
import type { World } from "../world.ts";

/** What listings tell about a host. */
export interface Host {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly department: string;
  readonly licensed: boolean;
  readonly group: number | undefined;
}

/** The host of a meeting. */
export function hostOf(world: World, meeting: Meeting): Host {
  if (hasDeletedHost(world.options, meeting)) {
    const id = opaqueId(world.options.seed, "user", 0xffff0000 + (meeting.day & 0xffff));
    return {
      id,
      name: "Former User",
      email: "former.user@example.edu",
      department: "",
      licensed: true,
      group: undefined,
    };
  }
  return hostOfUser(world, meeting.host);
}

/** A user as listings show a host. */
export function hostOfUser(world: World, index: number): Host {
  const user = world.user(index);
  return {
    id: user.id,
    name: user.displayName,
    email: user.listedEmail,
    department: user.department,
    licensed: user.licensed,
    group: user.group,
  };
}

/** The meeting's topic: the same for all instances of a series, "" now and then. */
export function topicOf(world: World, meeting: Meeting, topics: readonly string[]): string {
  const key = meeting.series === undefined ? meeting.key : hash(world.options.seed, meeting.series, 83);
  if (hash(key, 84) % 60 === 0) return "";
  if (meeting.block === "pmi") return `${hostOf(world, meeting).name}'s Personal Meeting Room`;
  if (meeting.type === 1) return `${hostOf(world, meeting).name}'s Zoom Meeting`;
  return topics[hash(key, 85) % topics.length] ?? "";
}
