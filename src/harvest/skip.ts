/** Which hosts' meetings the user wants: `--only_groups` and `--skip_hosts`. Pure. */

import type { JsonObject } from "../document.ts";
import { ConfigurationError } from "../errors.ts";
import type { HostDirectory } from "./hosts.ts";

export interface Skipped {
  onlyGroups: ReadonlySet<string>;
  /** E-mails in lower case, and user ids. */
  hosts: ReadonlySet<string>;
  /** True when the decision needs the user lists. */
  needsDirectory: boolean;
}

export function createSkipped(onlyGroups: readonly string[], skipHosts: readonly string[]): Skipped {
  const hosts = skipHosts.map((host) => (host.includes("@") ? host.toLowerCase() : host));
  return {
    onlyGroups: new Set(onlyGroups),
    hosts: new Set(hosts),
    needsDirectory: onlyGroups.length > 0 || hosts.some((host) => !host.includes("@")),
  };
}

/** Whether a host's meetings are wanted. A host that Zoom no longer knows is in no group. */
export function isWantedHost(
  skipped: Skipped,
  host: { id?: string | undefined; email: string; groups: readonly string[] },
): boolean {
  if (skipped.hosts.has(host.email.toLowerCase())) return false;
  if (host.id !== undefined && skipped.hosts.has(host.id)) return false;
  return skipped.onlyGroups.size === 0 || host.groups.some((group) => skipped.onlyGroups.has(group));
}

/** Whether a meeting's host is wanted. @param fields the meeting's, as listed or stored. */
export function isOfWantedHost(skipped: Skipped, directory: HostDirectory, fields: JsonObject): boolean {
  if (skipped.onlyGroups.size === 0 && skipped.hosts.size === 0) return true;
  const { email, host_id } = (fields.host ?? {}) as { email?: string; host_id?: string };
  const id = typeof fields.host_id === "string" ? fields.host_id : host_id;
  const known = id === undefined ? undefined : directory.get(id);
  const host = known ?? directory.find(email, String(fields.meeting_series_id ?? ""));
  return isWantedHost(skipped, host ?? { id, email: email ?? "", groups: [] });
}

/** @throws ConfigurationError for a group that nobody is in. */
export function checkGroups(groups: readonly string[], directory: HostDirectory): void {
  const unknown = groups.filter((group) => !directory.hasGroup(group));
  if (unknown.length === 0) return;
  throw new ConfigurationError({
    operation: "harvest",
    subject: "--only_groups",
    reason: `no user of the account is in the group ${unknown.join(", ")}`,
    hint: "the group's id, as Zoom's web portal shows it under User Management > Groups",
  });
}
