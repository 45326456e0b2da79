/** Where an export goes, what it replaces, and what is left when it fails. */

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DestinationError } from "../../src/errors.ts";
import { exportFrom, filledFile, isStop, names, owners, read } from "./stored.ts";

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
const size = names.length * owners.length;

describe("the place of an export", () => {
  const fails = async (flags: Flags, words: RegExp) => {
    const error = await run({ what: "sessions", ...flags }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DestinationError);
    expect(String(error)).toMatch(words);
  };

  it("is taken by the whole new file at once, which keeps the mode of the old one", async () => {
    const out = join(folder, "s.csv");
    writeFileSync(out, "old");
    chmodSync(out, 0o600);
    expect(await run({ what: "sessions", out })).toBe(0);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const rows = await read(`SELECT 1 FROM read_csv('${out}', all_varchar = true, header = true)`);
    expect(rows).toHaveLength(size);
    expect(readdirSync(folder)).toEqual(["s.csv"]);
  });

  it("is not made where there is no folder, or something else", async () => {
    await fails({ out: join(folder, "none", "s.csv") }, /folder does not exist.*Try: create/);
    await fails({ out: folder, format: "csv" }, /it is a folder/);
    await fails({ out: "/dev/null", format: "csv" }, /no ordinary file/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is never the store", async () => {
    await expect(run({ what: "sessions", out: db, format: "csv" })).rejects.toThrow(/is the store itself/);
    expect(readFileSync(db).subarray(8, 12).toString()).toBe("DUCK");
  });

  it("is a folder of months that is replaced only when that is asked for", async () => {
    const out = join(folder, "months");
    const flags: Flags = { what: "sessions", out, partition: "month", format: "csv" };
    expect(await run({ ...flags, to: "2026-03-31" })).toBe(0);
    await fails(flags, /not empty.*--overwrite/);
    expect(readdirSync(out)).toEqual(["month=2026-03"]);
    expect(await run({ ...flags, from: "2026-04-01", overwrite: true })).toBe(0);
    expect(readdirSync(out)).toEqual(["month=2026-04"]);
    writeFileSync(join(out, "mine.txt"), "");
    await fails({ ...flags, overwrite: true }, /something else/);
    expect(existsSync(join(out, "mine.txt"))).toBe(true);
    expect(readdirSync(folder)).toEqual(["months"]);
  });

  it("stays as it was when the export is interrupted", async () => {
    const interrupted = new AbortController();
    interrupted.abort();
    writeFileSync(join(folder, "s.csv"), "old");
    const error = await run({ what: "sessions", out: join(folder, "s.csv") }, interrupted.signal).catch(
      (thrown: unknown) => thrown,
    );
    expect(isStop(error), String(error)).toBe(true);
    expect(readFileSync(join(folder, "s.csv"), "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["s.csv"]);
  });
});
