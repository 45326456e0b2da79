/** A simulated Zoom without a socket, a store in memory and a clock turned by hand: what the engine works with. */

import type { Destination } from "../../src/destinations/destination.ts";
import type { Effects } from "../../src/effects.ts";
import { HostDirectory } from "../../src/harvest/hosts.ts";
import type { Knowledge } from "../../src/harvest/reading.ts";
import { SeriesBook } from "../../src/harvest/series-book.ts";
import { Stopper } from "../../src/harvest/stopper.ts";
import { Tally } from "../../src/harvest/tally.ts";
import { createWork, type HarvestOptions, type Work } from "../../src/harvest/work.ts";
import { Secret } from "../../src/secret.ts";
import type { GivenOptions } from "../../src/simulator/options.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";
import { streams } from "../../src/streams/registry.ts";
import { createZoomClient, type ZoomClient } from "../../src/zoom/client.ts";
import type { LimiterOptions } from "../../src/zoom/limiter.ts";
import { account } from "../destinations/contract-data.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { recordingLog } from "../support/recording-log.ts";

export interface Simulated {
  clock: ManualClock;
  effects: Effects;
  zoom: ZoomClient;
  stopper: Stopper;
  /** The calls of the API, path and query, in order. */
  asked: string[];
  /** While it holds calls back, those of this path wait. */
  gate: { path?: RegExp; open(): void };
  // biome-ignore lint/suspicious/noExplicitAny: the simulator's own JSON, looked at by each test
  truth(from: string, to?: string): Promise<any>;
  /** The generator's own meetings or webinars of a day, with their sessions. */
  truthRows(day: string, of: "meetings" | "webinars"): Promise<unknown[]>;
}

const base = "http://zoom.test";

/** An account with fixed days, and a client of it. The limits are those of the plan that is found out, unused so far. */
export function simulatedZoom(given: GivenOptions, limits: Partial<LimiterOptions> = {}): Simulated {
  const clock = manualClock("2026-11-20T12:00:00Z");
  const simulator = createSimulator({ limits: "off", users: 20, ...given }, { now: clock.now });
  const { key, secret, accountId } = simulator.credentials;
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const gate: Simulated["gate"] = {
    open: () => {
      delete gate.path;
      for (const go of waiting.splice(0)) go();
    },
  };
  const effects: Effects = {
    ...clock,
    random: () => 0.5,
    log: recordingLog(),
    send: async ({ method, url, headers, body }) => {
      const { pathname, search } = new URL(url);
      if (pathname.startsWith("/v2")) asked.push(pathname.slice(3) + search);
      if (gate.path?.test(pathname)) await new Promise<void>((go) => waiting.push(go));
      const response = await simulator.fetch(new Request(url, { method, headers, body: body ?? null }));
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        text: await response.text(),
      };
    },
  };
  const stopper = new Stopper(effects);
  const zoom = createZoomClient(
    effects,
    {
      credentials: { key: new Secret(key), secret: new Secret(secret), accountId },
      apiUrl: `${base}/v2`,
      oauthUrl: `${base}/oauth/token`,
      timeoutMs: 1_000,
      limits: { on: false, plan: "pro", share: 1, dayShare: 1, usedToday: {}, ...limits },
    },
    stopper,
  );
  return {
    clock,
    effects,
    zoom,
    stopper,
    asked,
    gate,
    truth: async (from, to = from) =>
      (await simulator.fetch(new Request(`${base}/_simulator/truth?from=${from}&to=${to}`))).json(),
    truthRows: async (day, of) => {
      const query = `from=${day}&to=${day}&of=${of}`;
      const rows = await simulator.fetch(new Request(`${base}/_simulator/truth/rows?${query}`));
      return (await rows.text())
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    },
  };
}

/** What an engine's step is given. */
export function workOn(
  { effects, zoom, stopper }: Simulated,
  destination: Destination,
  more: Partial<HarvestOptions> = {},
): Work {
  const options: HarvestOptions = {
    run: "run-1",
    version: "1.2.3",
    account,
    streams: streams.filter(({ group }) => group === "core"),
    source: "auto",
    whenQuotaEnds: "stop",
    dayShares: {},
    meetings: [],
    series: [],
    seriesOf: "none",
    onlyGroups: [],
    skipHosts: [],
    without: new Set(),
    settleAfterMs: 3 * 3_600_000,
    recheckEveryMs: 0,
    order: "newest",
    again: false,
    findPlan: true,
    concurrency: 4,
    ...more,
  };
  return createWork(effects, zoom, destination, options, stopper, new Tally());
}

/** Of an account whose users and series are not asked for. */
export async function knowNothing(work: Work): Promise<Knowledge> {
  const directory = new HostDirectory();
  return { directory, book: new SeriesBook(work, directory) };
}
