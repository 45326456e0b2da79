/** A real server that is stopped, killed, too small, full or read-only: no document is lost, and the words fit. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePrefix } from "../destinations/search-harness.ts";
import { makeFolder, type RunningSimulator, start, startSimulator, untilSaid } from "../e2e/support.ts";
import { type PrivateServer, startPrivateServer } from "../support/private-server.ts";
import { environmentOf, request, searchServers } from "../support/search-servers.ts";
import { account, argumentsFor, harvestInto, storedIn, truthOf } from "./support.ts";

const participantsRead = '"path":"/metrics/meetings/{meetingId}/participants","status":200';
const folder = makeFolder();
afterAll(folder.remove);

describe.skipIf(searchServers().length === 0)(
  "a search server in trouble (skipped: no search server)",
  () => {
    let server: PrivateServer;
    let simulator: RunningSimulator;
    beforeAll(async () => {
      // Smaller than a request of ours, and pressed by two of them.
      server = await startPrivateServer("es8", 19301, {
        "http.max_content_length": "300kb",
        "indexing_pressure.memory.limit": "250kb",
      });
      simulator = await startSimulator(
        ...account,
        "--meetings_per_day",
        "300",
        "--seed",
        "66",
        "--limits",
        "off",
      );
    }, 240_000);
    afterAll(async () => {
      await simulator?.stop();
      await server?.remove();
    });
    const begin = (prefix: string, ...more: string[]) =>
      start(
        argumentsFor(prefix, "--log_level", "debug", "--series", "none", ...more),
        { ...simulator.env, ...environmentOf(server) },
        folder.path,
      );

    it("takes everything in requests as small as it wants them", { timeout: 120_000 }, async () => {
      const prefix = makePrefix();
      const ended = await harvestInto(
        server,
        simulator,
        folder.path,
        prefix,
        "--limits",
        "off",
        "--log_level",
        "debug",
      );
      expect(ended.code, ended.stderr.slice(-1_000)).toBe(0);
      expect(ended.stderr).toMatch(/takes no requests of \d+ bytes/);
      expect(await storedIn(server, prefix)).toEqual(await truthOf(simulator));
    });

    it.each(["stop", "kill"] as const)(
      "costs no document when it is gone for a while (%s)",
      { timeout: 240_000 },
      async (how) => {
        const prefix = makePrefix();
        const running = begin(prefix);
        await untilSaid(running, participantsRead, 40);
        await server[how]();
        await untilSaid(running, "waiting for http");
        await server.restart();
        const { code, stderr } = await running.ended;
        expect(code, stderr.slice(-1_000)).toBe(0);
        expect(stderr).toMatch(/takes documents again/);
        expect(await storedIn(server, prefix)).toEqual(await truthOf(simulator));
      },
    );

    it("that does not come back ends the run with 5, and the next run completes it", {
      timeout: 240_000,
    }, async () => {
      const prefix = makePrefix();
      const running = begin(prefix, "--es_patience", "3s");
      await untilSaid(running, participantsRead, 100);
      await server.kill();
      const { code, stderr } = await running.ended;
      expect(code, stderr.slice(-1_000)).toBe(5);
      expect(stderr).toMatch(/does not answer.*--es_patience/);
      await server.restart();
      const again = await harvestInto(server, simulator, folder.path, prefix, "--limits", "off");
      expect(again.code, again.stderr.slice(-1_000)).toBe(0);
      expect(await storedIn(server, prefix)).toEqual(await truthOf(simulator));
    });

    it("that is full is waited for, in these words, and then the run ends with 5", {
      timeout: 120_000,
    }, async () => {
      const prefix = makePrefix();
      expect((await harvestInto(server, simulator, folder.path, prefix, "--limits", "off")).code).toBe(0);
      const block = (value: boolean | null) =>
        request(server, "PUT", `/${prefix}sessions/_settings`, {
          "index.blocks.read_only_allow_delete": value,
        });
      await block(true);
      // The server itself lifts the block when it next looks at its disk, every 30 seconds.
      let blocked: Promise<unknown> = Promise.resolve();
      const blocking = setInterval(() => {
        blocked = block(true);
      }, 200);
      const full = await harvestInto(
        server,
        simulator,
        folder.path,
        prefix,
        "--limits",
        "off",
        "--again",
        "--es_patience",
        "2s",
      ).finally(() => clearInterval(blocking));
      expect(full.stderr).toMatch(/its disk is full/);
      expect(full.code).toBe(5);
      await blocked;
      await block(null);
      expect((await harvestInto(server, simulator, folder.path, prefix, "--limits", "off")).code).toBe(0);
    });

    it("with a read-only index ends the run with 4 and the command that opens it", {
      timeout: 120_000,
    }, async () => {
      const prefix = makePrefix();
      expect((await harvestInto(server, simulator, folder.path, prefix, "--limits", "off")).code).toBe(0);
      await request(server, "PUT", `/${prefix}sessions/_settings`, { "index.blocks.write": true });
      const ended = await harvestInto(server, simulator, folder.path, prefix, "--limits", "off", "--again");
      expect(ended.code, ended.stderr.slice(-1_000)).toBe(4);
      expect(ended.stderr).toMatch(/sessions-2026\.03 is read-only.*Try: curl -XPUT/);
    });
  },
);
