/** The figures about people are the same from each real search server as from a DuckDB file, across a month's end and zones. */

import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { JsonObject } from "../../src/document.ts";
import { makePrefix, removePrefix } from "../destinations/search-harness.ts";
import { makeFolder, type RunningSimulator, run, startSimulator } from "../e2e/support.ts";
import { describeOnServers, environmentOf } from "../support/search-servers.ts";

const days = ["--from", "2026-03-30", "--to", "2026-04-02"];
const classId = "431148460";
const folder = makeFolder();
const file = ["--destination", "duckdb", "--db", join(folder.path, "people.duckdb")];
let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator(
    ...["--seed", "11", "--users", "15", "--meetings_per_day", "20", "--limits", "off"],
    ...["--from", "2026-03-01", "--to", "2026-04-05"],
  );
  await ask({ ...simulator.env }, "harvest", ...days, "--timezone", "UTC", "--limits", "off", ...file);
}, 120_000);
afterAll(async () => {
  await simulator?.stop();
  folder.remove();
});

async function ask(env: Record<string, string>, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(args, env, folder.path);
  expect(code, `${args.join(" ")}: ${stderr}`).toBe(0);
  return stdout;
}

const dimensions = [
  ...["days", "hours", "hosts", "rooms", "series", "departments", "groups", "countries", "devices"],
  ...["client_versions", "networks"],
];

/** Answers in a form that two stores can share. */
const commands: Record<string, string[]> = {
  "the overview": ["report", ...days, "--timezone", "America/New_York", "--json"],
  ...Object.fromEntries(
    dimensions.map((by) => [by, ["report", ...days, "--by", by, "--timezone", "Asia/Kolkata", "--json"]]),
  ),
  "a class": ["attendance", "--series", classId, "--timezone", "UTC", "--json"],
};

/** Rows of the shortest list in an answer that is to have rows: those of each rollup, or the people. */
const rowsIn = ({ by, people }: { by?: Record<string, unknown[]>; people?: unknown[] }) =>
  Math.min(
    ...[...Object.values(by ?? {}), ...(people === undefined ? [] : [people])].map((rows) => rows.length),
  );

const documentsOf = (ndjson: string) =>
  ndjson
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as JsonObject)
    .map(({ harvest: _, ...document }) => JSON.stringify(Object.entries(document).sort()))
    .sort();

describeOnServers("people in a search engine", (server) => {
  const prefix = makePrefix();
  const env = { ...environmentOf(server), ES_INDEX_PREFIX: prefix };
  beforeAll(
    () => ask({ ...simulator.env, ...env }, "harvest", ...days, "--timezone", "UTC", "--limits", "off"),
    120_000,
  );
  afterAll(() => removePrefix(server, prefix));

  it.each(["attendance", "concurrency"])("%s: has the documents that the file has", async (what) => {
    const args = ["export", "--what", what, "--format", "ndjson"];
    const held = documentsOf(await ask(env, ...args));
    expect(held.length).toBeGreaterThan(50);
    expect(held).toEqual(documentsOf(await ask({}, ...args, ...file)));
  });

  it.each(Object.keys(commands))("%s: answers as the file does", async (name) => {
    const args = commands[name] ?? [];
    const answer = JSON.parse(await ask(env, ...args));
    const expected = JSON.parse(await ask({}, ...args, ...file));
    // Equal answers without anything in them would prove nothing.
    expect(rowsIn(expected)).toBeGreaterThan(1);
    expect({ ...answer, store: undefined }).toEqual({ ...expected, store: undefined });
  });
});
