/** One stream of the catalogue, as its declaration says. What becomes of it never stops another stream. */

import { SubjectFailed } from "../../errors.ts";
import type { Stream } from "../../streams/stream.ts";
import type { Span } from "../../time.ts";
import { noteQuota, noteRefusal, type Work } from "../work.ts";
import { readChildren } from "./read-children.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { readWindows } from "./read-windows.ts";

/**
 * Reads what is missing of a stream and stores it. A refusal, the end of the day's calls and a failure are noted.
 * @param span the days asked for; undefined when single meetings are: then of them alone.
 * @throws DestinationError, and what ends a run.
 */
export async function harvestStream(work: Work, stream: Stream, span: Span | undefined): Promise<void> {
  try {
    if (stream.zoom.window !== undefined) {
      if (span !== undefined) await readWindows(work, stream, span);
    } else if (stream.parent !== undefined) await readChildren(work, stream, span);
    else if (span !== undefined) await readSnapshot(work, stream);
  } catch (error) {
    if (noteQuota(work, error) || noteRefusal(work, stream.name, error)) return;
    if (!(error instanceof SubjectFailed)) throw error;
    work.tally.name(
      `${stream.name}: could not be read to the end (${error.explanation.reason})`,
      undefined,
      true,
    );
  }
}
