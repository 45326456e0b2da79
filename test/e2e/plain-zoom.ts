/** What tests from outside share beside the program itself: Zoom asked directly, what it was asked for, a store changed by hand. */

import { DuckDBInstance } from "@duckdb/node-api";
import { describe, it } from "vitest";
import { type SearchServer, searchServers } from "../support/search-servers.ts";
import { type Ended, type RunningSimulator, run } from "./support.ts";

/** A day before today, in UTC; 1 is yesterday. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** Zoom's own count of the meetings of these days. */
export async function countListed(
  simulator: RunningSimulator,
  type: "past" | "pastOne",
  from: string,
  to = from,
): Promise<number> {
  const { ZOOM_KEY, ZOOM_SECRET, ZOOM_OAUTH_URL, ZOOM_ACCOUNT_ID } = simulator.env;
  const basic = Buffer.from(`${ZOOM_KEY}:${ZOOM_SECRET}`).toString("base64");
  const login = await fetch(
    `${ZOOM_OAUTH_URL}?grant_type=account_credentials&account_id=${ZOOM_ACCOUNT_ID}`,
    { method: "POST", headers: { authorization: `Basic ${basic}` } },
  );
  const { access_token } = (await login.json()) as { access_token: string };
  const query = new URLSearchParams({ type, from, to, page_size: "1" });
  const answer = await fetch(`${simulator.url}/v2/metrics/meetings?${query}`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  return ((await answer.json()) as { total_records: number }).total_records;
}

/** Asks again until it holds; the pause is only between two questions. */
export async function until(holds: () => Promise<boolean>, what: string, withinMs = 40_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const participants = "/metrics/meetings/{meetingId}/participants";

/** What a simulator was asked for while something ran. */
export interface Asked<T> {
  result: T;
  /** Meetings whose sessions were given out, in order, each page of them. */
  read: string[];
  /** Calls of the listings of meetings. */
  listings: number;
  /** All calls, without tokens. */
  total: number;
  tiers: Record<"light" | "medium" | "heavy" | "resource_intensive", number>;
}

export async function watching<T>(simulator: RunningSimulator, work: () => Promise<T>): Promise<Asked<T>> {
  const before = await simulator.requests(true);
  const result = await work();
  const after = await simulator.requests(true);
  const listings = ({ by_path }: typeof before) => by_path["/metrics/meetings"] ?? 0;
  const pages = (after.served as { path: string; uuid: string }[]).slice(before.served.length);
  return {
    result,
    read: pages.filter(({ path }) => path === participants).map(({ uuid }) => uuid),
    listings: listings(after) - listings(before),
    total: after.total - before.total,
    tiers: Object.fromEntries(
      Object.entries(after.by_tier as Record<string, number>).map(([tier, count]) => [
        tier,
        count - before.by_tier[tier],
      ]),
    ) as Asked<T>["tiers"],
  };
}

/** A run of the program against the simulator, watched. */
export function watchedRun(
  simulator: RunningSimulator,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Asked<Ended>> {
  return watching(simulator, () => run(args, { ...simulator.env, ...env }, cwd));
}

/** Changes a DuckDB file by hand, as nobody should. */
export async function change(file: string, ...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    for (const sql of statements) await connection.run(sql);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The tests of one server of each kind: of those that there are. */
export function describeOnTwoServers(title: string, tests: (server: SearchServer) => void): void {
  const open = searchServers().filter(({ secured }) => !secured);
  const wanted = open.filter(({ name }) => name === "es8" || name === "os3");
  const servers = wanted.length > 0 ? wanted : open.slice(0, 2);
  if (servers.length === 0) it.skip(`${title} (skipped: no search server)`, () => {});
  for (const server of servers) describe(`${title}: ${server.name}`, () => tests(server));
}
