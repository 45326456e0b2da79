/** fetch, map, write, record: a list of what is now. */

import { type Source, type Stream, sourcesOf } from "../../streams/stream.ts";
import { zoomDay } from "../../zoom/limiter.ts";
import { mayAskAgain } from "../coverage.ts";
import { payable, type Work } from "../work.ts";
import { listPages } from "./list-pages.ts";
import type { TakeDocuments } from "./read-windows.ts";
import { reopenChanged } from "./reopen.ts";
import { ListDocuments } from "./stream-rows.ts";

/** Reads the list, unless it was read lately; of one that is kept every day each day's first time counts as never read. */
export async function readSnapshot(work: Work, stream: Stream): Promise<void> {
  if (!(await isDue(work, stream))) return;
  const at = work.effects.now();
  await listNow(work, stream, at, async (documents) => {
    await work.writer.add({ to: stream.name, documents: await reopenChanged(work, stream, documents) });
  });
  work.writer.note({ what: stream.name, at });
  await work.writer.flush();
}

/** Takes the documents of the list, a page at a time. */
export async function listNow(work: Work, stream: Stream, at: number, take: TakeDocuments): Promise<void> {
  await work.ladder.best(stream.name, sourcesOf(stream), async (source) => {
    payable(work, source);
    for (const variant of stream.variants ?? [{}]) await readList(work, stream, source, variant, at, take);
  });
}

/** Whether the list is to be read again. */
export async function isDue({ destination, options, effects }: Work, stream: Stream): Promise<boolean> {
  if (options.again) return true;
  const [latest] = await destination.listings(stream.name);
  if (latest === undefined) return true;
  const now = effects.now();
  if (stream.history === "daily" && zoomDay(latest.at) !== zoomDay(now)) return true;
  return mayAskAgain(latest.at, { now, recheckEveryMs: options.recheckEveryMs });
}

async function readList(
  work: Work,
  stream: Stream,
  source: Source,
  variant: Readonly<Record<string, string>>,
  at: number,
  take: TakeDocuments,
): Promise<void> {
  const takenOn = stream.history === "daily" ? { takenOn: zoomDay(at) } : {};
  const list = new ListDocuments(work, stream, source, { ...takenOn, variant });
  for await (const page of listPages(work, stream, source, { variant })) {
    list.startsAnew(page);
    await take(list.finish(await list.take(page)));
    work.tally.listing(stream.name, page.totalRecords, list.rows, 0, page.last);
  }
  list.nameMiscounted();
}
