/** Exports of a DuckDB file: what is in them, and what narrows them. */

import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { exportFormats } from "../../src/commands/export-asked.ts";
import { stdoutDestination } from "../../src/destinations/stdout.ts";
import { ConfigurationError } from "../../src/errors.ts";
import { collections } from "../../src/streams/derived.ts";
import { exportFrom, filledFile, names, owners, read, sessionsOf } from "./stored.ts";

let root: string;
let db: string;
let folder: string;
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "zoom-harvester-"));
  db = await filledFile(join(root, "store.duckdb"));
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(() => {
  count += 1;
  folder = join(root, `out-${count}`);
  mkdirSync(folder);
});

type Flags = Record<string, string | boolean>;
const run = (flags: Flags, signal?: AbortSignal) => exportFrom({}, { db, ...flags }, signal);
const into = async (file: string, flags: Flags = {}) => {
  const out = join(folder, file);
  expect(await run({ what: "sessions", out, ...flags })).toBe(0);
  return out;
};
const csv = (file: string) => read(`SELECT * FROM read_csv('${file}', all_varchar = true, header = true)`);
const size = names.length * owners.length;

describe("a CSV", () => {
  it("has a mark and a header that a spreadsheet program understands, and a row a document", async () => {
    const file = await into("s.csv");
    const text = readFileSync(file, "utf8");
    expect(text.startsWith("\ufeff_id,meeting,")).toBe(true);
    expect(text.split("\n")[0]).toContain(",host.name,");
    expect(await csv(file)).toHaveLength(size);
  });

  it("keeps names as they are, apart from an apostrophe before what would be a formula", async () => {
    const rows = await csv(await into("s.csv", { meeting: "march==" }));
    const given = sessionsOf(owners[0] as never).map(({ user_name }) => user_name ?? null);
    const changed: Record<string, string> = {
      "=HYPERLINK(1)": "'=HYPERLINK(1)",
      "\t@x": "\t'@x",
      "x;=1+1": "x;'=1+1",
      "0049301234": "'0049301234",
    };
    expect(new Set(rows.map(({ user_name }) => user_name))).toEqual(
      new Set(given.map((name) => changed[String(name)] ?? name)),
    );
    expect(rows[0]).toMatchObject({ "host.name": "'=Host", meeting_series_id: "81234567890" });
  });

  it("has times of the zone, plain numbers and booleans, and lists in one cell", async () => {
    const rows = await csv(await into("s.csv", { meeting: "march==" }));
    const row = rows.find(({ _id }) => _id === "march==-9");
    expect(row).toMatchObject({
      join_time: "2026-03-31 23:59:59",
      duration: "9",
      internal_user: "true",
      total_jointime_cost: "1.125",
      internal_ip_addresses: "192.0.2.1; 192.0.2.9",
      audio_call: '[{"call_number":"+49","call_type":"call_in","zoom_number":null}]',
      "harvest.at": "2026-04-02 02:00:00",
      email: null,
    });
  });

  it("has JSON where a field has no columns of its own", async () => {
    const rows = await csv(await into("m.csv", { what: "meetings" }));
    expect(rows[0]).toMatchObject({ extra: '{"later":[1,"two"]}', host_groups: "Staff; Library, East" });
  });
});

