/** Exports of a search engine are those of a DuckDB file with the same documents. */

import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { searchDestination } from "../../src/destinations/search/search.ts";
import { makePrefix, optionsOf, removePrefix, searchEffects } from "../destinations/search-harness.ts";
import { exportFrom, fill, filledFile, read } from "../export/stored.ts";
import { manualClock } from "../support/manual-clock.ts";
import { describeOnServers, environmentOf } from "../support/search-servers.ts";

describeOnServers("an export", (server) => {
  const prefix = makePrefix();
  let root: string;
  let db: string;
  let count = 0;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "zoom-harvester-"));
    db = await filledFile(join(root, "store.duckdb"));
    await fill(searchDestination(searchEffects(manualClock()), optionsOf(server, prefix)));
  }, 60_000);
  afterAll(async () => {
    await removePrefix(server, prefix);
    await rm(root, { recursive: true, force: true });
  });

  /** The same export of both, each in a folder that has nothing else. */
  async function both(name: string, flags: Record<string, string>): Promise<[string, string]> {
    count += 1;
    const folders = ["file", "search"].map((store) => join(root, `${count}-${store}`)) as [string, string];
    for (const folder of folders) mkdirSync(folder);
    const [ofFile, ofSearch] = folders.map((folder) => join(folder, name)) as [string, string];
    expect(await exportFrom({}, { db, out: ofFile, ...flags })).toBe(0);
    expect(await exportFrom(environmentOf(server), { index_prefix: prefix, out: ofSearch, ...flags })).toBe(
      0,
    );
    for (const folder of folders) expect(readdirSync(folder)).toEqual([name]);
    return [ofFile, ofSearch];
  }

  const lines = (file: string) => readFileSync(file, "utf8").split("\n");

  it.each(["meetings", "sessions", "users"])("has the same lines of NDJSON, of %s", async (what) => {
    const [ofFile, ofSearch] = await both("x.ndjson", { what });
    expect(lines(ofSearch).sort()).toEqual(lines(ofFile).sort());
  });

  it.each(["meetings", "sessions", "users"])(
    "has the same cells of CSV under the same header, of %s",
    async (what) => {
      const files = await both("x.csv", { what });
      expect(lines(files[1])[0]).toBe(lines(files[0])[0]);
      const [rows, others] = await Promise.all(
        files.map((file) =>
          read(`SELECT * FROM read_csv('${file}', all_varchar = true, header = true) ORDER BY ALL`),
        ),
      );
      expect(others).toEqual(rows);
    },
  );

  it.each(["meetings", "sessions", "users"])(
    "has the same columns and rows of Parquet, of %s",
    async (what) => {
      const files = await both("x.parquet", { what });
      const [types, otherTypes] = await Promise.all(
        files.map((file) => read(`DESCRIBE SELECT * FROM '${file}'`)),
      );
      expect(otherTypes).toEqual(types);
      const [rows, others] = await Promise.all(
        files.map((file) => read(`SELECT * FROM '${file}' ORDER BY _id`)),
      );
      expect(others).toEqual(rows);
    },
  );

  it("takes the same days, series and meetings", async () => {
    const asked: Record<string, string>[] = [
      { from: "2026-04-01" },
      { to: "2026-03-31" },
      { series: "91234567890" },
      { meeting: "march==" },
      { account_id: "nobody" },
    ];
    for (const flags of asked) {
      const [ofFile, ofSearch] = await both("x.ndjson", { what: "sessions", ...flags });
      expect(lines(ofSearch).sort()).toEqual(lines(ofFile).sort());
    }
  });

  it.each(["csv", "parquet", "ndjson"])("has the same months, of %s", async (format) => {
    const [ofFile, ofSearch] = await both("months", { what: "sessions", partition: "month", format });
    const held = (folder: string) => readdirSync(folder, { recursive: true }).sort();
    expect(held(ofSearch)).toEqual(held(ofFile));
    expect(held(ofSearch)).toContain(join("month=2026-03", `sessions.${format}`));
  });

  it("leaves nothing when it is interrupted", async () => {
    const folder = join(root, "interrupted");
    mkdirSync(folder);
    const interrupted = new AbortController();
    interrupted.abort();
    const flags = { index_prefix: prefix, what: "sessions", out: join(folder, "x.parquet") };
    await expect(exportFrom(environmentOf(server), flags, interrupted.signal)).rejects.toThrow(/interrupted/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
