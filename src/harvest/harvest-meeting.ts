/** fetch, map and write for one meeting: its sessions, its series' kind, its document with its state. */

import type { Document, JsonObject } from "../document.ts";
import { CredentialsRefused, isAbort, RunStopped, SubjectUnavailable } from "../errors.ts";
import { sessionIds } from "../streams/keys.ts";
import { meetings } from "../streams/meeting.ts";
import { pastMeeting } from "../streams/series.ts";
import { sessions } from "../streams/session.ts";
import type { Host, HostDirectory } from "./hosts.ts";
import type { Listed } from "./list-meetings.ts";
import { readSessions, type SessionsRead } from "./read-sessions.ts";
import type { SeriesBook } from "./series-book.ts";
import type { MeetingState } from "./tally.ts";
import { noteRefusal, type Work } from "./work.ts";

/**
 * Harvests one meeting; resolves when the writer has accepted it.
 * @returns the meeting itself when the run stopped before anything of it was read.
 * @throws RunStopped (after what was received is handed on), DestinationError.
 */
export async function harvestMeeting(
  work: Work,
  directory: HostDirectory,
  book: SeriesBook,
  listed: Listed,
): Promise<Listed | undefined> {
  const { tally, writer } = work;
  if (work.stopper.stopped) return listed;
  const refused = work.refusals.some(({ stream }) => stream === "sessions");
  const meeting = await withTimes(work, listed);
  const host = hostOf(meeting.fields, directory);
  if (host === undefined) tally.name("meetings whose host is not in the user lists", listed.uuid);
  const seriesId = String(meeting.fields.meeting_series_id ?? "");
  const [read, kind] = await Promise.all([
    refused ? notRead() : readSessions(work, meeting),
    book
      .kindOf(seriesId, meeting.uuid, host)
      .catch((error: unknown) => (isEnd(error) ? "unknown" : Promise.reject(error))),
  ]);
  if (read.error !== undefined && isEnd(read.error)) work.stopper.stop(read.error);
  if (read.error !== undefined && read.rows.length === 0 && (isEnd(read.error) || isAbort(read.error)))
    return listed;
  const state = stateOf(work, meeting, read);
  const stored = read.complete ? undefined : (await work.destination.read(meetings.name, [meeting.uuid]))[0];
  tally.states[state] += 1;
  tally.done += 1;
  // What an earlier run read to its end is worth more than an answer that Zoom has it no longer.
  if (stored !== undefined && read.rows.length === 0 && isRead(stored)) return undefined;
  const storedBefore = Number(stored?.sessions_stored ?? 0);
  const document = meetingDocument(
    work,
    meeting,
    host,
    kind,
    state,
    Math.max(read.rows.length, storedBefore),
  );
  await writer.add({
    owner: { to: meetings.name, document: work.map.meetings.finish(document) },
    to: sessions.name,
    documents: sessionDocuments(work, document, read.rows),
    complete: read.complete,
  });
  return undefined;
}

function isRead({ state }: Document): boolean {
  return state === "settled" || state === "young" || state === "partial";
}

/** A meeting that is known and nothing more: the run stopped before its sessions were read. */
export function listedDocument(work: Work, directory: HostDirectory, listed: Listed): Document {
  const host = hostOf(listed.fields, directory);
  return work.map.meetings.finish(meetingDocument(work, listed, host, "unknown", "listed", 0));
}

function isEnd(error: unknown): boolean {
  return error instanceof RunStopped || error instanceof CredentialsRefused || isAbort(error);
}

async function notRead(): Promise<SessionsRead> {
  return { rows: [], complete: false };
}

function hostOf(fields: JsonObject, directory: HostDirectory): Host | undefined {
  const { email } = (fields.host ?? {}) as JsonObject;
  const seriesId = fields.meeting_series_id;
  return directory.find(
    typeof email === "string" ? email : undefined,
    typeof seriesId === "string" ? seriesId : undefined,
  );
}

/** Zoom has listed meetings without times (observed in 2021); one cheap call tells them. */
async function withTimes(work: Work, listed: Listed): Promise<Listed> {
  if (listed.fields.start_time !== undefined) return listed;
  work.tally.name("meetings listed without a start time", listed.uuid);
  try {
    const body = await work.zoom.get({ endpoint: pastMeeting, ids: { meetingId: listed.uuid } });
    const { start_time, end_time, duration } = work.map.meetings.fields({
      start_time: body.start_time ?? null,
      end_time: body.end_time ?? null,
      duration: body.duration ?? null,
    });
    const times = Object.entries({ start_time, end_time, duration }).filter(
      ([, value]) => value !== undefined,
    );
    return { ...listed, fields: { ...listed.fields, ...(Object.fromEntries(times) as JsonObject) } };
  } catch {
    return listed;
  }
}

function stateOf(work: Work, { uuid, fields }: Listed, { complete, error }: SessionsRead): MeetingState {
  const { tally, options, effects } = work;
  const ended = typeof fields.end_time === "string" ? Date.parse(fields.end_time) : undefined;
  const young = ended === undefined || effects.now() < ended + options.settleAfterMs;
  if (complete) return young ? "young" : "settled";
  if (error === undefined) {
    if (work.refusals.some(({ stream }) => stream === "sessions")) return "listed";
    tally.name("meetings whose participant list has another number of rows than Zoom counts", uuid, true);
    return "partial";
  }
  if (error instanceof SubjectUnavailable) {
    if (error.why === "expired") {
      tally.name("meetings past Zoom's retention: their participants are no longer given out", uuid);
      return "expired";
    }
    if (young) {
      tally.name("young meetings whose participants Zoom does not have yet", uuid);
      return "young";
    }
    tally.name("meetings whose participants Zoom does not have", uuid);
    return "unavailable";
  }
  if (noteRefusal(work, "sessions", error)) return "listed";
  if (isEnd(error)) tally.name("meetings whose sessions were read only in part", uuid, true);
  else tally.name("meetings whose sessions could not be read", uuid, true);
  return "partial";
}

function meetingDocument(
  work: Work,
  { uuid, fields }: Listed,
  host: Host | undefined,
  kind: string,
  state: MeetingState,
  sessionsStored: number,
): Document {
  const shown = (fields.host ?? {}) as JsonObject;
  const department = shown.department ?? host?.department;
  return {
    _id: uuid,
    ...fields,
    host: {
      ...(host === undefined ? {} : { host_id: host.id }),
      ...shown,
      ...(department === undefined ? {} : { department }),
    },
    series: { kind },
    ...(host === undefined || host.groups.length === 0 ? {} : { host_groups: host.groups }),
    state,
    sessions_stored: sessionsStored,
    ...work.stamp(meetings.source),
  };
}

/** Finishes the documents that reading began, in place: there may be tens of thousands. */
function sessionDocuments(work: Work, meeting: Document, rows: readonly Document[]): Document[] {
  const { meeting_series_id, topic, start_time, host } = meeting;
  const repeated: JsonObject = {
    ...(meeting_series_id === undefined ? {} : { meeting_series_id }),
    ...(topic === undefined ? {} : { topic }),
    ...(start_time === undefined ? {} : { meeting_start_time: start_time }),
    ...(host === undefined ? {} : { host }),
    ...work.stamp(sessions.source),
  };
  const ids = sessionIds(meeting._id, rows);
  return rows.map((row, index) => {
    if (row.user_id === undefined && row.user_name === undefined && row.email === undefined) {
      work.tally.name("sessions without a user_id, a name and an e-mail", meeting._id);
    }
    row._id = ids[index] ?? "";
    return work.map.sessions.finish(Object.assign(row, repeated));
  });
}
