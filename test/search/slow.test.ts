/** A cluster that takes five seconds for each request of documents: fetching waits for it, nothing is lost. */

import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder, start, startSimulator } from "../e2e/support.ts";
import { type SearchServer, searchServers } from "../support/search-servers.ts";
import { account, argumentsFor, storedIn, truthOf, withPrefix } from "./support.ts";

const folder = makeFolder();
afterAll(folder.remove);
const slowMs = 5_000;
const open = searchServers().find(({ secured }) => !secured);

/** Stands before a server and hands on requests, those with documents late. */
async function slowly(server: SearchServer) {
  const bulks: { at: number; done: boolean }[] = [];
  const proxy = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const isBulk = incoming.url?.startsWith("/_bulk") === true;
    const bulk = { at: performance.now(), done: false };
    if (isBulk) {
      bulks.push(bulk);
      await delay(slowMs);
    }
    const { method, headers, url } = incoming;
    const onward = forward(`${server.url}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
      bulk.done = true;
    });
    onward.end(Buffer.concat(chunks));
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    bulks,
    close: () => proxy.close(),
  };
}

describe.skipIf(open === undefined)("a slow cluster (skipped: no search server)", () => {
  it("holds the fetching back, and gets everything", { timeout: 240_000 }, async () => {
    const server = open as SearchServer;
    const simulator = await startSimulator(
      ...account,
      "--meetings_per_day",
      "500",
      "--seed",
      "81",
      "--limits",
      "off",
    );
    const slow = await slowly(server);
    try {
      await withPrefix(server, async (prefix) => {
        const env = { ...simulator.env, ES_HOST: slow.url };
        const args = argumentsFor(prefix, "--limits", "off", "--series", "none");
        const running = start(args, env, folder.path);
        // The calls that the simulator has had, looked at each time a request of documents begins.
        const calls: number[] = [];
        let seen = 0;
        while (running.process.exitCode === null) {
          await delay(200);
          if (slow.bulks.length === seen) continue;
          seen = slow.bulks.length;
          calls.push((await simulator.requests()).total);
        }
        const { code, stderr } = await running.ended;
        expect(code, stderr.slice(-800)).toBe(0);
        const total = (await simulator.requests()).total;
        // Without back-pressure all calls would be made before the first answer: they take some five seconds.
        expect(calls.length).toBeGreaterThan(4);
        expect(calls[Math.floor(calls.length / 2)]).toBeLessThan(0.9 * total);
        expect(await storedIn(server, prefix).then(({ meetings }) => meetings)).toEqual(
          (await truthOf(simulator)).meetings,
        );
      });
    } finally {
      slow.close();
      await simulator.stop();
    }
  });
});
