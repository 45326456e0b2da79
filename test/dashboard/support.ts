/** The dashboard over a small store, asked without a socket. */

import type { Ask } from "../../src/dashboard/answer.ts";
import { createDashboard, type DashboardOptions, type PageFile } from "../../src/dashboard/app.ts";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import type { Source } from "../../src/destinations/source.ts";
import { collections } from "../../src/streams/derived.ts";
import { makeOptions, quickEffects } from "../destinations/duckdb-harness.ts";
import { type Account, fill } from "../destinations/rollup-store.ts";
import { recordingLog } from "../support/recording-log.ts";

export const now = Date.parse("2026-11-20T12:00:00Z");

/** A file with these documents, open to be read. */
export async function openFilled(file: string, account: Account): Promise<Source> {
  await fill(duckdbDestination(quickEffects(), makeOptions(file)), account);
  return duckdbSource(quickEffects(), { file, lockWaitMs: 0, collections });
}

export function askOf(source: Source, more: Partial<Ask> = {}): Ask {
  return {
    source,
    hidesPeople: false,
    rosters: [],
    timeZone: "UTC",
    settleAfterMs: 10_800_000,
    dayShare: 0.5,
    now: () => now,
    writingRun: () => undefined,
    ...more,
  };
}

const encoder = new TextEncoder();
const pageFile = (text: string, type: string): PageFile => ({
  type,
  body: encoder.encode(text),
  isHashed: false,
});

/** @returns asks for a path, as a browser on this machine does. */
export function makeDashboard(ask: Ask, more: Partial<DashboardOptions> = {}) {
  const log = recordingLog();
  const app = createDashboard(ask, {
    hosts: ["127.0.0.1:80"],
    files: new Map([
      ["/index.html", pageFile("<p>page</p>", "text/html; charset=utf-8")],
      ["/assets/a-1.js", { ...pageFile("1", "text/javascript"), isHashed: true }],
    ]),
    stamp: async () => undefined,
    log,
    ...more,
  });
  const get = async (path: string, headers: Record<string, string> = {}, method = "GET") =>
    app.request(`http://127.0.0.1:80${path}`, { method, headers: { host: "127.0.0.1:80", ...headers } });
  return { get, log };
}
