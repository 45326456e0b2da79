/** The catalogue from outside: every stream equals the simulator's truth, whatever Zoom does on the way. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { streams } from "../../src/streams/registry.ts";
import { type Stream, sourcesOf } from "../../src/streams/stream.ts";
import {
  everyStream,
  makeFolder,
  query,
  type RunningSimulator,
  run,
  startSimulator,
  tableOf,
} from "./support.ts";

const faults =
  "500:0.02,429:0.01,reset:0.01,hang:0.002,truncate:0.01,html403:0.002,token:0.002,page_token:0.002";
const account = ["--users", "30", "--meetings_per_day", "12", "--from", "2026-03-01", "--to", "2026-03-06"];
const [from, to] = ["2026-03-03", "2026-03-04"];
const folder = makeFolder();
afterAll(folder.remove);

const names = streams.filter(({ group }) => group !== "core").map(({ name }) => name);

/** How many documents a complete client of the plan has of each stream. */
async function truthOf({ url }: RunningSimulator, plan: string): Promise<Record<string, number>> {
  const answer = await fetch(`${url}/_simulator/truth?from=${from}&to=${to}&plan=${plan}`);
  const { by_stream } = (await answer.json()) as { by_stream: Record<string, number> };
  return Object.fromEntries(["meetings", "sessions", ...names].map((name) => [name, by_stream[name] ?? -1]));
}

async function storedIn(db: string): Promise<Record<string, number>> {
  const counted = streams.filter(({ name }) => ["meetings", "sessions", ...names].includes(name));
  const counts = counted.map(
    (stream) => `SELECT '${stream.name}' AS name, count(*)::INT AS n FROM ${tableOf(stream)}`,
  );
  const rows = await query(db, counts.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, n }) => [String(name), Number(n)]));
}

/** The streams of which a file has documents: a copy makes no empty tables. */
async function filled(file: string): Promise<Stream[]> {
  const tables = await query(file, "SELECT table_name FROM duckdb_tables() WHERE estimated_size > 0");
  return streams.filter(({ name }) => tables.some(({ table_name }) => table_name === name));
}

/** Streams that a Pro account is refused. */
function ofDashboardsAlone(): Stream[] {
  return streams.filter((stream) => sourcesOf(stream).every(({ zoom }) => zoom.plan === "business"));
}

const common = ["--from", from, "--to", to, "--timezone", "UTC", "--limits", "off", "--timeout", "3"];

