/**
 * fetch: meetings older than Zoom's listings reach. A recurring series still shows its past instances for 15 months, and
 * each meeting its details and participants for a year (Zoom's API reference: `/past_meetings/{meetingId}/instances`,
 * code 12702 of the per-meeting calls).
 */

import type { JsonObject } from "../document.ts";
import { SubjectFailed, SubjectUnavailable } from "../errors.ts";
import { meetings } from "../streams/meeting.ts";
import { pastInstances, series } from "../streams/series.ts";
import type { Span } from "../time.ts";
import type { HostDirectory } from "./hosts.ts";
import { lookUp } from "./look-up.ts";
import { listedDocument } from "./meeting-document.ts";
import type { Reading } from "./reading.ts";
import type { SeriesBook } from "./series-book.ts";
import { noteRefusal, type Work } from "./work.ts";

/** What the ledger calls stretches whose series' instances were listed. */
export const instanceListings = "instances";

/** Kinds of series that meet again and again. */
export const recurringKinds = ["recurring", "pmi"] as const;

/** Reads the instances of every known series that lie in these stretches. A refusal is noted. */
export async function harvestBeyond(
  work: Work,
  spans: readonly Span[],
  directory: HostDirectory,
  book: SeriesBook,
  reading: Reading,
): Promise<void> {
  const { effects, stopper } = work;
  if (spans.length === 0 || work.options.seriesOf === "none") return;
  const at = effects.now();
  try {
    await Promise.all([...directory.all].map((host) => book.listHost(host)));
    await work.writer.flush();
    const limit: Retention = { refusedAt: Number.NEGATIVE_INFINITY };
    for (const number of await recurringSeries(work, directory)) {
      stopper.soft.throwIfAborted();
      for (const instance of await listInstances(work, number, spans)) {
        await takeInstance(work, directory, book, reading, instance, limit);
      }
    }
    await reading.noteListed(instanceListings, spans, at);
  } catch (error) {
    if (!noteRefusal(work, "instances of series", error)) throw error;
  }
}

/** The latest start of a meeting that Zoom was found to give out no more: older ones are not asked for. */
interface Retention {
  refusedAt: number;
}

interface Instance {
  series: string;
  uuid: string;
  startTime: string;
}

/** Numbers of the series that meet again and again, as far as the store and the user lists know them. */
async function recurringSeries(work: Work, directory: HostDirectory): Promise<string[]> {
  const stored = await work.destination.find(series.name, { is: { kind: recurringKinds } });
  const rooms = [...directory.all].flatMap(({ pmi }) => (pmi === undefined ? [] : [pmi]));
  return [...new Set([...stored, ...rooms])];
}

async function listInstances(work: Work, number: string, spans: readonly Span[]): Promise<Instance[]> {
  try {
    const body = await work.zoom.get({ endpoint: pastInstances, ids: { meetingId: number } });
    const rows = Array.isArray(body.meetings) ? (body.meetings as JsonObject[]) : [];
    return rows.flatMap(({ uuid, start_time }) => {
      const began = Date.parse(String(start_time));
      const isInside = spans.some(({ start, end }) => began >= start && began < end);
      return typeof uuid === "string" && isInside
        ? [{ series: number, uuid, startTime: String(start_time) }]
        : [];
    });
  } catch (error) {
    if (!(error instanceof SubjectUnavailable || error instanceof SubjectFailed)) throw error;
    return [];
  }
}

/** One instance: looked up and read where Zoom still gives it out, else kept all the same: that it was held is known. */
async function takeInstance(
  work: Work,
  directory: HostDirectory,
  book: SeriesBook,
  reading: Reading,
  { series: number, uuid, startTime }: Instance,
  limit: Retention,
): Promise<void> {
  const [stored] = await work.destination.read(meetings.name, [uuid]);
  if (stored !== undefined && stored.state !== "listed" && stored.state !== "partial") return;
  const began = Date.parse(startTime);
  let state: "expired" | "unavailable" = "expired";
  if (began > limit.refusedAt) {
    try {
      const found = await lookUp(work, uuid);
      if (found !== undefined) {
        await reading.take([{ ...found, stored }]);
        return;
      }
      state = "unavailable";
    } catch (error) {
      if (error instanceof SubjectFailed) {
        work.tally.name("instances that could not be looked up", uuid, true);
        return;
      }
      if (!(error instanceof SubjectUnavailable)) throw error;
      if (error.why === "expired") limit.refusedAt = began;
    }
  }
  work.tally.states[state] += 1;
  const document = listedDocument(work, directory, {
    uuid,
    fields: { uuid, meeting_series_id: number, start_time: startTime },
  });
  // Zoom tells nothing of the meeting any more, but its series is known.
  await book.recall([number]);
  const kind = await book.kindOf(number, uuid, undefined);
  await work.writer.add({ to: meetings.name, documents: [{ ...document, series: { kind }, state }] });
}
