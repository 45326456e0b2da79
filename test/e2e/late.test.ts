/** What Zoom shows late: days that are looked at again, sessions that came later, meetings that never come. */

import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { countListed, daysAgo, until, watchedRun } from "./plain-zoom.ts";
import { makeFolder, query, run, startSimulator } from "./support.ts";

const folder = makeFolder();
afterAll(folder.remove);
const small = ["--users", "15", "--limits", "off"];
const quick = ["--limits", "off", "--timezone", "UTC"];

const datesIn = async (db: string) =>
  (await query(db, "SELECT DISTINCT strftime(start_time, '%Y-%m-%d') AS day FROM meetings ORDER BY day")).map(
    ({ day }) => day,
  );

describe("a run without dates", () => {
  it("harvests yesterday alone into an empty store, and makes no call when it comes again", {
    timeout: 60_000,
  }, async () => {
    const simulator = await startSimulator(
      ...small,
      "--meetings_per_day",
      "20",
      "--days",
      "12",
      "--seed",
      "1",
    );
    const db = join(folder.path, "first.duckdb");
    try {
      const first = await watchedRun(simulator, [...quick, "--db", db], folder.path);
      expect(first.result.code, first.result.stderr).toBe(0);
      expect(first.listings).toBe(2);
      expect(await datesIn(db)).toEqual([daysAgo(1)]);
      // Within --recheck_every the day is not asked for again, though it is young.
      const again = await watchedRun(simulator, [...quick, "--db", db], folder.path);
      expect([again.result.code, again.total]).toEqual([0, 0]);
      const later = await watchedRun(simulator, [...quick, "--db", db, "--recheck_every", "0s"], folder.path);
      expect(later.result.code).toBe(0);
      expect([later.listings, later.read]).toEqual([2, []]);
    } finally {
      await simulator.stop();
    }
  });

  it("fills the days missed since the first one, and lists unsettled days again in one window", {
    timeout: 90_000,
  }, async () => {
    const simulator = await startSimulator(
      ...small,
      "--meetings_per_day",
      "70",
      "--days",
      "12",
      "--seed",
      "2",
    );
    const db = join(folder.path, "gaps.duckdb");
    const args = [...quick, "--db", db];
    try {
      // Five days ago, and nothing since: as if the schedule had stood still.
      expect((await run([...args, "--date", daysAgo(6)], simulator.env, folder.path)).code).toBe(0);
      const filled = await watchedRun(simulator, args, folder.path);
      expect(filled.result.code, filled.result.stderr).toBe(0);
      expect(await datesIn(db)).toEqual([6, 5, 4, 3, 2, 1].map(daysAgo));
      const truth = await simulator.truth(daysAgo(6), daysAgo(1));
      const [counts] = await query(db, "SELECT count(*)::INT AS sessions FROM sessions");
      expect(counts).toEqual({ sessions: truth.sessions });

      // Everything is young with a settle time this long: six days, one window.
      const again = [...args, "--recheck_every", "0s", "--settle_after", "20d"];
      const listed = await watchedRun(simulator, again, folder.path);
      expect(listed.result.code).toBe(0);
      const pages = async (from: number, to: number) => {
        const [past, pastOne] = await Promise.all(
          (["past", "pastOne"] as const).map((type) =>
            countListed(simulator, type, daysAgo(from), daysAgo(to)),
          ),
        );
        return Math.ceil(Number(past) / 300) + Math.max(1, Math.ceil(Number(pastOne) / 300));
      };
      // Until the account's zone is known a window is asked a day wider.
      expect(listed.listings).toBeGreaterThanOrEqual(await pages(6, 1));
      expect(listed.listings).toBeLessThanOrEqual(await pages(7, 1));
      expect(listed.listings).toBeGreaterThan(2);
      expect(listed.tiers.heavy).toBe(0);

      const lately = await watchedRun(simulator, [...args, "--settle_after", "20d"], folder.path);
      expect([lately.result.code, lately.total]).toEqual([0, 0]);
    } finally {
      await simulator.stop();
    }
  });

  it("looks no further back than --look_back", { timeout: 60_000 }, async () => {
    const simulator = await startSimulator(
      ...small,
      "--meetings_per_day",
      "10",
      "--days",
      "12",
      "--seed",
      "3",
    );
    const db = join(folder.path, "look.duckdb");
    const args = [...quick, "--db", db];
    try {
      expect((await run([...args, "--date", daysAgo(10)], simulator.env, folder.path)).code).toBe(0);
      expect((await run([...args, "--look_back", "3d"], simulator.env, folder.path)).code).toBe(0);
      expect(await datesIn(db)).toEqual([10, 3, 2, 1].map(daysAgo));
    } finally {
      await simulator.stop();
    }
  });
});

