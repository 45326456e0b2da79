/** Dead letters from outside: listed, shown, sent after a fix, overtaken by a later harvest, dropped. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { letterKey } from "../../src/destinations/letter-key.ts";
import { allDocuments } from "../destinations/search-harness.ts";
import { argumentsFor, storedIn, truthOf, withPrefix } from "../search/support.ts";
import { environmentOf, request, type SearchServer } from "../support/search-servers.ts";
import { change, describeOnTwoServers } from "./plain-zoom.ts";
import { type Ended, makeFolder, query, type RunningSimulator, run, startSimulator } from "./support.ts";

interface Letter {
  key: string;
  to: string;
  id?: string;
  owner?: string;
  state: string;
  reason: string;
  record?: unknown;
}

const folder = makeFolder();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator(
    ...["--users", "15", "--meetings_per_day", "12", "--seed", "31", "--limits", "off"],
    ...["--from", "2026-03-02", "--to", "2026-03-04"],
  );
});
afterAll(async () => {
  await simulator?.stop();
  folder.remove();
});

describeOnTwoServers("the dead letters of a search engine", (server) => {
  const index = (prefix: string) => `${prefix}sessions-2026.03`;
  const custom = (prefix: string) => `/_component_template/${prefix}zoom-harvester-custom`;
  /** What an operator may do to himself: `network_type`, a word, mapped as a number. */
  const spoil = (prefix: string) =>
    request(server, "PUT", custom(prefix), {
      template: { mappings: { properties: { network_type: { type: "long" } } } },
    });
  /** Words that are no numbers are left out of the index from now on. */
  const fix = async (prefix: string) => {
    const mapping = { properties: { network_type: { type: "long", ignore_malformed: true } } };
    const { status, body } = await request(server, "PUT", `/${index(prefix)}/_mapping`, mapping);
    expect(status, JSON.stringify(body)).toBe(200);
  };
  const harvest = (prefix: string, ...more: string[]) =>
    run(
      argumentsFor(prefix, "--limits", "off", ...more),
      { ...simulator.env, ...environmentOf(server) },
      folder.path,
    );
  const replay = (prefix: string, ...args: string[]): Promise<Ended> =>
    run(["replay", ...args, "--index_prefix", prefix], environmentOf(server), folder.path);
  const letters = async (prefix: string): Promise<Letter[]> =>
    JSON.parse((await replay(prefix, "--json")).stdout);

  it("are listed and shown, stay while the cluster refuses them, and are stored once it does not", {
    timeout: 120_000,
  }, async () => {
    await withPrefix(server, async (prefix) => {
      await spoil(prefix);
      expect((await harvest(prefix)).code).toBe(6);
      const listed = await replay(prefix);
      expect(listed.code).toBe(6);
      expect(listed.stdout).toMatch(/Dead letters[\s\S]*sessions .* open .*network_type/);
      const open = await letters(prefix);
      expect(open.length).toBeGreaterThan(0);
      expect(
        open.every(({ to, state, record }) => to === "sessions" && state === "open" && record === undefined),
      ).toBe(true);

      const [first] = open;
      const shown = await replay(prefix, first?.key.slice(0, 12) ?? "", "--show");
      expect(shown.code).toBe(6);
      expect(JSON.parse(shown.stdout)).toEqual([
        expect.objectContaining({ ...first, record: expect.objectContaining({ _id: first?.id }) }),
      ]);

      const inVain = await replay(prefix, "--send");
      expect([inVain.code, inVain.stderr]).toEqual([
        6,
        expect.stringContaining(`sent 0, refused again ${open.length}`),
      ]);
      expect(await letters(prefix)).toHaveLength(open.length);

      await fix(prefix);
      const sent = await replay(prefix, "--send");
      expect([sent.code, sent.stderr]).toEqual([
        0,
        expect.stringContaining(`sent ${open.length}, refused again 0`),
      ]);
      expect((await replay(prefix)).stdout).toMatch(/No dead letters/);
      expect(await storedIn(server, prefix)).toEqual(await truthOf(simulator));
    });
  });

  it("are superseded once their meeting was harvested since, and are then never sent", {
    timeout: 120_000,
  }, async () => {
    await withPrefix(server, async (prefix) => {
      await spoil(prefix);
      expect((await harvest(prefix)).code).toBe(6);
      const open = await letters(prefix);
      await fix(prefix);
      expect((await harvest(prefix, "--again")).code).toBe(0);
      const after = await letters(prefix);
      expect(after.map(({ key }) => key).sort()).toEqual(open.map(({ key }) => key).sort());
      expect(after.every(({ state }) => state === "superseded")).toBe(true);
      // Nothing is left to do.
      expect((await replay(prefix)).code).toBe(0);
      const before = await runsOf(server, prefix);
      const sent = await replay(prefix, "--send");
      expect([sent.code, sent.stderr]).toEqual([
        0,
        expect.stringContaining(
          `sent 0, refused again 0, superseded by a later harvest and forgotten ${open.length}`,
        ),
      ]);
      expect(await letters(prefix)).toEqual([]);
      expect(await runsOf(server, prefix)).toEqual(before);
      expect(await storedIn(server, prefix)).toEqual(await truthOf(simulator));
    });
  });
});

/** Which run each session is of. */
async function runsOf(server: SearchServer, prefix: string): Promise<string[]> {
  const documents = await allDocuments(server, `${prefix}sessions`);
  return documents.map(({ _id, _source }) => `${_id} ${(_source.harvest as { run: string }).run}`).sort();
}

