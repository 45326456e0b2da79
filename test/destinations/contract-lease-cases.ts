/** The cases of the contract about who may write: one harvester at a time, and what becomes of the others. */

import { expect } from "vitest";
import { LeaseLost } from "../../src/destinations/lease.ts";
import { DestinationError } from "../../src/errors.ts";
import type { Case } from "./contract.ts";
import { all, firstHolder, neighbour, setOf, stranger, thing } from "./contract-data.ts";
import { expectAll } from "./contract-document-cases.ts";

const put = (id: string) => [{ to: "things", documents: [thing(id)] }];

/** Longer than a lease lives that is not renewed. */
const longMs = 61_000;

export const leaseCases: readonly Case[] = [
  {
    name: "refuses a second harvester, and names the process and the host of the first",
    run: async (harness) => {
      await harness.open(all);
      for (const holder of [neighbour, stranger]) {
        const second = harness.another({ holder });
        const error = await second.open(all).catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(DestinationError);
        const { message } = error as DestinationError;
        expect(message).toContain(`process ${firstHolder.pid} on host ${firstHolder.host}`);
      }
      await harness.destination.write(put("a"));
      await expectAll(harness, "things", [thing("a")]);
    },
  },
  {
    name: "takes the place at once of a process of the same host that has ended",
    run: async (harness) => {
      await harness.open(all);
      const asked: unknown[] = [];
      const next = harness.another({
        holder: neighbour,
        isRunning: (...process) => {
          asked.push(process);
          return false;
        },
      });
      const before = harness.clock.elapsed();
      await next.open([...all]);
      expect(harness.clock.elapsed() - before).toBeLessThan(1_000);
      expect(asked).toContainEqual([firstHolder.pid, firstHolder.processStart]);
      await next.write(put("a"));
    },
  },
  {
    name: "asks nothing about a process of another host",
    run: async (harness) => {
      await harness.open(all);
      const elsewhere = harness.another({ holder: stranger, isRunning: () => false });
      await expect(elsewhere.open(all)).rejects.toThrow(DestinationError);
    },
  },
  {
    name: "gives its place back when it is closed",
    run: async (harness) => {
      await harness.open(all);
      const source = await harness.source(all);
      expect((await source.ledger()).lease).toBeUndefined();
      await source.close();
      const next = harness.another({ holder: stranger });
      await next.open([...all]);
      await next.write(put("a"));
      await next.close();
    },
  },
  {
    name: "stores nothing for a harvester that stood still until another took its place",
    run: async (harness) => {
      await harness.open(all);
      const { destination, clock } = harness;
      await destination.write([...put("a"), setOf("o", ["1"])]);
      const letter = { to: "things", id: "l", reason: "no", record: {} };
      await destination.bury([letter]);
      const [buried] = await destination.letters();
      await clock.advance(longMs);
      const next = harness.another({ holder: stranger });
      await next.open([...all]);

      const late = [
        () => destination.write([...put("b"), setOf("o", [])]),
        () => destination.bury([{ ...letter, id: "late" }]),
        () => destination.dropLetters([buried?.key ?? ""]),
        () => destination.noteListings([{ what: "users", at: 1 }]),
        () => destination.remember("plan", "pro"),
        () => destination.record({ run: "run-1", startedAt: "2026-11-23T10:00:00Z", asked: {}, calls: {} }),
      ];
      const refused = (write: () => Promise<unknown>) => write().catch((caught: unknown) => caught);
      const errors = await Promise.all(late.map(refused)); // All begun before the first is refused.
      for (const write of late) errors.push(await refused(write));
      for (const error of errors) {
        expect(error).toBeInstanceOf(LeaseLost);
        expect((error as LeaseLost).message).toContain(`process ${stranger.pid} on host ${stranger.host}`);
      }
      await destination.close();

      expect(await next.read("things", ["a", "b"])).toEqual([thing("a")]);
      expect(await next.countMembers("members", ["o"])).toEqual(new Map([["o", 1]]));
      expect(await next.letters()).toEqual([buried]);
      expect(await next.listings("users")).toEqual([]);
      expect(await next.recall("plan")).toBeUndefined();
      await next.write(put("c"));
      await next.close();
    },
  },
  {
    name: "goes on after it stood still, when nobody took its place",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.write(put("a"));
      await harness.clock.advance(longMs);
      await harness.destination.write(put("b"));
      await expectAll(harness, "things", [thing("a"), thing("b")]);
      const next = harness.another({ holder: stranger });
      await expect(next.open(all)).rejects.toThrow(DestinationError);
    },
  },
];
