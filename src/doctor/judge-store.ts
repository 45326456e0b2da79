/** What a store's ledger and disks say about the next harvest. Pure. */

import { leaseMs } from "../destinations/lease.ts";
import type { Lease } from "../destinations/ledger.ts";
import type { TemplateState } from "../destinations/search/install.ts";
import type { Json } from "../document.ts";
import { isoSeconds } from "../time.ts";
import { bad, type Check, good } from "./check.ts";

/** Who writes the store now; never a failure, since a harvest waits or says so by itself. */
export function judgeLease(lease: Lease | undefined, now: number): Check {
  if (lease === undefined) return good("lock", "no harvester holds the store");
  const { pid, host, renewedAt } = lease;
  const holder = `process ${pid} on host ${host}, last seen at ${isoSeconds(renewedAt)}`;
  return now - renewedAt < leaseMs
    ? good("lock", `held by another harvester: ${holder}; a harvest waits for it as long as --lock_wait says`)
    : good("lock", `left by a harvester that was cut off: ${holder}; the next one takes over`);
}

/** @returns undefined when the account may write there. */
export function judgeAccount(
  accounts: readonly string[],
  account: string,
  allowAccount: boolean,
): Check | undefined {
  const [first] = accounts;
  if (first === undefined || accounts.includes(account) || allowAccount) return undefined;
  return bad(
    "store",
    `it belongs to Zoom account ${first}, and --account_id is ${account}`,
    "another store, or --allow_account to keep both accounts in it",
  );
}

export function judgeTemplates(states: readonly TemplateState[]): Check {
  const named = (state: TemplateState["state"]) =>
    states.filter((one) => one.state === state).map(({ name }) => name);
  const [missing, older, newer] = [named("missing"), named("differs"), named("newer")];
  const said = [
    ...(missing.length === 0 ? [] : [`the next harvest installs ${missing.join(", ")}`]),
    ...(older.length === 0 ? [] : [`the next harvest renews ${older.join(", ")}`]),
    ...(newer.length === 0 ? [] : [`${newer.join(", ")} are of a newer zoom-harvester and stay`]),
  ];
  return good("templates", said.length === 0 ? "all are installed" : said.join("; "));
}

/** A harvest of a large day is some tens of megabytes, and DuckDB wants as much again to write it. */
const leastFreeBytes = 200e6;

export function judgeFree(folder: string, freeBytes: number): Check {
  const free = `${sayBytes(freeBytes)} free in ${folder}`;
  return freeBytes >= leastFreeBytes
    ? good("disk", free)
    : bad("disk", `only ${free}`, "making room, or another place with --db");
}

/** From here on Elasticsearch and OpenSearch let nobody write, unless so much is free. */
const floodPercent = 95;
const floodFreeBytes = 100e9;

/** @param answer of `_cat/allocation` as JSON in bytes. @returns undefined when it tells of no disk. */
export function judgeAllocation(answer: Json): Check | undefined {
  const rows = (Array.isArray(answer) ? answer : []) as Record<string, Json>[];
  const disks = rows.flatMap((row) => {
    const [percent, free] = [row["disk.percent"], row["disk.avail"]].map((value) =>
      Number(value ?? Number.NaN),
    );
    return percent === undefined || free === undefined || Number.isNaN(percent + free)
      ? []
      : [{ percent, free }];
  });
  const [fullest] = disks.toSorted((a, b) => b.percent - a.percent);
  if (fullest === undefined) return undefined;
  const { percent, free } = fullest;
  const said = `${sayBytes(free)} free on the fullest of ${disks.length} node${disks.length === 1 ? "" : "s"}, ${percent} % used`;
  return percent >= floodPercent && free < floodFreeBytes
    ? bad(
        "disk",
        `${said}: the cluster lets nobody write`,
        "making room on that node; the block then goes by itself",
      )
    : good("disk", said);
}

export function sayBytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.floor(bytes / 1e6)} MB`;
}
