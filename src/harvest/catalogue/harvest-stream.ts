/** One stream of the catalogue, as its declaration says. What becomes of it never stops another stream. */

import { SubjectFailed, SubjectUnavailable } from "../../errors.ts";
import type { Stream } from "../../streams/stream.ts";
import type { Span } from "../../time.ts";
import { countedListings, lookBackSpan } from "../plan.ts";
import { noteQuota, noteRefusal, type Work } from "../work.ts";
import { knownIds } from "./parents.ts";
import { readChildren } from "./read-children.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { readWindows } from "./read-windows.ts";

/**
 * Reads what is missing of a stream for the days asked for, or of the single meetings asked for, and stores it. A refusal,
 * the end of the day's calls and a failure are noted.
 * @throws DestinationError, and what ends a run.
 */
export async function harvestStream(work: Work, stream: Stream): Promise<void> {
  try {
    await checkParent(work, stream);
    const span = await spanOf(work, stream);
    if (stream.zoom.window !== undefined) {
      if (span !== undefined) await readWindows(work, stream, span);
    } else if (stream.parent !== undefined) await readChildren(work, stream, span);
    else if (span !== undefined) await readSnapshot(work, stream);
  } catch (error) {
    work.unread.add(stream.name);
    if (noteQuota(work, error) || noteRefusal(work, stream.name, error)) return;
    if (!(error instanceof SubjectFailed || error instanceof SubjectUnavailable)) throw error;
    work.tally.name(
      `${stream.name}: could not be read to the end (${error.explanation.reason})`,
      undefined,
      true,
    );
  }
}

/** @throws what Zoom refused the parents with, where no other run has stored any: nothing can be asked for. */
async function checkParent(work: Work, { parent }: Stream): Promise<void> {
  const refused = work.refusals.find(({ stream }) => stream === parent?.stream);
  if (refused !== undefined && (await knownIds(work, refused.stream)).length === 0) throw refused.error;
}

/**
 * The days that a run is about for a stream. Without dates it looks back, as far as the stream was ever listed; what belongs
 * to others as far as they were. Undefined when single meetings are asked for.
 */
async function spanOf({ options, destination }: Work, stream: Stream): Promise<Span | undefined> {
  const { days, lookBackMs, meetings: uuids, series } = options;
  if (days === undefined || uuids.length > 0 || series.length > 0) return undefined;
  if (lookBackMs === undefined) return days.span;
  const isOwn = stream.zoom.window !== undefined;
  const what = isOwn ? stream.name : (stream.parent?.stream ?? stream.name);
  const listings = await countedListings(destination, options, what);
  return lookBackSpan(days.span, stream.lookBackMs ?? lookBackMs, listings);
}
