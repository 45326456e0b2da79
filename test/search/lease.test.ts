/** The lease in a real cluster: renewals, lost answers, a cluster that is away, the least privileges. */

import { afterEach, beforeEach, expect, it } from "vitest";
import { LeaseLost } from "../../src/destinations/lease.ts";
import type { Lease } from "../../src/destinations/ledger.ts";
import { connectSearch } from "../../src/destinations/search/connect.ts";
import { SearchLease, type SearchLeaseEffects } from "../../src/destinations/search/lease.ts";
import { Requests } from "../../src/destinations/search/requests.ts";
import { searchDestination } from "../../src/destinations/search/search.ts";
import { searchSource } from "../../src/destinations/search/source.ts";
import type { SearchRequest, SearchTransport } from "../../src/destinations/search/transport.ts";
import { Unreachable } from "../../src/destinations/search/transport.ts";
import { Secret } from "../../src/secret.ts";
import { firstHolder, stranger, things } from "../destinations/contract-data.ts";
import {
  makePrefix,
  optionsOf,
  removePrefix,
  searchEffects,
  settingsOf,
} from "../destinations/search-harness.ts";
import { type ManualClock, manualClock, settle } from "../support/manual-clock.ts";
import { describeOnServers, request, type SearchServer } from "../support/search-servers.ts";

/** How the way to the cluster behaves, from the next request on. */
type Way = "open" | "closed" | "loses answers";

describeOnServers("the lease", (server) => {
  const index = `${makePrefix()}lease`;
  let clock: ManualClock;
  let way: Way;
  /** What was put off, to be run by hand. */
  let waiting: (() => void)[];
  let transport: SearchTransport;

  beforeEach(async () => {
    clock = manualClock();
    way = "open";
    waiting = [];
    await request(server, "PUT", `/${index}`, { mappings: { dynamic: false } });
  });
  afterEach(async () => {
    await transport.close();
    await request(server, "DELETE", `/${index}`);
  });

  async function makeLease(holder = firstHolder): Promise<SearchLease> {
    const effects: SearchLeaseEffects & ReturnType<typeof searchEffects> = {
      ...searchEffects(clock),
      later: (_, run) => {
        waiting.push(run);
        return () => {
          waiting = waiting.filter((other) => other !== run);
        };
      },
    };
    const connection = await connectSearch(effects, settingsOf(server), "1.2.3");
    transport = connection.transport;
    const faulty: SearchTransport = {
      ...transport,
      request: async (asked: SearchRequest) => {
        if (way === "closed") throw new Unreachable("connection refused");
        const answer = await transport.request(asked);
        if (way === "loses answers") throw new Unreachable("connection reset");
        return answer;
      },
    };
    const requests = new Requests(faulty, connection.patience);
    return new SearchLease(effects, requests, { index, holder, lockWaitMs: 0, where: "the store" });
  }

  const stored = async (): Promise<Record<string, unknown> | undefined> =>
    (await request(server, "GET", `/${index}/_doc/lease`)).body._source;

  /** Lets the renewal that was put off run to its end. */
  async function renewNow(): Promise<void> {
    const due = waiting;
    waiting = [];
    for (const run of due) run();
    while (waiting.length === 0) await settle();
  }

  it("is renewed again and again, and gone when it is given back", async () => {
    const lease = await makeLease();
    await lease.claim();
    expect(await stored()).toMatchObject({ run: firstHolder.run, pid: firstHolder.pid, renewals: 0 });
    await clock.advance(4_000);
    await renewNow();
    await renewNow();
    expect(await stored()).toMatchObject({ renewals: 2, renewed_at: "2026-11-23T12:00:04.000Z" });
    await lease.release();
    expect(await stored()).toBeUndefined();
    expect(waiting).toEqual([]);
  });

  it("outlives a cluster that is away for a moment, and answers that are lost", async () => {
    const lease = await makeLease();
    await lease.claim();
    for (const trouble of ["closed", "loses answers", "open"] as const) {
      way = trouble;
      await renewNow();
    }
    expect(await stored()).toMatchObject({ run: firstHolder.run, renewals: 2 });
    await lease.ensure();
    way = "loses answers";
    await renewNow();
    way = "open";
    await lease.release();
    expect(await stored()).toBeUndefined();
  });

  it("is lost when another has taken it, and then left to him", async () => {
    const first = await makeLease();
    await first.claim();
    const mine = transport;
    await clock.advance(61_000);
    const second = await makeLease(stranger);
    await second.claim();
    await expect(first.ensure()).rejects.toThrow(LeaseLost);
    await first.release();
    expect(await stored()).toMatchObject({ run: stranger.run });
    await second.release();
    await mine.close();
  });

  it("is lost when somebody has removed it", async () => {
    const lease = await makeLease();
    await lease.claim();
    await request(server, "DELETE", `/${index}/_doc/lease`);
    await clock.advance(61_000);
    await expect(lease.ensure()).rejects.toThrow(/its hold was ended/);
  });

  it("is not given back by somebody who was refused", async () => {
    const first = await makeLease();
    await first.claim();
    const mine = transport;
    const second = await makeLease(stranger);
    await expect(second.claim()).rejects.toThrow(/held by another harvester/);
    await second.release();
    expect(await stored()).toMatchObject({ run: firstHolder.run });
    await mine.close();
  });

  it("goes to one of two who claim it at once", async () => {
    const first = await makeLease();
    const mine = transport;
    const second = await makeLease(stranger);
    const claims = await Promise.allSettled([first.claim(), second.claim()]);
    expect(claims.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await mine.close();
  });
});

describeOnServers("the lease of a store", (server) => {
  it("is shown to a source, and needs no more than the least privileges", async () => {
    // The role's patterns: with this prefix every name begins with zoom-.
    const prefix = `zoom-${makePrefix()}`;
    const clock = manualClock();
    const asHarvester: SearchServer = server.secured ? { ...server, username: "harvester" } : server;
    const settings = settingsOf(asHarvester, {
      prefix,
      ...(server.secured && {
        credentials: { kind: "basic", username: "harvester", password: new Secret("harvester-of-tests") },
      }),
    });
    const destination = searchDestination(searchEffects(clock), { ...optionsOf(server, prefix), settings });
    try {
      await destination.open([things]);
      await clock.advance(61_000);
      await destination.write([{ to: "things", documents: [{ _id: "a" }] }]);
      const source = await searchSource(searchEffects(clock), {
        settings,
        version: "1.2.3",
        collections: [things],
      });
      const expected: Lease = { ...firstHolder, renewedAt: clock.now(), renewals: 1 };
      expect((await source.ledger()).lease).toEqual(expected);
      await source.close();
    } finally {
      await destination.close();
      await removePrefix(server, prefix);
    }
  });
});
