/** `zoom-harvester export`: what is stored as CSV, Parquet or NDJSON, into a file, a folder of months or a pipe. */

import { type FileHandle, open } from "node:fs/promises";
import { totalmem } from "node:os";
import { realClock } from "../clock.ts";
import { copyTable, csvHeader, csvLines, monthsOf } from "../destinations/duckdb/export.ts";
import { isClosed, OutputClosed, toLine } from "../destinations/stdout.ts";
import type { Document } from "../document.ts";
import type { Logger } from "../effects.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import type { Flags } from "../setting-sources.ts";
import { dayAt, sayDuration } from "../time.ts";
import { type ExportAsked, readExport } from "./export-asked.ts";
import { type ExportStore, exportStopped, openExportStore } from "./export-store.ts";
import { explainOut, fileTarget, folderTarget, type Target } from "./export-target.ts";
import type { CommandContext } from "./harvest.ts";
import { readStoreCommand } from "./store-command.ts";

/** Characters handed over at once. */
const chunkSize = 256 * 1024;
/** How often what was read so far is said. */
const sayEveryMs = 5_000;

/** Ends with 0 also when a pipe's reader has gone, and when there is nothing to export. */
export async function runExport(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const { settings, effects, get, account } = readStoreCommand(flags, context);
  const asked = readExport(flags, { get, account, now: realClock.now() });
  const { collection, format, out } = asked;
  const startedAt = realClock.elapsed();
  const saw = sayingNowAndThen(effects.log, collection.name);
  const store = await openExportStore({ ...context, effects, saw }, settings, asked);
  let rows: number;
  try {
    const what = `${collection.name} of ${store.where} as ${format}`;
    effects.log.info(`exporting ${what} ${out === undefined ? "to standard output" : `into ${out}`}`);
    rows =
      out === undefined
        ? await toOutput(store, asked, context.interrupted)
        : await toTarget(store, asked, out);
  } catch (error) {
    if (error instanceof OutputClosed) return exitCode.complete;
    throw out === undefined ? error : explainOut(out, error);
  } finally {
    await store.close();
  }
  const where = out === undefined ? "written" : `in ${out}`;
  const took = sayDuration(realClock.elapsed() - startedAt);
  if (rows > 0) effects.log.info(`${rows} ${collection.name} ${where}, after ${took}`);
  else
    effects.log.warn(
      `no ${collection.name} are stored that were asked for: only the header or an empty file is written`,
    );
  return exitCode.complete;
}

async function toTarget(store: ExportStore, asked: ExportAsked, out: string): Promise<number> {
  const { byMonth, format, collection, overwrite } = asked;
  const target = byMonth
    ? await folderTarget(out, collection.name, { overwrite, extension: format })
    : await fileTarget(out, store.db);
  try {
    const rows =
      format === "ndjson"
        ? await writeDocuments(store, asked, target)
        : await writeTables(store, asked, target);
    await target.commit();
    return rows;
  } finally {
    await target.discard();
  }
}

async function writeTables(
  store: ExportStore,
  { format, collection, timeZone, byMonth }: ExportAsked,
  target: Target,
): Promise<number> {
  const options = {
    format: format === "csv" ? "csv" : "parquet",
    collection,
    timeZone,
    memoryLimitMb: memoryForWriting(),
  } as const;
  let count = 0;
  await store.withRows(target.scratch, async (rows) => {
    if (!byMonth) count = await copyTable(rows, options, await target.part());
    else
      for (const month of await monthsOf(rows, options))
        count += await copyTable(rows, { ...options, month }, await target.part(month ?? undefined));
  });
  return count;
}

/** A quarter of the machine's memory, or of the container's, at most a gigabyte. */
function memoryForWriting(): number {
  const there = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.max(256, Math.min(1_024, Math.floor(there / 4 / 2 ** 20)));
}

/** Each month's file stays open until the last document: they come in no order of time. */
async function writeDocuments(store: ExportStore, asked: ExportAsked, target: Target): Promise<number> {
  const { byMonth } = asked;
  const files = new Map<string | undefined, FileHandle>();
  const fileOf = async (month: string | undefined): Promise<FileHandle> => {
    const known = files.get(month);
    if (known !== undefined) return known;
    const made = await open(await target.part(month), "a");
    files.set(month, made);
    return made;
  };
  const monthOf = byMonth ? monthsByTime(asked) : () => undefined;
  let count = 0;
  try {
    if (!byMonth) await fileOf(undefined);
    await store.eachPage(async (page) => {
      const texts = new Map<string | undefined, string>();
      for (const document of page) {
        const month = monthOf(document);
        texts.set(month, `${texts.get(month) ?? ""}${lineOf(document, asked)}`);
      }
      for (const [month, text] of texts) await (await fileOf(month)).appendFile(text);
      count += page.length;
    });
    return count;
  } finally {
    for (const file of files.values()) await file.close();
  }
}

/** The month of a document's time in the zone; undefined without a time. */
function monthsByTime({ collection: { time = "" }, timeZone }: ExportAsked) {
  // A zone's midnight is a whole minute, and computing it takes long.
  const known = new Map<string, string>();
  return (document: Document): string | undefined => {
    const at = document[time];
    if (typeof at !== "string") return undefined;
    const minute = at.slice(0, 16);
    const found = known.get(minute) ?? dayAt(Date.parse(at), timeZone).slice(0, 7);
    if (known.size < 100_000) known.set(minute, found);
    return found;
  };
}

async function toOutput(store: ExportStore, asked: ExportAsked, interrupted: AbortSignal): Promise<number> {
  const send = sender(interrupted);
  let count = 0;
  if (asked.format === "ndjson") {
    await store.eachPage(async (page) => {
      await send(page.map((document) => lineOf(document, asked)).join(""));
      count += page.length;
    });
  } else {
    const { collection, timeZone } = asked;
    const options = { format: "csv", collection, timeZone } as const;
    let header = csvHeader(options);
    await store.withRows(undefined, async (rows) => {
      for await (const { text, rows: more } of csvLines(rows, options)) {
        await send(header + text);
        header = "";
        count += more;
      }
    });
    await send(header);
  }
  await send();
  return count;
}

function lineOf(document: Document, { collection }: ExportAsked): string {
  return toLine(collection.kind, document);
}

/** Hands text to standard output in chunks, and waits for its reader. Without a text: what is left. */
function sender(interrupted: AbortSignal): (text?: string) => Promise<void> {
  let waiting = "";
  return async (text) => {
    waiting += text ?? "";
    if (waiting === "" || (text !== undefined && waiting.length < chunkSize)) return;
    const chunk = waiting;
    waiting = "";
    await new Promise<void>((resolve, reject) => {
      // A reader that rests (`| less`) keeps nobody from ending.
      const stop = () => reject(exportStopped());
      interrupted.addEventListener("abort", stop);
      process.stdout.write(chunk, (error) => {
        interrupted.removeEventListener("abort", stop);
        if (error) reject(isClosed(error) ? new OutputClosed(error) : error);
        else resolve();
      });
    });
  };
}

function sayingNowAndThen(log: Logger, name: string): (count: number) => void {
  let saidAt = realClock.elapsed();
  return (count) => {
    if (realClock.elapsed() - saidAt < sayEveryMs) return;
    saidAt = realClock.elapsed();
    log.info(`${count} ${name} read so far`);
  };
}
