/** The proof that a store has what Zoom has: what differs is named, what only hints is no failure, repair is small. */

import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allDocuments } from "../destinations/search-harness.ts";
import { argumentsFor, day, withPrefix } from "../search/support.ts";
import { environmentOf, request } from "../support/search-servers.ts";
import { change, countListed, describeOnTwoServers, until, watchedRun } from "./plain-zoom.ts";
import { makeFolder, query, type RunningSimulator, run, startSimulator } from "./support.ts";

interface Difference {
  kind: string;
  binding: boolean;
  date: string;
  uuid?: string;
  zoom: unknown;
  stored: unknown;
  reason: string;
}

const folder = makeFolder();
afterAll(folder.remove);
const small = ["--users", "15", "--meetings_per_day", "15", "--limits", "off"];
const [from, to] = ["2026-11-09", "2026-11-11"];
const quick = ["--limits", "off", "--timezone", "UTC"];
const days = ["--from", from, "--to", to, ...quick];

async function verify(simulator: RunningSimulator, ...more: string[]) {
  const asked = await watchedRun(simulator, ["verify", "--json", ...more], folder.path);
  const { code, stdout, stderr } = asked.result;
  if (!stdout.startsWith("{")) throw new Error(`verify ended with ${code}: ${stderr}`);
  const proof = JSON.parse(stdout);
  const differences = proof.differences as Difference[];
  return { ...asked, code, proof, binding: differences.filter(({ binding }) => binding) };
}

const short = (differences: readonly Difference[]) =>
  differences.map(({ kind, uuid }) => `${kind} ${uuid}`).sort();

