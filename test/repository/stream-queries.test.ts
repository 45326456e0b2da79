/** The queries of the streams' pages, run as they stand on what a harvest of every stream stores. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collections, isInEveryStore } from "../../src/streams/derived.ts";
import { streams } from "../../src/streams/registry.ts";
import { main, query, type RunningSimulator, startSimulator } from "../e2e/support.ts";
import { describeOnServers, environmentOf, request } from "../support/search-servers.ts";
import { root, run } from "./support.ts";

interface StreamQuery {
  asks: string;
  duckdb: string;
  search?: object;
}

const { streamQueries } = (await import(
  new URL("../../scripts/docs/stream-queries.mjs", import.meta.url).href
)) as { streamQueries: Record<string, StreamQuery> };

const folder = mkdtempSync(join(tmpdir(), "zoom-harvester-queries-"));
const days = ["--from", "2026-03-02", "--to", "2026-03-05"];
const file = join(folder, "all.duckdb");
let simulator: RunningSimulator;

/** Some are in no group and not in `all`. */
const byName = streams.filter(({ onlyByName }) => onlyByName === true).map(({ name }) => name);
const everything = ["all", ...byName].join(",");

const harvest = async (env: Record<string, string>, ...args: string[]) => {
  const all = [main, ...days, "--timezone", "UTC", "--limits", "off", ...args];
  const { code, stderr } = await run(process.execPath, all, {
    cwd: folder,
    env: { ...simulator.env, ...env },
  });
  expect(code, stderr).toBe(0);
};

beforeAll(async () => {
  simulator = await startSimulator(
    "--users",
    "20",
    "--meetings_per_day",
    "20",
    "--seed",
    "5",
    "--limits",
    "off",
    ...days,
  );
  await harvest({}, "--streams", everything, "--destination", "duckdb", "--db", file);
}, 120_000);
afterAll(async () => {
  await simulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("the queries of the streams' pages", () => {
  it("are one for each collection, for a search engine too where every store has it", () => {
    expect(Object.keys(streamQueries).sort()).toEqual(collections.map(({ name }) => name).sort());
    for (const { name } of collections.filter(isInEveryStore))
      expect(streamQueries[name]?.search, name).toBeDefined();
  });

  it.each(Object.entries(streamQueries))("%s: has rows in DuckDB", async (_, { duckdb }) => {
    const rows = await query(file, duckdb);
    expect(rows.length).toBeGreaterThan(0);
    // Whoever pastes it has the zone of his machine.
    const elsewhere = await query(file, duckdb, "America/Los_Angeles");
    expect(elsewhere.length).toBeGreaterThan(0);
  });
});

describeOnServers("the streams' pages ask", (server) => {
  const prefix = `queries${process.pid}-`;
  beforeAll(() => harvest({ ...environmentOf(server), ES_INDEX_PREFIX: prefix }), 120_000);
  afterAll(async () => {
    const { body } = await request(server, "GET", `/_resolve/index/${prefix}*`);
    for (const { name } of body.indices as { name: string }[]) await request(server, "DELETE", `/${name}`);
    const { body: found } = await request(server, "GET", `/_index_template/${prefix}*`);
    for (const { name } of (found.index_templates ?? []) as { name: string }[])
      await request(server, "DELETE", `/_index_template/${name}`);
  });

  it.each(Object.entries(streamQueries).filter(([, { search }]) => search !== undefined))(
    "%s",
    async (name) => {
      const page = await import("node:fs").then(({ readFileSync }) =>
        readFileSync(join(root, "docs", "streams", `${name}.md`), "utf8"),
      );
      const [, alias = "", body = "{}"] =
        /localhost:9200\/([\w-]+)\/_search\?pretty' -d '([^']*)'/.exec(page) ?? [];
      expect(alias).not.toBe("");
      await request(server, "POST", `/${prefix}${alias}/_refresh`);
      const { status, body: answer } = await request(
        server,
        "POST",
        `/${prefix}${alias}/_search`,
        JSON.parse(body),
      );
      expect(status).toBe(200);
      const groups = Object.values(answer.aggregations ?? {}) as { buckets: unknown[] }[];
      const found = groups.length > 0 ? groups.map(({ buckets }) => buckets) : [answer.hits.hits];
      for (const some of found) expect(some.length).toBeGreaterThan(0);
    },
  );
});
