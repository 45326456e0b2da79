/** The two kinds of store as an export reads them: their rows as those of a DuckDB table, and their documents. */

import { documentsIn } from "../destinations/duckdb/export.ts";
import type { StoredRows } from "../destinations/duckdb/source.ts";
import { orderDocument } from "../destinations/order-document.ts";
import type { Document } from "../document.ts";
import type { Effects } from "../effects.ts";
import { RunStopped } from "../errors.ts";
import type { StoreSettings } from "../store-settings.ts";
import { collections } from "../streams/derived.ts";
import type { ExportAsked } from "./export-asked.ts";
import { openSource } from "./open-destination.ts";

export interface ExportStore {
  where: string;
  /** The file that it is, if it is one. */
  db: string | undefined;
  /**
   * Works with the rows asked for: once, with a name for a scratch database; otherwise perhaps several times, with
   * other rows each time.
   */
  withRows(scratch: string | undefined, work: (rows: StoredRows) => Promise<void>): Promise<void>;
  /** Gives the documents asked for, page after page, in whatever order, each as every store gives it. */
  eachPage(work: (documents: Document[]) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export interface ExportEffects {
  effects: Effects;
  version: string;
  interrupted: AbortSignal;
  /** Is told of the documents read so far. */
  saw(count: number): void;
}

/** Documents that DuckDB is given at once. */
const batchSize = 2_000;

/** @throws DestinationError when there is none, ConfigurationError for standard output, which keeps nothing. */
export async function openExportStore(
  given: ExportEffects,
  settings: StoreSettings,
  asked: ExportAsked,
): Promise<ExportStore> {
  return settings.destination === "duckdb"
    ? openFile(given, settings, asked)
    : openSearch(given, settings, asked);
}

async function openFile(
  { effects, interrupted, saw }: ExportEffects,
  { db, lockWaitMs }: StoreSettings,
  { collection, where }: ExportAsked,
): Promise<ExportStore> {
  const { duckdbSource } = await import("../destinations/duckdb/source.ts");
  const source = await duckdbSource(effects, { file: db, lockWaitMs, collections });
  const withRows = (work: (rows: StoredRows) => Promise<void>) =>
    source.withRows(collection.name, where, (rows) => stoppable(rows, interrupted, () => work(rows)));
  return {
    where: source.where,
    db,
    withRows: (_, work) => withRows(work),
    eachPage: (work) =>
      withRows(async (rows) => {
        let read = 0;
        for await (const page of documentsIn(rows, collection)) {
          stopIf(interrupted);
          await work(page);
          read += page.length;
          saw(read);
        }
      }),
    close: () => source.close(),
  };
}

async function openSearch(
  { effects, version, interrupted, saw }: ExportEffects,
  settings: StoreSettings,
  { collection, where }: ExportAsked,
): Promise<ExportStore> {
  const source = await openSource(effects, settings, version);
  const eachPage = async (work: (documents: Document[]) => Promise<void>) => {
    let read = 0;
    for await (const page of source.scan(collection.name, where)) {
      stopIf(interrupted);
      await work(page.map((document) => orderDocument(document, collection)));
      read += page.length;
      saw(read);
    }
  };
  return {
    where: source.where,
    db: undefined,
    eachPage,
    withRows: async (file, work) => {
      const { openScratch } = await import("../destinations/duckdb/scratch.ts");
      const scratch = await openScratch(file ?? ":memory:", collection);
      let waiting: Document[] = [];
      const add = async () => {
        await scratch.add(waiting);
        waiting = [];
        if (file !== undefined) return;
        await work(scratch.rows);
        await scratch.empty();
      };
      try {
        await eachPage(async (page) => {
          waiting.push(...page);
          if (waiting.length >= batchSize) await add();
        });
        if (waiting.length > 0) await add();
        if (file !== undefined) await stoppable(scratch.rows, interrupted, () => work(scratch.rows));
      } finally {
        scratch.close();
      }
    },
    close: () => source.close(),
  };
}

/** Ends what DuckDB does when the user wants to end. */
async function stoppable(
  { connection }: StoredRows,
  interrupted: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  let again: NodeJS.Timeout | undefined;
  // DuckDB forgets it where no statement runs just then: the next one is stopped, too.
  const stop = () => {
    connection.interrupt();
    again ??= setInterval(() => connection.interrupt(), 50);
  };
  stopIf(interrupted);
  interrupted.addEventListener("abort", stop);
  try {
    await work();
    stopIf(interrupted);
  } catch (error) {
    stopIf(interrupted);
    throw error;
  } finally {
    interrupted.removeEventListener("abort", stop);
    clearInterval(again);
  }
}

function stopIf(interrupted: AbortSignal): void {
  if (interrupted.aborted) throw exportStopped();
}

export function exportStopped(): RunStopped {
  return new RunStopped({
    operation: "export",
    reason: "it was interrupted; nothing was left behind",
    hint: "the same command again",
  });
}