describe("the dead letters of a DuckDB file", () => {
  const db = join(folder.path, "letters.duckdb");
  const replay = (...args: string[]) => run(["replay", ...args, "--db", db], {}, folder.path);
  const letters = async (): Promise<Letter[]> => JSON.parse((await replay("--json")).stdout);
  const sessions = async () =>
    query(db, "SELECT * EXCLUDE (harvest) FROM sessions ORDER BY _id") as Promise<{ _id: string }[]>;
  /** What a harvest would store, by `_id`. */
  const records = new Map<string, string>();
  /** Takes sessions out of the store and buries them, as if it had refused them. */
  const bury = async (ids: readonly string[]) => {
    const rows = ids.map((id) => {
      const record = records.get(id) ?? "";
      const { meeting, harvest } = JSON.parse(record);
      const key = letterKey({ to: "sessions", id, reason: "refused", record: null });
      const texts = ["sessions", id, meeting, "refused", record.replaceAll("'", "''"), key];
      return `(now(), '${harvest.run}', ${texts.map((text) => `'${text}'`).join()})`;
    });
    await change(
      db,
      `INSERT INTO ledger.dead_letters ("at", run, collection, id, owner, reason, record, key) VALUES ${rows.join()}`,
      `DELETE FROM sessions WHERE _id IN (${ids.map((id) => `'${id}'`).join()})`,
    );
  };
  const args = ["--date", "2026-03-03", "--timezone", "UTC", "--limits", "off", "--db", db];

  beforeAll(async () => {
    const ended = await run(args, simulator.env, folder.path);
    expect(ended.code, ended.stderr).toBe(0);
    const out = await run([...args, "--destination", "stdout"], simulator.env, folder.path);
    for (const line of out.stdout.split("\n").filter((text) => text.includes('"_kind":"session"'))) {
      const { _kind, ...record } = JSON.parse(line);
      records.set(record._id, JSON.stringify(record));
    }
  }, 60_000);

  it("are none at first, which ends with 0", async () => {
    const none = await replay();
    expect([none.code, none.stdout]).toEqual([0, "No dead letters.\n"]);
  });

  it("can be sent one by one", { timeout: 60_000 }, async () => {
    const before = await sessions();
    const [first = "", second = ""] = before.map(({ _id }) => _id);
    await bury([first, second]);
    const open = await letters();
    expect(open.map(({ id, state }) => [id, state]).sort()).toEqual(
      [
        [first, "open"],
        [second, "open"],
      ].sort(),
    );
    const status = JSON.parse((await run(["status", "--json", "--db", db], {}, folder.path)).stdout);
    expect(status.dead_letters).toBe(2);
    expect(status.next.join()).toMatch(/zoom-harvester replay: 2 dead letters/);
    const one = await replay(String(open[0]?.key), "--send");
    expect([one.code, one.stderr]).toEqual([6, expect.stringContaining("sent 1, refused again 0")]);
    expect((await replay("--send")).code).toBe(0);
    expect(await letters()).toEqual([]);
    expect(await sessions()).toEqual(before);
  });

  it("can be dropped: those that are named, or all", { timeout: 60_000 }, async () => {
    const before = await sessions();
    await bury(before.slice(0, 3).map(({ _id }) => _id));
    const [first] = await letters();
    expect((await replay("--drop")).code).toBe(2);
    const dropped = await replay(String(first?.key.slice(0, 12)), "--drop");
    expect([dropped.code, dropped.stderr]).toEqual([6, "dropped 1\n"]);
    expect((await letters()).map(({ key }) => key)).not.toContain(first?.key);
    const rest = await replay("all", "--drop");
    expect([rest.code, rest.stderr]).toEqual([0, "dropped 2\n"]);
    expect((await sessions()).length).toBe(before.length - 3);
    expect((await run([...args, "--again"], simulator.env, folder.path)).code).toBe(0);
    expect((await sessions()).length).toBe(before.length);
  });

  it("need one verb, and a key that there is once: else it ends with 2", async () => {
    expect((await replay("--send", "--drop")).code).toBe(2);
    const unknown = await replay("nokey", "--show");
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringMatching(/is no dead letter nokey/)]);
  });

  it("ends with 4 where there is no store", async () => {
    expect((await run(["replay", "--db", "none.duckdb"], {}, folder.path)).code).toBe(4);
  });

  it("that never had a key are raw: shown, not sent, and dropped on purpose", {
    timeout: 60_000,
  }, async () => {
    const odd = await startSimulator(
      ...["--users", "15", "--meetings_per_day", "30", "--seed", "32", "--limits", "off", "--oddities", "on"],
      ...["--from", "2026-03-02", "--to", "2026-03-04"],
    );
    const file = join(folder.path, "odd.duckdb");
    const again = (...more: string[]) => run(["replay", ...more, "--db", file], {}, folder.path);
    try {
      const ended = await run([...args.slice(0, -1), file], odd.env, folder.path);
      expect(ended.code, ended.stderr).toBe(6);
      const raw = JSON.parse((await again("--json")).stdout) as Letter[];
      expect(raw.length).toBeGreaterThan(0);
      expect(raw.every(({ state, id }) => state === "raw" && id === undefined)).toBe(true);
      const sent = await again("--send");
      expect([sent.code, sent.stderr]).toEqual([6, expect.stringContaining("sent 0, refused again 0")]);
      expect((await again("all", "--drop")).code).toBe(0);
      expect((await again()).code).toBe(0);
    } finally {
      await odd.stop();
    }
  });
});