describe("a Parquet file", () => {
  const types = async (file: string) =>
    Object.fromEntries(
      (await read(`DESCRIBE SELECT * FROM '${file}'`)).map((row) => [row.column_name, row.column_type]),
    );

  it("has types that other programs read", async () => {
    const found = await types(await into("s.parquet"));
    expect(found).toMatchObject({
      _id: "VARCHAR",
      join_time: "TIMESTAMP WITH TIME ZONE",
      duration: "BIGINT",
      internal_user: "BOOLEAN",
      total_jointime_cost: "DOUBLE",
      internal_ip_addresses: "VARCHAR[]",
      extra: "VARCHAR",
    });
    const used = new Set(
      Object.values(found).flatMap((type) => String(type).match(/\b[A-Z]{2,}( WITH TIME ZONE)?/g)),
    );
    const readable = ["VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "STRUCT", "TIMESTAMP WITH TIME ZONE"];
    expect([...used].filter((type) => !readable.includes(String(type)))).toEqual([]);
  });

  it("has the documents as they are stored", async () => {
    const file = await into("s.parquet");
    const rows = await read(
      `SELECT user_name, join_time::VARCHAR AS joined, internal_ip_addresses AS ips, host.email AS host FROM '${file}' WHERE _id = 'march==-1'`,
    );
    expect(rows).toEqual([
      {
        user_name: names[1],
        joined: "2026-03-31 21:59:59+00",
        ips: ["192.0.2.1", "192.0.2.1"],
        host: "host@example.org",
      },
    ]);
  });

  it.each(collections.map(({ name }) => name))("of %s has the same types without a row", async (what) => {
    const file = await into("none.parquet", { what, account_id: "nobody" });
    expect(await read(`SELECT count(*)::INT AS rows FROM '${file}'`)).toEqual([{ rows: 0 }]);
    expect(await types(file)).toEqual(await types(await into("all.parquet", { what })));
  });

  it("has every declared column also of a file that an older program wrote", async () => {
    const older = await filledFile(join(folder, "older.duckdb"));
    const instance = await DuckDBInstance.create(older);
    const connection = await instance.connect();
    await connection.run(`CREATE OR REPLACE TABLE sessions AS SELECT * EXCLUDE internal_user REPLACE (
      {'email': host.email, 'host_id': host.host_id} AS host,
      list_transform(audio_call, lambda c: {'call_type': c.call_type}) AS audio_call) FROM sessions`);
    await connection.run("DROP TABLE attendance");
    connection.closeSync();
    instance.closeSync();
    for (const what of ["sessions", "attendance"]) {
      const old = await into("old.parquet", { what, db: older });
      expect(await types(old)).toEqual(await types(await into("new.parquet", { what })));
    }
    const file = await into("old.parquet", { db: older, meeting: "march==" });
    expect((await read(`SELECT internal_user, host, audio_call FROM '${file}' LIMIT 1`))[0]).toEqual({
      internal_user: null,
      host: { host_id: "h", name: null, email: "host@example.org", user_type: null, department: null },
      audio_call: [{ call_number: null, call_type: "call_in", zoom_number: null }],
    });
    const text = readFileSync(await into("old.csv", { db: older }), "utf8");
    expect(text.split("\n")[0]).toBe(readFileSync(await into("new.csv"), "utf8").split("\n")[0]);
    expect(text).toContain("host@example.org");
  });
});

describe("NDJSON", () => {
  it("has the lines that --destination stdout prints", async () => {
    let printed = "";
    const output = {
      write: (text: string, done: () => void) => {
        printed += text;
        done();
        return true;
      },
      on: () => {},
    };
    const destination = stdoutDestination(output, { now: () => 0 });
    await destination.open(collections);
    await destination.write([{ to: "meetings", documents: owners }]);
    const file = await into("m.ndjson", { what: "meetings" });
    const values = (text: string) =>
      text
        .trimEnd()
        .split("\n")
        .sort()
        .map((line) => JSON.parse(line));
    expect(values(readFileSync(file, "utf8"))).toEqual(values(printed));
    expect(readFileSync(file, "utf8")).toMatch(/^\{"_kind":"meeting","_id":"/);
  });
});

describe("an export", () => {
  const ids = async (flags: Flags) => {
    const text = readFileSync(await into("ids.ndjson", { what: "meetings", ...flags }), "utf8");
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)._id)
      .sort();
  };

  it("takes days of the zone, both included", async () => {
    expect(await ids({ to: "2026-03-31" })).toEqual(["march=="]);
    expect(await ids({ from: "2026-04-01" })).toEqual(["april/==", "later=="]);
    expect(await ids({ from: "2026-04-01", to: "2026-04-01" })).toEqual(["april/=="]);
    expect(await ids({ from: "2026-03-31", to: "2026-03-31", timezone: "UTC" })).toEqual([
      "april/==",
      "march==",
    ]);
  });

  it("takes a series, with the spaces that Zoom shows, and a meeting", async () => {
    expect(await ids({ series: "912 3456 7890" })).toEqual(["april/=="]);
    expect(await ids({ meeting: "april/==" })).toEqual(["april/=="]);
    expect(await ids({ meeting: "none" })).toEqual([]);
  });

  it.each(exportFormats)("by months puts each %s where the zone has it", async (format) => {
    const out = join(folder, "months");
    expect(await run({ what: "sessions", out, partition: "month", format })).toBe(0);
    expect(readdirSync(out).sort()).toEqual(["month=2026-03", "month=2026-04"]);
    const reader = { csv: "read_csv", parquet: "read_parquet", ndjson: "read_json" }[format];
    const sql = `SELECT month, meeting, count(*)::INT AS rows FROM ${reader}('${out}/*/*.${format}', hive_partitioning = true) GROUP BY ALL ORDER BY meeting`;
    expect(await read(sql)).toEqual([
      { month: "2026-04", meeting: "april/==", rows: names.length },
      { month: "2026-04", meeting: "later==", rows: names.length },
      { month: "2026-03", meeting: "march==", rows: names.length },
    ]);
  });

  it.each([
    [{ what: "sesions" }, /sessions; there are/],
    [{}, /--what is missing/],
    [{ what: "users", from: "2026-03-01" }, /no time/],
    [{ what: "concurrency", series: "1" }, /--from, --to, by which/],
    [{ what: "users", meeting: "x" }, /exported whole/],
    [{ what: "sessions", format: "xlsx" }, /csv, parquet, ndjson/],
    [{ what: "sessions", format: "parquet" }, /standard output/],
    [{ what: "sessions", out: "x.txt" }, /--format csv/],
    [{ what: "sessions", partition: "day", out: "x" }, /--partition month/],
    [{ what: "sessions", partition: "month" }, /needs a folder/],
    [{ what: "users", partition: "month", out: "x", format: "csv" }, /no month/],
    [{ what: "sessions", from: "2026-03-02", to: "2026-03-01" }, /is after/],
    [{ what: "sessions", out: "" }, /--out is empty/],
  ] as [Flags, RegExp][])("that cannot be, %j, says what can", async (flags, words) => {
    const error = await run(flags).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toMatch(words);
  });
});
