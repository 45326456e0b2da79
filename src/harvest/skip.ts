/** Which hosts' meetings the user wants: `--only_groups` and `--skip_hosts`. Pure. */

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
  host: { id?: string; email: string; groups: readonly string[] },
): boolean {
  if (skipped.hosts.has(host.email.toLowerCase())) return false;
  if (host.id !== undefined && skipped.hosts.has(host.id)) return false;
  return skipped.onlyGroups.size === 0 || host.groups.some((group) => skipped.onlyGroups.has(group));
}