interface LateMeeting {
  uuid: string;
  people: number;
  sessions: { late?: boolean }[];
}

describe("data that Zoom shows late", () => {
  const from = "2026-11-03";
  const to = "2026-11-05";
  it.concurrent.each(["joins", "without_waiting", "people"])(
    "are fetched by reading again only what changed, when `participants` counts %s",
    { timeout: 120_000 },
    async (counts) => {
      const simulator = await startSimulator(
        ...[...small, "--meetings_per_day", "40", "--seed", "4", "--from", from, "--to", to],
        ...["--late_data", "15", "--participants_count", counts],
      );
      const db = join(folder.path, `${counts}.duckdb`);
      const args = [...quick, "--from", from, "--to", to, "--db", db];
      try {
        const first = await watchedRun(simulator, [...args, "--settle_after", "400d"], folder.path);
        expect(first.result.code, first.result.stderr).toBe(0);
        const states = async () =>
          query(db, "SELECT state, count(*)::INT AS meetings FROM meetings GROUP BY ALL ORDER BY state");
        const early = new Set(first.read);
        expect(await states()).toEqual([{ state: "young", meetings: early.size }]);

        const truth = (await simulator.truthRows(from, to)) as unknown as LateMeeting[];
        const alone = truth.filter(({ people }) => people === 1).length;
        expect(early.size).toBeLessThan(truth.length);
        await until(
          async () => (await countListed(simulator, "pastOne", from, to)) === alone,
          "the late data are there",
        );
        const again = [...args, "--settle_after", "3h", "--recheck_every", "0s"];
        const second = await watchedRun(simulator, again, folder.path);
        expect(second.result.code, second.result.stderr).toBe(0);
        const changed = truth.filter(
          ({ uuid, sessions }) => !early.has(uuid) || sessions.some(({ late }) => late === true),
        );
        expect([...new Set(second.read)].sort()).toEqual(changed.map(({ uuid }) => uuid).sort());
        expect(changed.length).toBeLessThan(truth.length / 2);
        expect(await states()).toEqual([{ state: "settled", meetings: truth.length }]);
        const stored = await query(db, "SELECT meeting, count(*)::INT AS rows FROM sessions GROUP BY ALL");
        expect(Object.fromEntries(stored.map(({ meeting, rows }) => [meeting, rows]))).toEqual(
          Object.fromEntries(truth.map(({ uuid, sessions }) => [uuid, sessions.length])),
        );
      } finally {
        await simulator.stop();
      }
    },
  );
});

describe("meetings whose participants Zoom does not have", () => {
  it("are asked for in three runs, which end with 5, 5 and 0, and are unavailable then", {
    timeout: 60_000,
  }, async () => {
    const simulator = await startSimulator(
      ...[...small, "--meetings_per_day", "40", "--seed", "5", "--from", "2026-11-02", "--to", "2026-11-04"],
      ...["--faults", "gone:0.1"],
    );
    const db = join(folder.path, "gone.duckdb");
    const args = [...quick, "--date", "2026-11-03", "--db", db];
    const unread = () =>
      query(db, "SELECT state, attempts::INT AS attempts FROM meetings WHERE state <> 'settled'");
    try {
      const truth = (await simulator.truthRows("2026-11-03")) as unknown as { uuid: string; gone: boolean }[];
      const gone = truth.filter((meeting) => meeting.gone).length;
      expect(gone).toBeGreaterThan(0);
      for (const [code, state] of [
        [5, "partial"],
        [5, "partial"],
        [0, "unavailable"],
      ] as const) {
        const { result, read } = await watchedRun(simulator, args, folder.path);
        expect(result.code, result.stderr).toBe(code);
        expect((await unread()).map((meeting) => meeting.state)).toEqual(new Array(gone).fill(state));
        if (state !== "partial" || read.length === 0) expect(read).toEqual([]);
      }
      const last = await watchedRun(simulator, args, folder.path);
      expect([last.result.code, last.total]).toEqual([0, 0]);
    } finally {
      await simulator.stop();
    }
  });
});
