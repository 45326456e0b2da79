/** A source needs no more than the right to read, and says so by asking for nothing else. */

import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { searchDestination } from "../../src/destinations/search/search.ts";
import { searchSource } from "../../src/destinations/search/source.ts";
import { parseHosts } from "../../src/search-settings.ts";
import { members, owners, setOf } from "../destinations/contract-data.ts";
import { optionsOf, searchEffects, settingsOf } from "../destinations/search-harness.ts";
import { manualClock } from "../support/manual-clock.ts";
import { type SearchServer, searchServers } from "../support/search-servers.ts";
import { withPrefix } from "./support.ts";

const collections = [owners, members];
const reading = /^(GET|HEAD) |^(POST|DELETE) \/(\S+\/)?_(search|search\/scroll|count|mget)(\?|$)/;

/** Stands before a server and refuses whatever does not read. */
async function guard(server: SearchServer) {
  const refused: string[] = [];
  const proxy = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method, headers, url = "" } = incoming;
    if (!reading.test(`${method} ${url}`)) {
      refused.push(`${method} ${url.split("?")[0]}`);
      const error = { type: "security_exception", reason: "action is unauthorized for user [reader]" };
      outgoing
        .writeHead(403, { "content-type": "application/json" })
        .end(JSON.stringify({ error, status: 403 }));
      return;
    }
    const onward = forward(`${server.url}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.end(Buffer.concat(chunks));
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    refused,
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}

const plain = searchServers().filter(({ url }) => url.startsWith("http:"));
describe.skipIf(plain.length === 0)("a source (skipped: no search server)", () => {
  it.each(plain)("of $name is read by a user who may do nothing else", async (server) => {
    await withPrefix(server, async (prefix) => {
      const clock = manualClock();
      const destination = searchDestination(searchEffects(clock), optionsOf(server, prefix));
      await destination.open(collections);
      await destination.write([setOf("o", ["1", "2"])]);
      await destination.remember("plan", "pro");
      await destination.close();
      const guarded = await guard(server);
      try {
        const settings = settingsOf(server, { prefix, hosts: parseHosts(guarded.url) });
        const source = await searchSource(searchEffects(clock), { settings, version: "1.2.3", collections });
        expect(await source.total("members")).toBe(2);
        expect(await source.find("owners", {})).toEqual(["o"]);
        expect(await source.countMembers("members", ["o"])).toEqual(new Map([["o", 2]]));
        expect(await source.countByDay("owners", "UTC")).toEqual([{ date: "2026-11-02", count: 1 }]);
        expect(await source.read("owners", ["o"])).toHaveLength(1);
        const contains = [{ fields: ["topic"], text: "FIRST" }];
        const asked = { where: { contains }, by: "topic", order: "ascending", offset: 0, limit: 5 } as const;
        expect(await source.page("owners", asked)).toMatchObject({ total: 1, documents: [{ _id: "o" }] });
        expect((await source.rollUp("owners", { where: { contains } })).map(({ count }) => count)).toEqual([
          1,
        ]);
        // All members are alike: they are read by scrolling.
        const alike = { where: {}, by: "count", order: "descending", offset: 1, limit: 10_000 } as const;
        expect((await source.page("members", alike)).documents.map(({ _id }) => _id)).toEqual(["o/2"]);
        let scanned = 0;
        for await (const page of source.scan("members")) scanned += page.length;
        expect(scanned).toBe(2);
        expect((await source.ledger()).facts).toHaveLength(1);
        await source.close();
        // Asked once, refused once, never asked again.
        expect(guarded.refused).toEqual([`POST /${prefix}zoom-members/_refresh`]);
      } finally {
        guarded.close();
      }
    });
  });
});
