/** Harvests just the meetings in which store and Zoom differ. */

import { isAbort } from "../../errors.ts";
import { meetings } from "../../streams/meeting.ts";
import { sessions } from "../../streams/session.ts";
import type { Stream } from "../../streams/stream.ts";
import { harvestStream } from "../catalogue/harvest-stream.ts";
import { endsOnce } from "../catalogue/parents.ts";
import { Journal } from "../journal.ts";
import { listHosts } from "../list-hosts.ts";
import type { RunResult } from "../outcome.ts";
import { settlePeople } from "../people/settle-people.ts";
import { Reading } from "../reading.ts";
import { SeriesBook } from "../series-book.ts";
import { createSkipped } from "../skip.ts";
import type { Work } from "../work.ts";
import type { Proof } from "./proof.ts";

/** @param proof as {@link verify} found it, for the same days. */
export async function repair(
  work: Work,
  { differing, streams, uncounted }: Pick<Proof, "differing" | "streams" | "uncounted">,
): Promise<RunResult> {
  const journal = new Journal(work);
  work.writer.confirmed = () => journal.tick();
  try {
    const ready = (async () => {
      const directory = await listHosts(work, createSkipped([], []));
      return { directory, book: await SeriesBook.open(work, directory) };
    })();
    const reading = new Reading(work, ready);
    if (work.keeps(sessions.name)) reading.undefer();
    const known = differing.filter(({ isUnknown }) => isUnknown !== true);
    for (let at = 0; at < known.length; at += 300) {
      await reading.take(known.slice(at, at + 300).map((listed) => ({ ...listed, again: true })));
    }
    await reading.end();
    for (const { uuid, isUnknown, stored } of differing) {
      if (isUnknown !== true || stored === undefined) continue;
      // Nobody can prove it any more; what is stored of it is kept.
      work.tally.name("meetings that Zoom does not know any more: kept, and marked as unavailable", uuid);
      await work.writer.add({ to: meetings.name, documents: [{ ...stored, state: "unavailable" }] });
    }
    await countAgain(work, uncounted);
    await work.writer.flush();
    const { options } = work;
    const mended = new Set(differing.length > 0 ? [meetings.name] : []);
    // Parents come before their children: what belongs to a document that was missing was never read.
    for (const { name, ok, zoom, differing: sets = [] } of streams) {
      const stream = options.streams.find((one) => one.name === name);
      if (stream === undefined || (ok && !mended.has(stream.parent?.stream ?? ""))) continue;
      mended.add(name);
      const isNow = !endsOnce(stream.parent?.stream ?? "");
      if (!isNow) await reopen(work, stream, sets);
      // Lists are read again; of what belongs to others what was never read, and all of what is as it is now.
      const again = zoom !== null || (isNow && (sets.length > 0 || ok));
      await harvestStream({ ...work, options: { ...options, again } }, stream);
    }
    await settlePeople(work);
  } catch (error) {
    work.stopper.stop(error);
  }
  await work.writer.flush().catch((error: unknown) => {
    if (!isAbort(error)) throw error;
  });
  const { reason } = work.stopper;
  const result: RunResult = { refusals: work.refusals, ...(reason === undefined ? {} : { stopped: reason }) };
  await journal.end(result);
  return result;
}

/** Has the people of these meetings counted again, from the sessions that are stored. */
async function countAgain({ destination, writer }: Work, uuids: readonly string[]): Promise<void> {
  for (let at = 0; at < uuids.length; at += 300) {
    const documents = await destination.read(meetings.name, uuids.slice(at, at + 300));
    for (const document of documents) delete document.attendance_rules;
    await writer.add({ to: meetings.name, documents }, "interim");
  }
}

/** Has the sets of these parents read again. */
async function reopen(
  { destination, writer }: Work,
  { name, parent }: Stream,
  ids: readonly string[],
): Promise<void> {
  if (parent === undefined || ids.length === 0) return;
  const documents = (await destination.read(parent.stream, ids)).map((document) => ({
    ...document,
    streams_read: ((document.streams_read ?? []) as string[]).filter((one) => one !== name),
  }));
  await writer.add({ to: parent.stream, documents }, "interim");
  await writer.flush();
}
