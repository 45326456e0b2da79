/** fetch: single meetings by uuid, and the past instances of a series by its number. */

import { SubjectFailed, SubjectUnavailable } from "../errors.ts";
import { meetings } from "../streams/meeting.ts";
import { dashboardMeeting, pastInstances, pastMeeting } from "../streams/series.ts";
import type { Source } from "../streams/stream.ts";
import type { Span } from "../time.ts";
import type { Listed, PastType, TakeMeetings } from "./list-meetings.ts";
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
      // What belongs to those that are settled may still be wanted.
      for (const uuid of uuids) work.touched.add(uuid);
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

/** A meeting by its uuid: the dashboard tells most, the short form of a past meeting the host's id. */
const lookUpSources: readonly Source[] = [
  { source: meetings.source, zoom: dashboardMeeting },
  { source: "past", zoom: pastMeeting },
];

/**
 * A meeting as Zoom shows it by its uuid.
 * @returns undefined when Zoom knows no such meeting.
 * @throws SubjectUnavailable when it is past Zoom's retention.
 */
export function lookUp(work: Work, uuid: string): Promise<Listed | undefined> {
  return work.ladder.best(`${meetings.name}, one by one`, lookUpSources, async (source) => {
    if (source.source !== meetings.source) return lookUpBy(work, uuid, source);
    return (await lookUpBy(work, uuid, source, "past")) ?? lookUpBy(work, uuid, source, "pastOne");
  });
}

async function lookUpBy(
  work: Work,
  uuid: string,
  { source, zoom: endpoint }: Source,
  type?: PastType,
): Promise<Listed | undefined> {
  const { answers, map, effects } = work;
  const askedAt = effects.now();
  try {
    const query = type === undefined ? {} : { type };
    const row = await answers.get({ endpoint, ids: { meetingId: uuid }, query });
    await noteBusiness(work, { zoom: endpoint });
    const fields = map.meetings.fields(row);
    const known = typeof fields.uuid === "string" ? fields.uuid : uuid;
    return { uuid: known, fields, source, askedAt, ...(type === undefined ? {} : { type }) };
  } catch (error) {
    if (!(error instanceof SubjectUnavailable) || error.why === "expired") throw error;
    return undefined;
  }
}