describe("verify", () => {
  let simulator: RunningSimulator;
  const complete = join(folder.path, "complete.duckdb");
  let copies = 0;
  /** The complete store, to be spoilt. */
  const copy = () => {
    const db = join(folder.path, `copy-${copies++}.duckdb`);
    cpSync(complete, db);
    return db;
  };
  beforeAll(async () => {
    simulator = await startSimulator(...small, "--seed", "14", "--from", from, "--to", to);
    expect((await run([...days, "--db", complete], simulator.env, folder.path)).code).toBe(0);
  }, 60_000);
  afterAll(() => simulator?.stop());

  it("proves a complete store with the listings alone, changes nothing, and ends with 0", async () => {
    const bytes = readFileSync(complete);
    const { code, proof, binding, tiers } = await verify(simulator, ...days, "--db", complete);
    expect([code, proof.ok, binding]).toEqual([0, true, []]);
    expect(Object.keys(proof).filter((key) => key !== "notes")).toEqual([
      "from",
      "to",
      "ok",
      "days",
      "differences",
    ]);
    const truth = (await simulator.truth(from, to)) as unknown as {
      by_day: { date: string; meetings: number; sessions: number }[];
    };
    expect(proof.days).toEqual(
      truth.by_day.map(({ date, meetings, sessions }) => ({
        date,
        ok: true,
        zoom: { meetings, sessions },
        stored: { meetings, sessions },
      })),
    );
    // The daily report is the one Heavy call.
    expect(tiers.heavy).toBeLessThanOrEqual(1);
    expect(readFileSync(complete).equals(bytes)).toBe(true);
  });

  it("says so to a person too", async () => {
    const { code, stdout } = await run(["verify", ...days, "--db", complete], simulator.env, folder.path);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Everything that Zoom has is stored/);
    expect(stdout.match(/2026-11-\d\d +ok/g)).toHaveLength(3);
  });

  it("finds exactly what is missing, unread, short of a row, or unknown to Zoom; repair reads just that", {
    timeout: 60_000,
  }, async () => {
    const db = copy();
    const [missing, unread, shortened, gone] = (
      await query(db, "SELECT uuid FROM meetings WHERE sessions_stored > 2 ORDER BY uuid LIMIT 4")
    ).map(({ uuid }) => String(uuid));
    await change(
      db,
      `DELETE FROM sessions WHERE meeting = '${missing}'`,
      `DELETE FROM meetings WHERE uuid = '${missing}'`,
      `UPDATE meetings SET state = 'partial' WHERE uuid = '${unread}'`,
      `DELETE FROM sessions WHERE _id = (SELECT min(_id) FROM sessions WHERE meeting = '${shortened}')`,
      `INSERT INTO meetings SELECT * REPLACE ('AAAAAAAAAAAAAAAAAAAAAA==' AS uuid, 'AAAAAAAAAAAAAAAAAAAAAA==' AS _id,
         0 AS sessions_total) FROM meetings WHERE uuid = '${gone}'`,
    );
    const wanted = [
      `missing ${missing}`,
      `not_listed AAAAAAAAAAAAAAAAAAAAAA==`,
      `sessions ${shortened}`,
      `unread ${unread}`,
    ];
    const found = await verify(simulator, ...days, "--db", db);
    expect([found.code, found.proof.ok]).toEqual([5, false]);
    expect(short(found.binding)).toEqual(wanted);
    const bad = new Set(found.binding.map(({ date }) => date));
    expect(found.proof.days.map(({ date, ok }: { date: string; ok: boolean }) => [date, ok])).toEqual(
      ["2026-11-09", "2026-11-10", "2026-11-11"].map((date) => [date, !bad.has(date)]),
    );

    const repaired = await verify(simulator, ...days, "--db", db, "--repair");
    expect([repaired.code, repaired.proof.ok, repaired.binding]).toEqual([0, true, []]);
    expect([...new Set(repaired.read)].sort()).toEqual([missing, unread, shortened].sort());
    const kept = await query(db, "SELECT state FROM meetings WHERE uuid = 'AAAAAAAAAAAAAAAAAAAAAA=='");
    expect(kept).toEqual([{ state: "unavailable" }]);
    const [counts] = await query(db, "SELECT count(*)::INT AS sessions FROM sessions");
    expect(counts).toEqual({ sessions: (await simulator.truth(from, to)).sessions });
    expect((await verify(simulator, ...days, "--db", db)).code).toBe(0);
  });

  it("counts rows, and believes no stored counter", async () => {
    const db = copy();
    const [one] = await query(db, "SELECT uuid FROM meetings WHERE sessions_stored > 2 LIMIT 1");
    await change(db, `UPDATE meetings SET sessions_stored = 999 WHERE uuid = '${one?.uuid}'`);
    expect((await verify(simulator, ...days, "--db", db)).code).toBe(0);
    await change(
      db,
      `DELETE FROM sessions WHERE _id = (SELECT min(_id) FROM sessions WHERE meeting = '${one?.uuid}')`,
    );
    expect(short((await verify(simulator, ...days, "--db", db)).binding)).toEqual([`sessions ${one?.uuid}`]);
  });

  it("finds a row in the place of another only with --deep, which reads the session lists again", {
    timeout: 60_000,
  }, async () => {
    const db = copy();
    const [one] = await query(
      db,
      "SELECT uuid FROM meetings WHERE sessions_stored > 2 ORDER BY uuid LIMIT 1",
    );
    const rows = `SELECT _id FROM sessions WHERE meeting = '${one?.uuid}' ORDER BY _id`;
    await change(
      db,
      `INSERT INTO sessions SELECT * REPLACE ('another' AS _id) FROM sessions WHERE _id = (${rows} LIMIT 1)`,
      `DELETE FROM sessions WHERE _id = (${rows} LIMIT 1)`,
    );
    const before = await query(db, "SELECT count(*)::INT AS sessions FROM sessions");
    expect(before).toEqual(await query(complete, "SELECT count(*)::INT AS sessions FROM sessions"));
    expect((await verify(simulator, ...days, "--db", db)).code).toBe(0);

    const deep = await verify(simulator, ...days, "--db", db, "--deep", "all");
    expect(deep.code).toBe(5);
    expect(short(deep.binding)).toEqual([`sessions ${one?.uuid}`]);
    expect(deep.binding[0]?.reason).toMatch(
      /1 of Zoom's sessions are not stored, 1 stored ones are not Zoom's/,
    );
    const { meetings } = await simulator.truth(from, to);
    expect(new Set(deep.read).size).toBe(meetings);

    const repaired = await verify(simulator, ...days, "--db", db, "--deep", "all", "--repair");
    expect([repaired.code, repaired.binding]).toEqual([0, []]);
    expect((await verify(simulator, ...days, "--db", db, "--deep", "all")).code).toBe(0);
  });

  it("reads a sample of session lists with --deep and a number", async () => {
    const { code, read } = await verify(simulator, ...days, "--db", complete, "--deep", "5");
    expect(code).toBe(0);
    expect(new Set(read).size).toBe(5);
  });

  it("ends with 4 where nothing was stored yet, and with 2 when it is asked for no days", async () => {
    const none = ["--db", join(folder.path, "none.duckdb")];
    const nothing = await run(["verify", ...days, ...none], simulator.env, folder.path);
    expect(nothing.code, nothing.stderr).toBe(4);
    const byId = await run(["verify", "--meeting", "abc==", "--db", complete], simulator.env, folder.path);
    expect(byId.code, byId.stderr).toBe(2);
    const wrong = await run(
      ["verify", ...days, "--db", complete, "--deep", "some"],
      simulator.env,
      folder.path,
    );
    expect(wrong.code, wrong.stderr).toBe(2);
  });
});

