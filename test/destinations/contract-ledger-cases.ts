/** The cases of the contract about the ledger: what no document can say, by account. */

import { expect } from "vitest";
import type { Listing, RunRecord } from "../../src/destinations/ledger.ts";
import type { Case, Harness } from "./contract.ts";
import { account, all } from "./contract-data.ts";

/** A listing of the days `from` to `to` of January 1970. */
const days = (from: number, to: number, at: number, more: Partial<Listing> = {}): Listing => ({
  what: "meetings",
  span: { start: from * 86_400_000, end: to * 86_400_000 },
  at,
  ...more,
});

const text = (listing: Listing) => JSON.stringify(Object.entries(listing).sort());

async function expectListings(harness: Harness, what: string, expected: readonly Listing[]): Promise<void> {
  expect((await harness.destination.listings(what)).map(text).sort()).toEqual(expected.map(text).sort());
}

const runRecord = (run: string, more: Partial<RunRecord> = {}): RunRecord => ({
  run,
  account,
  startedAt: "2026-11-23T10:00:00Z",
  asked: { from: "2026-11-01" },
  calls: {},
  ...more,
});

const letter = (id: string, at: string, reason = "no") => ({ to: "things", id, reason, at, record: { id } });

export const ledgerCases: readonly Case[] = [
  {
    name: "keeps listings from run to run, each with its subject and span",
    run: async (harness) => {
      await harness.open(all);
      const listings = [
        days(1, 2, 1_764_000_000_123),
        days(1, 2, 5, { subject: "it's \u{1f600}" }),
        { what: "meetings", subject: "p", at: 6 },
        { what: "meetings", at: 7 },
      ];
      await harness.destination.noteListings([...listings, { what: "users", at: 8 }]);
      await harness.reopen(all);
      await expectListings(harness, "meetings", listings);
      await expectListings(harness, "users", [{ what: "users", at: 8 }]);
      await expectListings(harness, "series", []);
    },
  },
  {
    name: "puts a listing without a span in place of the one before of its subject",
    run: async (harness) => {
      await harness.open(all);
      const series = (subject: string, at: number) => ({ what: "series", subject, at });
      await harness.destination.noteListings([series("a", 1), series("b", 1), { what: "series", at: 1 }]);
      await harness.destination.noteListings([series("a", 2), { what: "series", at: 3 }]);
      await expectListings(harness, "series", [series("a", 2), series("b", 1), { what: "series", at: 3 }]);
    },
  },
  {
    name: "puts a listing with a span in place of those that it covers",
    run: async (harness) => {
      await harness.open(all);
      const { destination } = harness;
      await destination.noteListings([days(1, 3, 1), days(3, 5, 2), days(8, 9, 3)]);
      await destination.noteListings([days(1, 5, 4)]);
      await expectListings(harness, "meetings", [days(1, 5, 4), days(8, 9, 3)]);
      await destination.noteListings([days(1, 5, 6)]);
      await expectListings(harness, "meetings", [days(1, 5, 6), days(8, 9, 3)]);
    },
  },
  {
    name: "keeps a listing that is not covered, was asked for later, or is of something else",
    run: async (harness) => {
      await harness.open(all);
      const kept = [
        days(1, 4, 1),
        days(3, 6, 2),
        days(3, 4, 9),
        days(3, 4, 1, { subject: "a" }),
        days(3, 4, 1, { what: "instances" }),
      ];
      await harness.destination.noteListings(kept);
      await harness.destination.noteListings([days(2, 5, 5)]);
      const meetings = kept.filter(({ what }) => what === "meetings");
      await expectListings(harness, "meetings", [...meetings, days(2, 5, 5)]);
      await expectListings(harness, "instances", [days(3, 4, 1, { what: "instances" })]);
    },
  },
  {
    name: "notes the listings of one call one after another",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.noteListings([
        days(1, 2, 1),
        days(1, 3, 2),
        days(1, 3, 2),
        { what: "meetings", subject: "a", at: 3 },
        { what: "meetings", subject: "a", at: 4 },
      ]);
      await expectListings(harness, "meetings", [days(1, 3, 2), { what: "meetings", subject: "a", at: 4 }]);
    },
  },
  {
    name: "keeps the listings of each account apart",
    run: async (harness) => {
      await harness.open(all);
      await harness.destination.noteListings([days(1, 2, 1), { what: "users", at: 1 }]);
      await harness.destination.noteListings([days(1, 3, 2), { what: "users", at: 2 }], "account-2");
      await expectListings(harness, "meetings", [days(1, 2, 1)]);
      await expectListings(harness, "users", [{ what: "users", at: 1 }]);
      await harness.destination.close();
      const other = harness.another({ account: "account-2" });
      await other.open(all);
      expect(await other.listings("meetings")).toEqual([days(1, 3, 2)]);
    },
  },
  {
    name: "keeps thousands of listings in one call",
    run: async (harness) => {
      await harness.open(all);
      const listings = Array.from({ length: 10_050 }, (_, n) => ({
        what: "series",
        subject: `host ${n}`,
        at: n,
      }));
      await harness.destination.noteListings(listings);
      expect(await harness.destination.listings("series")).toHaveLength(listings.length);
    },
  },
  {
    name: "keeps the facts of each account apart",
    run: async (harness) => {
      await harness.open(all);
      const { destination } = harness;
      await destination.remember("plan", "pro");
      await destination.remember("plan", "business", "account-2");
      expect(await destination.recall("plan")).toBe("pro");
      await destination.close();
      const other = harness.another({ account: "account-2" });
      await other.open(all);
      expect(await other.recall("plan")).toBe("business");
    },
  },
  {
    name: "adds up the calls of the account's own runs",
    run: async (harness) => {
      await harness.open(all);
      const { destination } = harness;
      await destination.record(runRecord("r1", { calls: { "2026-11-23": { heavy: 1 } } }));
      await destination.record(
        runRecord("r2", { account: "account-2", calls: { "2026-11-23": { heavy: 10, light: 3 } } }),
      );
      expect(await destination.callsUsed("2026-11-23")).toEqual({ heavy: 1 });
      await destination.close();
      const other = harness.another({ account: "account-2" });
      await other.open(all);
      expect(await other.callsUsed("2026-11-23")).toEqual({ heavy: 10, light: 3 });
    },
  },
  {
    name: "lists dead letters, the oldest first, each with a key that stays",
    run: async (harness) => {
      await harness.open(all);
      const letters = [
        { ...letter("b", "2026-11-02T00:00:00.000Z"), owner: "o" },
        { to: "things", reason: "no key", at: "2026-11-01T00:00:00.000Z", record: [1, null] },
        letter("a", "2026-11-03T00:00:00.000Z"),
      ];
      await harness.destination.bury(letters);
      const [second, first, third] = letters;
      const listed = await harness.destination.letters();
      expect(listed.map(({ key: _, ...rest }) => rest)).toEqual([first, second, third]);
      expect(new Set(listed.map(({ key }) => key)).size).toBe(3);
      await harness.reopen(all);
      expect(await harness.destination.letters()).toEqual(listed);
    },
  },
  {
    name: "keeps a letter once that is buried again, with or without an id",
    run: async (harness) => {
      await harness.open(all);
      const { destination } = harness;
      const nameless = (run: string, raw: number) => {
        return {
          to: "things",
          reason: "no key",
          at: `2026-11-0${raw}T00:00:00.000Z`,
          record: { raw, harvest: { run } },
        };
      };
      await destination.bury([nameless("r1", 1), nameless("r1", 2), letter("a", "2026-11-03T00:00:00.000Z")]);
      await destination.bury([nameless("r2", 1), nameless("r2", 2), letter("a", "2026-11-04T00:00:00.000Z")]);
      await destination.bury([letter("a", "2026-11-05T00:00:00.000Z", "another reason")]);
      const kept = await destination.letters();
      expect(kept.map(({ key: _, ...rest }) => rest)).toEqual([
        nameless("r2", 1),
        nameless("r2", 2),
        letter("a", "2026-11-04T00:00:00.000Z"),
        letter("a", "2026-11-05T00:00:00.000Z", "another reason"),
      ]);
    },
  },
  {
    name: "drops dead letters by their keys, and passes over keys that are not there",
    run: async (harness) => {
      await harness.open(all);
      const { destination } = harness;
      await destination.bury([
        letter("a", "2026-11-01T00:00:00.000Z"),
        letter("b", "2026-11-02T00:00:00.000Z"),
      ]);
      const [a, b] = await destination.letters();
      await destination.dropLetters([a?.key ?? "", "no such key"]);
      expect(await destination.letters()).toEqual([b]);
      await destination.dropLetters([]);
      expect(await destination.letters()).toEqual([b]);
    },
  },
  {
    name: "tells a source runs with what they did, facts, letters, listings and accounts",
    run: async (harness) => {
      await harness.open(all);
      const { destination } = harness;
      const later = runRecord("a later run", { startedAt: "2026-11-24T10:00:00Z", account: "account-2" });
      await destination.record(later);
      await destination.record(runRecord("r1"));
      const done = runRecord("r1", {
        finishedAt: "2026-11-23T11:00:00Z",
        calls: { "2026-11-23": { heavy: 2 }, "2026-11-24": { light: 1 } },
        exitCode: 6,
        outcome: { meetings: 3, failed: [{ why: "it's gone" }] },
      });
      await destination.record(done);
      await destination.remember("plan", { name: "pro" });
      await destination.remember("plan", 7, "account-2");
      await destination.noteListings([days(1, 2, 1)]);
      await destination.noteListings([{ what: "users", at: 2 }], "account-2");
      await destination.bury([letter("a", "2026-11-01T00:00:00.000Z")]);
      const letters = await destination.letters();
      const source = await harness.source(all);
      try {
        const dump = await source.ledger();
        expect(dump.accounts).toEqual([account]);
        expect(dump.runs).toEqual([done, later]);
        expect([...dump.facts].sort((a, b) => (a.account < b.account ? -1 : 1))).toEqual([
          { account, name: "plan", value: { name: "pro" } },
          { account: "account-2", name: "plan", value: 7 },
        ]);
        expect(dump.letters).toEqual(letters);
        const { letters: bare } = await source.ledger({ records: false });
        expect(bare).toEqual(letters.map((letter) => ({ ...letter, record: null })));
        expect([...dump.listings].sort((a, b) => a.at - b.at)).toEqual([
          { account, ...days(1, 2, 1) },
          { account: "account-2", what: "users", at: 2 },
        ]);
      } finally {
        await source.close();
      }
    },
  },
];
