/** DuckDB keeps the whole contract, and what is its own: columns, comments, a ledger, little memory. */

import { existsSync } from "node:fs";
import { readFile, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import type { Document, Json } from "../../src/document.ts";
import { runContract } from "./contract.ts";
import { all, setOf, thing } from "./contract-data.ts";
import { duckdbHarness, makeFolder, makeOptions, query, quickEffects } from "./duckdb-harness.ts";

runContract("duckdb", duckdbHarness);

let folder = "";
let file = "";
beforeEach(async () => {
  folder = await makeFolder();
  file = join(folder, "it's a store.duckdb");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("makes typed columns with comments, _id first", async () => {
  const destination = duckdbDestination(quickEffects(), makeOptions(file));
  await destination.open(all);
  expect(destination.look).toContain("it'\\''s a store.duckdb'");
  await destination.close();
  const columns = "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = 'things'";
  const found = await query(file, `${columns} ORDER BY column_index`);
  expect(found.map(({ column_name, data_type }) => `${column_name} ${data_type}`)).toEqual([
    "_id VARCHAR",
    "keyword VARCHAR",
    "text VARCHAR",
    "ip VARCHAR",
    "date TIMESTAMP WITH TIME ZONE",
    "long BIGINT",
    "double DOUBLE",
    "boolean BOOLEAN",
    'object STRUCT("name" VARCHAR, "at" TIMESTAMP WITH TIME ZONE, "inner" STRUCT(deep BIGINT, list VARCHAR[]))',
    "keywords VARCHAR[]",
    "longs BIGINT[]",
    'objects STRUCT("key" VARCHAR, "at" TIMESTAMP WITH TIME ZONE)[]',
    "extra JSON",
  ]);
  expect(found[5]?.comment).toBe("A long of it's own (seconds)");
  const [table] = await query(file, "SELECT comment FROM duckdb_tables() WHERE table_name = 'things'");
  expect(table?.comment).toBe('A thing with a field of each type; it\'s "quoted"');
});

it("changes nothing but `harvest` when another run brings the same", async () => {
  for (const run of ["r1", "r2"]) {
    const destination = duckdbDestination(quickEffects(), makeOptions(file));
    await destination.open(all);
    const set = setOf("o", ["1", "2"]);
    for (const document of [set.owner.document, ...set.documents]) document.harvest = { run };
    await destination.write([set]);
    await destination.close();
    expect(await query(file, "SELECT * EXCLUDE (harvest) FROM members ORDER BY _id")).toEqual(
      ["1", "2"].map((key) => ({
        _id: `o/${key}`,
        owner: "o",
        owner_start: "2026-11-02 08:00:00+00",
        count: "1",
      })),
    );
    expect(await query(file, "SELECT DISTINCT harvest.run FROM members")).toEqual([{ run }]);
  }
});

it("keeps runs, calls and dead letters where SQL finds them", async () => {
  const destination = duckdbDestination(quickEffects(), makeOptions(file));
  await destination.open(all);
  const run = { run: "r1", startedAt: "2026-11-23T10:00:00Z", asked: { from: "2026-11-01" }, calls: {} };
  await destination.record(run);
  await destination.record({ ...run, finishedAt: "2026-11-23T11:00:00Z", exitCode: 5 });
  const letter = { to: "things", id: "a", reason: "no", record: { _id: "a", harvest: { run: "r1" } } };
  await destination.bury([letter]);
  await destination.bury([letter]);
  await destination.close();
  expect(await query(file, "SELECT * EXCLUDE (account, outcome) FROM ledger.runs")).toEqual([
    {
      run: "r1",
      started_at: "2026-11-23 10:00:00+00",
      finished_at: "2026-11-23 11:00:00+00",
      asked: '{"from":"2026-11-01"}',
      exit_code: 5,
    },
  ]);
  expect(await query(file, 'SELECT "at", run, id FROM ledger.dead_letters')).toEqual([
    { at: "2026-11-23 12:00:00+00", run: "r1", id: "a" },
  ]);
});

it("buries in a file of its own when the database takes nothing", async () => {
  const deadLetterFile = join(folder, "dead.ndjson");
  const destination = duckdbDestination(quickEffects(), makeOptions(file, { deadLetterFile }));
  expect(await destination.bury([{ to: "things", reason: "no", record: {} }])).toBe(deadLetterFile);
  expect((await stat(deadLetterFile)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(deadLetterFile, "utf8"))).toEqual({
    at: "2026-11-23T12:00:00.000Z",
    to: "things",
    reason: "no",
    record: {},
  });
});

it("halves what it does at once when memory is short, and goes on", async () => {
  const effects = quickEffects();
  const destination = duckdbDestination(effects, makeOptions(file, { memoryLimitMb: 16 }));
  await destination.open(all);
  const documents = Array.from({ length: 10_000 }, (_, n) => thing(`t${n}`, { text: `${n}`.repeat(400) }));
  const outcome = await destination.write([{ to: "things", documents }]);
  expect(outcome).toEqual({ stored: 10_000, refused: [] });
  expect(effects.warned[0]).toContain("going on with 5000 documents at once");
  await destination.close();
  expect(await query(file, "SELECT count(DISTINCT _id)::INTEGER AS n FROM things")).toEqual([{ n: 10_000 }]);
}, 30_000);

it("leaves no log beside the file, also where bringing it in takes more memory than there is", async () => {
  const names = Array.from({ length: 200 }, (_, n) => `field_${n}`);
  const field = { type: "keyword", description: "One of many", privacy: "none", list: true } as const;
  const fields = Object.fromEntries(names.map((name) => [name, field]));
  for (const [round, memoryLimitMb] of [64, 48].entries()) {
    const destination = duckdbDestination(quickEffects(), makeOptions(file, { memoryLimitMb }));
    await destination.open([{ name: "wide", kind: "wide", description: "Many columns", fields }]);
    const documents = Array.from({ length: 200 }, (_, n) => ({
      _id: `w${round} ${n}`,
      ...Object.fromEntries(names.map((name) => [name, [`${name} of ${n}`]])),
    }));
    await destination.write([{ to: "wide", documents }]);
    await destination.close();
  }
  expect(existsSync(`${file}.wal`)).toBe(false);
  expect(await query(file, "SELECT count(*)::INTEGER AS n FROM wide")).toEqual([{ n: 400 }]);
}, 30_000);

it("says that a file is damaged", async () => {
  const destination = duckdbDestination(quickEffects(), makeOptions(file));
  await destination.open(all);
  await destination.close();
  await truncate(file, 12_288);
  await expect(destination.open(all)).rejects.toThrow(/it is damaged.*Try: /);
});

it("gives back any documents as they were given", async () => {
  const text = fc.string({ unit: "binary" });
  const instants = fc.date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
  const date = instants.map((at) => at.toISOString().replace(".000Z", "Z"));
  const long = fc.maxSafeInteger();
  const inner = fc.record({ deep: long, list: fc.array(text) }, { requiredKeys: [] });
  const fields = {
    keyword: text,
    text,
    date,
    long,
    double: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
    boolean: fc.boolean(),
    object: fc.record({ name: text, at: date, inner }, { requiredKeys: [] }),
    keywords: fc.array(text),
    longs: fc.array(long),
    objects: fc.array(fc.record({ key: text, at: date }, { requiredKeys: [] })),
    extra: fc.oneof(
      fc.array(text),
      fc.dictionary(text, fc.oneof(text, long, fc.constant(null)), { noNullPrototype: true }),
    ),
  };
  const destination = duckdbDestination(quickEffects(), makeOptions(file));
  await destination.open(all);
  const arbitrary = fc.array(fc.record(fields, { requiredKeys: [] }), {
    minLength: 100,
    maxLength: 200,
    size: "max",
  });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(arbitrary, async (rows) => {
      round += 1;
      const documents = rows.map(
        (row, n) => ({ ...(row as { [key: string]: Json }), _id: `${round}/${n}` }) as Document,
      );
      const { refused } = await destination.write([{ to: "things", documents }]);
      expect(refused).toEqual([]);
      const found = await destination.read(
        "things",
        documents.map(({ _id }) => _id),
      );
      const byId = new Map(found.map((document) => [document._id, document]));
      for (const document of documents) expect(byId.get(document._id)).toEqual(document);
    }),
    { numRuns: 5 },
  );
  await destination.close();
}, 30_000);