describe("all streams", () => {
  it.concurrent.each([
    ["Business, with faults of every kind", 0, ["--faults", faults], "business"],
    [
      "Business, where days are read in the account's zone",
      1,
      ["--window_zone", "account", "--account_zone", "Asia/Tokyo"],
      "business",
    ],
    [
      "Business, where whole days are read",
      2,
      ["--window_zone", "days", "--one_person_in_past", "on"],
      "business",
    ],
    ["Pro, with faults of every kind", 3, ["--plan", "pro", "--faults", faults], "pro"],
    [
      "Business without the Dashboard feature",
      4,
      ["--dashboard_feature", "off", "--history_types", "ignored"],
      "pro",
    ],
  ])(
    "%s: equal the truth of the plan, and are not asked for twice",
    { timeout: 240_000 },
    async (_, index, flags, plan) => {
      const simulator = await startSimulator(...account, "--seed", String(100 + index), ...flags);
      const db = join(folder.path, `${index}.duckdb`);
      const summary = join(folder.path, `${index}.json`);
      const args = [...common, "--streams", everyStream, "--db", db, "--summary", summary];
      try {
        const first = await run(args, simulator.env, folder.path);
        // What a plan does not have is refused; that is said, and stops nothing else.
        expect(first.code, first.stderr.slice(-3_000)).toBe(plan === "business" ? 0 : 3);
        if (plan === "pro") {
          const { refused } = JSON.parse(readFileSync(summary, "utf8")) as { refused: { stream: string }[] };
          const names = refused.map(({ stream }) => stream);
          const alone = ofDashboardsAlone();
          expect(alone.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
          // Of the others nothing may have been there to be asked about.
          const ofAccount = alone.filter(({ parent }) => parent === undefined).map(({ name }) => name);
          expect(names).toEqual(expect.arrayContaining(ofAccount));
        }
        const truth = await truthOf(simulator, plan);
        expect(await storedIn(db)).toEqual(truth);

        // What is kept every day is asked for again after midnight.
        const asked = async () => {
          const { total, by_path } = await simulator.requests();
          const daily = streams
            .filter(({ history }) => history === "daily")
            .map(({ zoom }) => by_path[zoom.path] ?? 0);
          return total - daily.reduce((sum, calls) => sum + calls, 0);
        };
        const before = await asked();
        const second = await run(args, simulator.env, folder.path);
        const calls = (await asked()) - before;
        expect(second.code).toBe(first.code);
        // Of refusals the dashboards' is asked for again, once for all, and that of what no dashboard is.
        expect(calls).toBeLessThanOrEqual(plan === "business" ? 0 : 6);
        expect(await storedIn(db)).toEqual(truth);
      } finally {
        await simulator.stop();
      }
    },
  );

  it("asked for again, change nothing but `harvest`", { timeout: 120_000 }, async () => {
    const simulator = await startSimulator(...account, "--seed", "120");
    const db = join(folder.path, "again.duckdb");
    const args = [...common, "--streams", everyStream, "--db", db];
    const read = async (file = db) =>
      Promise.all(
        (await filled(file)).map((stream) =>
          query(file, `SELECT * EXCLUDE (harvest) FROM ${tableOf(stream)} ORDER BY _id`),
        ),
      );
    try {
      expect((await run(args, simulator.env, folder.path)).code).toBe(0);
      const first = await read();
      expect((await run([...args, "--again"], simulator.env, folder.path)).code).toBe(0);
      expect(await read()).toEqual(first);
      const copy = join(folder.path, "copy.duckdb");
      expect((await run(["copy", "--from", db, "--to", copy], {}, folder.path)).code).toBe(0);
      expect(await read(copy)).toEqual(first);
      const proof = await run(["verify", "--json", ...args], simulator.env, folder.path);
      expect(JSON.parse(proof.stdout).streams).toHaveLength(names.length);
      expect(proof.code).toBe(0);
    } finally {
      await simulator.stop();
    }
  });

  it("come out on standard output, each document once, with its kind", { timeout: 120_000 }, async () => {
    const simulator = await startSimulator(...account, "--seed", "121");
    try {
      const args = [...common, "--streams", everyStream, "--destination", "stdout"];
      const ended = await run(args, simulator.env, folder.path);
      expect(ended.code, ended.stderr.slice(-2_000)).toBe(0);
      const lines = ended.stdout
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
      const truth = await truthOf(simulator, "business");
      for (const { name, kind } of streams) {
        const ids = lines.filter(({ _kind }) => _kind === kind).map(({ _id }) => _id);
        expect(new Set(ids).size, name).toBe(ids.length);
        if (truth[name] !== undefined) expect(ids, name).toHaveLength(truth[name]);
      }
    } finally {
      await simulator.stop();
    }
  });
});

it("of two accounts lie side by side in one store, and none takes another's place", {
  timeout: 180_000,
}, async () => {
  const db = join(folder.path, "two.duckdb");
  const truths: Record<string, number>[] = [];
  for (const seed of ["126", "127"]) {
    const simulator = await startSimulator(...account, "--seed", seed);
    try {
      const more = seed === "126" ? [] : ["--allow_account"];
      const ended = await run(
        [...common, "--streams", everyStream, "--db", db, ...more],
        simulator.env,
        folder.path,
      );
      expect(ended.code, ended.stderr.slice(-2_000)).toBe(0);
      truths.push(await truthOf(simulator, "business"));
    } finally {
      await simulator.stop();
    }
  }
  const [one = {}, other = {}] = truths;
  const both = Object.entries(one).map(([name, count]) => [name, count + (other[name] ?? 0)]);
  expect(await storedIn(db)).toEqual(Object.fromEntries(both));
});

describe("--streams", () => {
  it("brings just what is asked for, and what that is found through", { timeout: 60_000 }, async () => {
    const simulator = await startSimulator(...account, "--seed", "122");
    const db = join(folder.path, "some.duckdb");
    try {
      const args = [...common, "--streams", "groups,webinar_sessions", "--db", db];
      expect((await run(args, simulator.env, folder.path)).code).toBe(0);
      const truth = await truthOf(simulator, "business");
      const [held] = await query(
        db,
        "SELECT (SELECT count(*) FROM groups)::INT AS groups, (SELECT count(*) FROM webinars)::INT AS webinars, (SELECT count(*) FROM webinar_sessions)::INT AS webinar_sessions, (SELECT count(*) FROM meetings)::INT AS meetings",
      );
      const { groups, webinars, webinar_sessions } = truth;
      expect(held).toEqual({ groups, webinars, webinar_sessions, meetings: 0 });
      const { by_path } = await simulator.requests();
      expect(by_path["/metrics/meetings"]).toBeUndefined();
    } finally {
      await simulator.stop();
    }
  });

  it("without sessions lists meetings, reads their polls, and leaves sessions for later", {
    timeout: 90_000,
  }, async () => {
    const simulator = await startSimulator(...account, "--seed", "123");
    const db = join(folder.path, "later.duckdb");
    try {
      const args = [...common, "--db", db];
      expect((await run([...args, "--streams", "meeting_polls"], simulator.env, folder.path)).code).toBe(0);
      const truth = await truthOf(simulator, "business");
      const counts =
        "SELECT (SELECT count(*) FROM meetings)::INT AS meetings, (SELECT count(*) FROM sessions)::INT AS sessions, (SELECT count(*) FROM meeting_polls)::INT AS meeting_polls";
      const { meetings, sessions, meeting_polls } = truth;
      expect(await query(db, counts)).toEqual([{ meetings, sessions: 0, meeting_polls }]);
      expect((await run(args, simulator.env, folder.path)).code).toBe(0);
      expect(await query(db, counts)).toEqual([{ meetings, sessions, meeting_polls }]);
    } finally {
      await simulator.stop();
    }
  });

  it("with --priority lets another stream spend the day's calls before the sessions", {
    timeout: 90_000,
  }, async () => {
    const simulator = await startSimulator(...account, "--seed", "124", "--day_limit", "30");
    const db = join(folder.path, "first.duckdb");
    try {
      const args = ["--from", from, "--to", to, "--timezone", "UTC", "--series", "none", "--db", db];
      const first = ["--streams", "core,quality", "--priority", "meeting_quality"];
      expect((await run([...args, ...first], simulator.env, folder.path)).code).toBe(5);
      const [held] = await query(
        db,
        "SELECT (SELECT count(*) FROM sessions)::INT AS sessions, (SELECT count(*) FROM meeting_quality) > 0 AS has_quality",
      );
      expect(held).toEqual({ sessions: 0, has_quality: true });
    } finally {
      await simulator.stop();
    }
  });

  it("of single meetings brings what belongs to them alone", { timeout: 60_000 }, async () => {
    const simulator = await startSimulator(...account, "--seed", "125", "--limits", "off");
    const db = join(folder.path, "single.duckdb");
    try {
      const rows = (await simulator.truthRows(from)) as unknown as { uuid: string; polls: number }[];
      const polled = rows.find(({ polls }) => polls > 0);
      if (polled === undefined) throw new Error("expected a meeting with a poll");
      const args = [
        "--meeting",
        polled.uuid,
        "--streams",
        "core,details,groups",
        "--limits",
        "off",
        "--db",
        db,
      ];
      expect((await run(args, simulator.env, folder.path)).code).toBe(0);
      const [held] = await query(
        db,
        "SELECT (SELECT count(*) FROM meetings)::INT AS meetings, (SELECT count(*) FROM meeting_polls)::INT AS polls",
      );
      expect(held).toEqual({ meetings: 1, polls: polled.polls });
    } finally {
      await simulator.stop();
    }
  });

  it("of an unknown name ends with 2 and the nearest name", async () => {
    const env = { ZOOM_KEY: "k", ZOOM_SECRET: "s", ZOOM_ACCOUNT_ID: "a" };
    const ended = await run(["--streams", "meeting_pols"], env, folder.path);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/meeting_polls/);
  });
});
