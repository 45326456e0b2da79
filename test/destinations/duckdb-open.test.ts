/** Files that cannot or must not be opened: each has its own words, and none is changed. */

import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DuckdbOptions, duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { DestinationError } from "../../src/errors.ts";
import { all, firstHolder, neighbour, setOf } from "./contract-data.ts";
import { makeFolder, makeOptions, query, quickEffects } from "./duckdb-harness.ts";

let folder = "";
beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Each destination is another harvester of this process. */
let harvesters = 0;
const make = (file: string, more: Partial<DuckdbOptions> = {}) => {
  harvesters += 1;
  const holder = { ...firstHolder, run: `run-${harvesters}`, pid: process.pid };
  return duckdbDestination(quickEffects(), makeOptions(file, { holder, ...more }));
};

/** Opens, expects a refusal with a hint, and gives its message. */
async function refusal(file: string, more: Partial<DuckdbOptions> = {}): Promise<string> {
  const destination = make(file, more);
  const error = await destination.open(all).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  await destination.close();
  expect(error).toBeInstanceOf(DestinationError);
  const { message, exitCode, explanation } = error as DestinationError;
  expect(exitCode).toBe(4);
  expect(explanation.hint).toBeDefined();
  expect(message).not.toMatch(/Stack Trace|libduckdb/);
  return message;
}

/** A store of account-1 with one meeting. */
async function makeStore(file: string): Promise<void> {
  const destination = make(file);
  await destination.open(all);
  await destination.write([setOf("o", ["1"])]);
  await destination.close();
}

describe("a file that is no store", () => {
  it.each([
    ["text", "just some text, long enough to be more than a header ".repeat(200), "not a DuckDB database"],
    ["empty", "", "an empty file"],
    ["another database", `SQLite format 3\0${"\0".repeat(5_000)}`, "not a DuckDB database"],
  ])("%s", async (_, content, reason) => {
    const file = join(folder, "x.duckdb");
    await writeFile(file, content);
    expect(await refusal(file)).toContain(reason);
    expect(await readFile(file, "utf8")).toBe(content);
  });

  it("a directory", async () => {
    expect(await refusal(folder)).toContain("it is a directory");
  });

  it("a folder that is not there, or is a file", async () => {
    expect(await refusal(join(folder, "none", "x.duckdb"))).toMatch(/none does not exist.*mkdir -p/);
    await writeFile(join(folder, "file"), "x");
    expect(await refusal(join(folder, "file", "x.duckdb"))).toContain("does not exist");
  });
});

describe("a database that is not ours", () => {
  it("has a table of a collection's name", async () => {
    const file = join(folder, "x.duckdb");
    await query(file, "CREATE TABLE owners AS SELECT 1 AS id, 'x' AS topic");
    expect(await refusal(file)).toContain("a table owners that zoom-harvester did not make");
    expect(await query(file, "SELECT * FROM owners")).toEqual([{ id: 1, topic: "x" }]);
    expect(await query(file, "SELECT table_name FROM duckdb_tables()")).toEqual([{ table_name: "owners" }]);
  });

  it("has a schema ledger of its own", async () => {
    const file = join(folder, "x.duckdb");
    await query(file, "CREATE SCHEMA ledger; CREATE TABLE ledger.accounts (name VARCHAR)");
    expect(await refusal(file)).toContain("a schema ledger that zoom-harvester did not make");
  });

  it("may have other tables: they stay", async () => {
    const file = join(folder, "x.duckdb");
    await query(file, "CREATE TABLE mine AS SELECT 1 AS id");
    await makeStore(file);
    expect(await query(file, "SELECT id FROM mine")).toEqual([{ id: 1 }]);
  });

  it("has a column of another type in a table of ours", async () => {
    const file = join(folder, "x.duckdb");
    await makeStore(file);
    await query(file, "ALTER TABLE members ALTER count TYPE VARCHAR");
    expect(await refusal(file)).toContain("its table members has another column count");
    expect(await query(file, "SELECT count FROM members")).toEqual([{ count: "1" }]);
  });
});

describe("a store of somebody else", () => {
  it("of a newer program is left as it is", async () => {
    const file = join(folder, "x.duckdb");
    await makeStore(file);
    await query(file, "UPDATE ledger.meta SET schema_version = 99, program_version = '9.0.0'");
    expect(await refusal(file)).toMatch(/zoom-harvester 9\.0\.0.*newer form \(99\)/);
    expect(await query(file, "SELECT schema_version, program_version FROM ledger.meta")).toEqual([
      { schema_version: 99, program_version: "9.0.0" },
    ]);
  });

  it("of another account is refused, and taken when that is allowed", async () => {
    const file = join(folder, "x.duckdb");
    await makeStore(file);
    expect(await refusal(file, { account: "account-2" })).toMatch(
      /account-1, not to account-2.*--allow_account/,
    );
    const destination = make(file, { account: "account-2", allowAccount: true });
    await destination.open(all);
    await destination.close();
    expect(await query(file, "SELECT account FROM ledger.accounts ORDER BY 1")).toEqual([
      { account: "account-1" },
      { account: "account-2" },
    ]);
    await makeStore(file);
  });
});

describe("a file that is open in this process", () => {
  it("is refused to a second destination, by any name, until the first has closed", async () => {
    const file = join(folder, "x.duckdb");
    await mkdir(join(folder, "sub"));
    await makeStore(file);
    await symlink(file, join(folder, "link.duckdb"));
    const first = make(file);
    await first.open(all);
    for (const name of ["x.duckdb", "link.duckdb", "sub/../x.duckdb"]) {
      expect(await refusal(join(folder, name))).toMatch(
        new RegExp(`held by (another harvester: )?process ${process.pid}`),
      );
    }
    await first.write([setOf("p", ["1"])]);
    await first.close();
    await makeStore(file);
    expect(await query(file, "SELECT count(*)::INTEGER AS n FROM members")).toEqual([{ n: 2 }]);
  });

  it("is waited for", async () => {
    const file = join(folder, "x.duckdb");
    const first = make(file);
    await first.open(all);
    const effects = quickEffects();
    const second = duckdbDestination(
      {
        ...effects,
        sleep: async (ms) => {
          await effects.sleep(ms);
          if (effects.slept.length === 3) await first.close();
        },
      },
      makeOptions(file, { lockWaitMs: 10_000, holder: neighbour }),
    );
    await second.open(all);
    await second.close();
    expect(effects.slept).toHaveLength(3);
  });
});
