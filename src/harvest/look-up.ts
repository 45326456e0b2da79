/** fetch: single meetings by uuid, and the past instances of a series by its number. */

import { SubjectFailed, SubjectUnavailable } from "../errors.ts";
import { meetings } from "../streams/meeting.ts";
import { dashboardMeeting, pastInstances } from "../streams/series.ts";
import type { Span } from "../time.ts";
import type { Listed, TakeMeetings } from "./list-meetings.ts";
import { noteBusiness, type Work } from "./work.ts";

/** Takes each of these meetings that Zoom knows; the others are named. @param again reads also what is settled. */
export async function lookUpMeetings(
  work: Work,
  uuids: readonly string[],
  take: TakeMeetings,
  again = false,
): Promise<void> {
  for (const uuid of new Set(uuids)) {
    const listed = await lookUpKnown(work, uuid);
    if (listed === undefined) work.tally.name("meetings that Zoom does not know", uuid, true);
    else await take([{ ...listed, again }]);
  }
}

/** Takes the past instances of each series, those that began in the span where one is given. */
export async function lookUpSeries(
  work: Work,
  numbers: readonly string[],
  span: Span | undefined,
  take: TakeMeetings,
): Promise<void> {
  for (const number of new Set(numbers)) {
    try {
      const body = await work.zoom.get({ endpoint: pastInstances, ids: { meetingId: number } });
      const instances = Array.isArray(body.meetings) ? body.meetings : [];
      const uuids = instances.flatMap((instance) => {
        const { uuid, start_time } = instance as { uuid?: unknown; start_time?: unknown };
        const began = Date.parse(String(start_time));
        const outside = span !== undefined && (began < span.start || began >= span.end);
        return typeof uuid === "string" && !outside ? [uuid] : [];
      });
      await lookUpMeetings(work, await withoutFinal(work, uuids), take);
    } catch (error) {
      if (!(error instanceof SubjectUnavailable || error instanceof SubjectFailed)) throw error;
      work.tally.name("series that Zoom does not know", number, true);
    }
  }
}

/** Those of which something is still to be had. */
async function withoutFinal({ destination, options }: Work, uuids: readonly string[]): Promise<string[]> {
  if (options.again || uuids.length === 0) return [...uuids];
  const final = new Set<string>();
  for (const { _id, state } of await destination.read(meetings.name, uuids)) {
    if (state === "settled" || state === "unavailable" || state === "expired") final.add(_id);
  }
  return uuids.filter((uuid) => !final.has(uuid));
}

async function lookUpKnown(work: Work, uuid: string): Promise<Listed | undefined> {
  try {
    return await lookUp(work, uuid);
  } catch (error) {
    if (error instanceof SubjectUnavailable) return undefined;
    throw error;
  }
}

/**
 * A meeting as the dashboard shows it by its uuid.
 * @returns undefined when Zoom knows no such meeting.
 * @throws SubjectUnavailable when it is past Zoom's retention.
 */
export async function lookUp(work: Work, uuid: string): Promise<Listed | undefined> {
  const { zoom, map, effects } = work;
  for (const type of ["past", "pastOne"] as const) {
    const askedAt = effects.now();
    try {
      const row = await zoom.get({ endpoint: dashboardMeeting, ids: { meetingId: uuid }, query: { type } });
      await noteBusiness(work);
      const fields = map.meetings.fields(row);
      return { uuid: typeof fields.uuid === "string" ? fields.uuid : uuid, fields, type, askedAt };
    } catch (error) {
      if (!(error instanceof SubjectUnavailable) || error.why === "expired") throw error;
    }
  }
  return undefined;
}