describe("what only hints at a difference", () => {
  it.each([
    ["--participants_count", "people"],
    ["--daily_counts", "past"],
  ])("is told with its reason and is no failure, under %s %s", { timeout: 60_000 }, async (...flags) => {
    const simulator = await startSimulator(...small, "--seed", "15", "--from", from, "--to", to, ...flags);
    const db = join(folder.path, `${flags[1]}.duckdb`);
    try {
      expect((await run([...days, "--db", db], simulator.env, folder.path)).code).toBe(0);
      const { code, proof, binding } = await verify(simulator, ...days, "--db", db, "--deep", "all");
      expect([code, proof.ok, binding]).toEqual([0, true, []]);
      const kinds = new Set((proof.differences as Difference[]).map(({ kind }) => kind));
      expect(kinds).toContain(flags[1] === "people" ? "participants" : "daily");
      expect((proof.differences as Difference[]).every(({ reason }) => reason.includes("may"))).toBe(true);
    } finally {
      await simulator.stop();
    }
  });
});

describe("what has changed at Zoom since", () => {
  it("is found to the meeting, and repaired by reading these alone", { timeout: 90_000 }, async () => {
    const late = ["--late_data", "15", "--seed", "14", "--from", from, "--to", to];
    // With this seed and number four meetings of one person are late.
    const simulator = await startSimulator(...small, ...late, "--meetings_per_day", "25");
    const db = join(folder.path, "late.duckdb");
    try {
      const harvested = await watchedRun(simulator, [...days, "--db", db], folder.path);
      expect(harvested.result.code, harvested.result.stderr).toBe(0);
      const early = new Set(harvested.read);
      const truth = (await simulator.truthRows(from, to)) as unknown as {
        uuid: string;
        people: number;
        sessions: { late?: boolean }[];
      }[];
      const alone = truth.filter(({ people }) => people === 1).length;
      await until(
        async () => (await countListed(simulator, "pastOne", from, to)) === alone,
        "the late data are there",
      );
      const changed = truth.filter(
        ({ uuid, sessions }) => !early.has(uuid) || sessions.some((session) => session.late === true),
      );
      expect(early.size).toBeLessThan(truth.length);
      const found = await verify(simulator, ...days, "--db", db);
      expect(found.code).toBe(5);
      expect(short(found.binding)).toEqual(
        changed.map(({ uuid }) => `${early.has(uuid) ? "sessions" : "missing"} ${uuid}`).sort(),
      );
      const repaired = await verify(simulator, ...days, "--db", db, "--repair");
      expect([repaired.code, repaired.binding]).toEqual([0, []]);
      expect([...new Set(repaired.read)].sort()).toEqual(changed.map(({ uuid }) => uuid).sort());
      expect((await verify(simulator, ...days, "--db", db, "--deep", "all")).code).toBe(0);
    } finally {
      await simulator.stop();
    }
  });
});

describeOnTwoServers("verify of a search engine", (server) => {
  it("finds documents that were deleted, and repairs them", { timeout: 90_000 }, async () => {
    const range = ["--from", "2026-03-02", "--to", "2026-03-04"];
    const simulator = await startSimulator(...small, "--seed", "17", ...range);
    try {
      await withPrefix(server, async (prefix) => {
        const env = { ...simulator.env, ...environmentOf(server) };
        const args = argumentsFor(prefix, "--limits", "off");
        expect((await run(args, env, folder.path)).code).toBe(0);
        const proof = async (...more: string[]) => {
          const command = ["verify", ...args.slice(1), "--json", ...more];
          const asked = await watchedRun(simulator, command, folder.path, environmentOf(server));
          const { code, stdout, stderr } = asked.result;
          expect(stdout, stderr).toMatch(/^{/);
          const found = (JSON.parse(stdout).differences as Difference[]).filter(({ binding }) => binding);
          return { code, read: [...new Set(asked.read)].sort(), binding: short(found) };
        };
        expect(await proof()).toEqual({ code: 0, read: [], binding: [] });

        const busy = (await simulator.truthRows(day)).filter(({ sessions }) => sessions.length > 2);
        const [missing = "", shortened = ""] = busy.map(({ uuid }) => uuid);
        const remove = async (documents: Awaited<ReturnType<typeof allDocuments>>) => {
          for (const { _index, _id } of documents) {
            const path = `/${_index}/_doc/${encodeURIComponent(_id)}?refresh=true`;
            expect((await request(server, "DELETE", path)).body).toMatchObject({ result: "deleted" });
          }
        };
        const meetings = await allDocuments(server, `${prefix}meetings`);
        const sessions = await allDocuments(server, `${prefix}sessions`);
        await remove(meetings.filter(({ _id }) => _id === missing));
        await remove(sessions.filter(({ _source }) => _source.meeting === missing));
        await remove(sessions.filter(({ _source }) => _source.meeting === shortened).slice(0, 1));
        const wanted = [`missing ${missing}`, `sessions ${shortened}`];
        expect(await proof()).toMatchObject({ code: 5, binding: wanted });
        const read = [missing, shortened].sort();
        expect(await proof("--repair")).toEqual({ code: 0, read, binding: [] });
        expect(await proof("--deep", "all")).toMatchObject({ code: 0, binding: [] });
      });
    } finally {
      await simulator.stop();
    }
  });
});
