/** Which version of the client program each active user has: most the newest. */
import { hash, pick } from "../hash.ts";
import type { World } from "../world.ts";

const versions = [
  "win_6.2.5.2440",
  "win_6.2.5.2440",
  "win_6.2.5.2440",
  "win_6.1.0.1024",
  "mac_6.2.5.2440",
  "mac_6.2.5.2440",
  "mac_5.17.11.3835",
  "android_6.2.1.1032",
] as const;

/** How many active users have each version; only those that somebody has. */
export function usersByVersion({ options, account }: World): ReadonlyMap<string, number> {
  const users = new Map<string, number>();
  for (let user = 0; user < account.actives; user++) {
    const version = pick(hash(options.seed, user, 275), versions);
    users.set(version, (users.get(version) ?? 0) + 1);
  }
  return users;
}
