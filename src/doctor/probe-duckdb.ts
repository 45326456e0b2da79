/** The DuckDB file: could a harvest write it? Nothing is made or changed; a file that is there is opened for reading. */

import { dirname, resolve } from "node:path";
import type { Config } from "../config.ts";
import { duckdbSource } from "../destinations/duckdb/source.ts";
import type { Source } from "../destinations/source.ts";
import { HarvesterError, messageOf } from "../errors.ts";
import { collections, isCore } from "../streams/derived.ts";
import { bad, badFrom, type Check, good } from "./check.ts";
import type { DoctorEffects } from "./effects.ts";
import { judgeAccount, judgeFree, judgeLease } from "./judge-store.ts";
import type { StoreEvidence } from "./store-evidence.ts";

const unread = "what earlier runs used is not known, since the store cannot be read";

type DuckOptions = Pick<Config, "db" | "allowAccount"> & {
  /** Undefined when it is not known. */
  account: string | undefined;
};

export async function probeDuckDb(effects: DoctorEffects, options: DuckOptions): Promise<StoreEvidence> {
  const { files } = effects;
  const { db } = options;
  const folder = dirname(resolve(db));
  const isThere = (await files.kindOf(db)) !== undefined;
  const names = isThere ? (["store", "disk", "lock"] as const) : (["store", "disk"] as const);
  const evidence = { names, ledger: unread };
  if ((await files.kindOf(folder)) !== "folder") {
    const check = bad(
      "store",
      `${db}: its folder ${folder} does not exist`,
      `mkdir -p ${folder}, or another place with --db`,
    );
    return { ...evidence, checks: [check] };
  }
  // DuckDB writes its log beside the file: the folder counts also when the file is there.
  const refused = (await refusalOf(files, folder)) ?? (isThere ? await refusalOf(files, db) : undefined);
  if (refused !== undefined) return { ...evidence, checks: [refused] };
  const library = await loadLibrary();
  if (typeof library !== "string") return { ...evidence, checks: [library] };
  const disk = await judgeDisk(files, folder);
  const opened = isThere
    ? await read(effects, options, library)
    : {
        checks: [good("store", `${db} will be made by the first harvest, by DuckDB ${library}`)],
        ledger: "this store has no earlier runs",
      };
  return { ...evidence, ...opened, checks: [...opened.checks, ...disk] };
}

async function refusalOf(files: DoctorEffects["files"], path: string): Promise<Check | undefined> {
  try {
    await files.checkWritable(path);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "EROFS"
      ? bad("disk", `${path} lies on a read-only file system`, "another place with --db")
      : bad(
          "store",
          `${path}: this user may not write there (${code ?? messageOf(error)})`,
          "another place with --db, or let this user write there",
        );
  }
}

/** @returns DuckDB's version. */
async function loadLibrary(): Promise<string | Check> {
  try {
    const { version } = await import("@duckdb/node-api");
    return version().replace(/^v/, "");
  } catch (error) {
    return bad(
      "store",
      `DuckDB's library cannot be loaded (${messageOf(error)})`,
      "npm ci on this very platform, or another --destination",
    );
  }
}

async function judgeDisk(files: DoctorEffects["files"], folder: string): Promise<Check[]> {
  try {
    return [judgeFree(folder, await files.freeBytes(folder))];
  } catch {
    return [];
  }
}

async function read(
  effects: DoctorEffects,
  { db, account, allowAccount }: DuckOptions,
  library: string,
): Promise<Pick<StoreEvidence, "checks" | "ledger">> {
  try {
    const source = await duckdbSource(effects, { file: db, lockWaitMs: 0, collections });
    try {
      const ledger = await source.ledger();
      const totals = await countAll(source);
      const stranger =
        account === undefined ? undefined : judgeAccount(ledger.accounts, account, allowAccount);
      const store = stranger ?? good("store", `${db} holds ${totals}; DuckDB ${library}`);
      return { checks: [store, judgeLease(ledger.lease, effects.now())], ledger };
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!(error instanceof HarvesterError)) throw error;
    const { reason } = error.explanation;
    if (!/held by/.test(reason)) return { checks: [badFrom("store", error)], ledger: unread };
    const store = good("store", `${db} is there and in use; DuckDB ${library}`);
    return { checks: [store, good("lock", reason)], ledger: unread };
  }
}

/** What there is of each collection, the core first; those without documents are left out. */
async function countAll(source: Source): Promise<string> {
  const inOrder = [...collections].sort((a, b) => Number(isCore(b)) - Number(isCore(a)));
  const totals = await Promise.all(
    inOrder.map(async ({ name }) => ({ name, count: await source.total(name) })),
  );
  const there = totals.filter(({ count }) => count > 0).map(({ name, count }) => `${count} ${name}`);
  return there.length === 0 ? "no documents" : there.join(", ");
}
