/** A ledger that an older version has written, and one of a newer version. */

import { expect, it } from "vitest";
import { searchDestination } from "../../src/destinations/search/search.ts";
import { searchSource } from "../../src/destinations/search/source.ts";
import { account, firstHolder, neighbour, things } from "../destinations/contract-data.ts";
import { optionsOf, searchEffects, settingsOf } from "../destinations/search-harness.ts";
import { manualClock } from "../support/manual-clock.ts";
import { describeOnServers, request, type SearchServer } from "../support/search-servers.ts";
import { withPrefix } from "./support.ts";

const keyword = { type: "keyword", ignore_above: 1024 };
const unsearched = { type: "object", enabled: false };

/** The ledger as version 0.1 made it. @returns the path of its index. */
async function makeOldLedger(server: SearchServer, prefix: string, schemaVersion = 1): Promise<string> {
  const path = `/${prefix}zoom-harvester-ledger`;
  await request(server, "PUT", path, {
    mappings: {
      dynamic: false,
      _meta: {
        managed_by: "zoom-harvester",
        description: "What no document can say: accounts, facts, runs, calls",
      },
      properties: { kind: keyword, account: keyword, run: keyword, zoom_day: keyword, calls: unsearched },
    },
  });
  const put = (id: string, entry: object) =>
    request(server, "PUT", `${path}/_doc/${encodeURIComponent(id)}?refresh=true`, entry);
  await put("meta", {
    kind: "meta",
    schema_version: schemaVersion,
    program_version: "0.1.0",
    newest_version: 5,
    writing: false,
  });
  await put(`account:${account}`, { kind: "account", account });
  await put("fact:plan", { kind: "fact", name: "plan", value: "pro" });
  await put("run:old", { kind: "run", run: "old", started_at: "2026-11-22T10:00:00Z", asked: {} });
  const calls = { kind: "calls", run: "old", zoom_day: "2026-11-22", calls: { heavy: 3 } };
  await put("calls:old:2026-11-22", calls);
  return path;
}

const open = (server: SearchServer, prefix: string, more = {}) =>
  searchDestination(searchEffects(manualClock()), optionsOf(server, prefix, more));

describeOnServers("a ledger", (server) => {
  const mappingOf = async (path: string) =>
    Object.values((await request(server, "GET", `${path}/_mapping`)).body as object)[0].mappings;

  it("of version 1 is taken over with its runs and calls", async () => {
    await withPrefix(server, async (prefix) => {
      const path = await makeOldLedger(server, prefix);
      const destination = open(server, prefix);
      await destination.open([things]);
      expect((await mappingOf(path)).properties).toMatchObject({
        span_start: { type: "date" },
        outcome: unsearched,
      });
      expect(await destination.callsUsed("2026-11-22")).toEqual({ heavy: 3 });
      expect(await destination.recall("plan")).toBeUndefined();
      await destination.noteListings([{ what: "meetings", span: { start: 1, end: 2 }, at: 3 }]);
      await destination.noteListings([{ what: "meetings", span: { start: 0, end: 2 }, at: 4 }]);
      expect(await destination.listings("meetings")).toHaveLength(1);
      await destination.close();
      const settings = settingsOf(server, { prefix });
      const options = { settings, version: "1.2.3", collections: [things] };
      const source = await searchSource(searchEffects(manualClock()), options);
      const { runs, accounts } = await source.ledger();
      await source.close();
      expect(accounts).toEqual([account]);
      expect(runs).toEqual([
        { run: "old", startedAt: "2026-11-22T10:00:00Z", asked: {}, calls: { "2026-11-22": { heavy: 3 } } },
      ]);
      const { body } = await request(server, "GET", `${path}/_doc/meta`);
      expect(body._source).toMatchObject({ schema_version: 2, writing: false });
    });
  });

  it("of version 1 that another harvester holds is left as it is", async () => {
    await withPrefix(server, async (prefix) => {
      const path = await makeOldLedger(server, prefix);
      const { pid, host } = neighbour;
      const renewed_at = new Date(manualClock().now()).toISOString();
      const held = {
        kind: "lease",
        run: "other",
        host,
        host_id: "h",
        pid,
        process_start: "1",
        renewed_at,
        renewals: 1,
      };
      await request(server, "PUT", `${path}/_doc/lease`, held);
      const before = await mappingOf(path);
      await expect(open(server, prefix).open([things])).rejects.toThrow(/process 4712 on host host-1/);
      expect(await mappingOf(path)).toEqual(before);
      const { body } = await request(server, "GET", `/_resolve/index/${prefix}*`);
      expect(body.indices).toHaveLength(1);
      expect((await request(server, "GET", `/_index_template/${prefix}zoom-things`)).status).toBe(404);
    });
  });

  it("of a newer version is refused, and nobody holds it then", async () => {
    await withPrefix(server, async (prefix) => {
      const path = await makeOldLedger(server, prefix, 3);
      const opening = open(server, prefix, { holder: firstHolder }).open([things]);
      await expect(opening).rejects.toThrow(/newer form \(3\)/);
      expect((await request(server, "GET", `${path}/_doc/lease`)).status).toBe(404);
    });
  });

  it("of a store that cannot be opened is given back at once", async () => {
    await withPrefix(server, async (prefix) => {
      const destination = open(server, prefix);
      const broken = {
        ...things,
        fields: { bad: { type: "no such type" as "long", description: "", privacy: "none" as const } },
      };
      await expect(destination.open([broken])).rejects.toThrow();
      const path = `/${prefix}zoom-harvester-ledger/_doc/lease`;
      expect((await request(server, "GET", path)).status).toBe(404);
    });
  });
});
