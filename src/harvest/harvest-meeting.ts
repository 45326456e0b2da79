/** fetch, map and write for one meeting: its sessions, its series' kind, its document with its state. */

import type { JsonObject } from "../document.ts";
import {
  CredentialsRefused,
  isAbort,
  RunStopped,
  StreamRefused,
  SubjectFailed,
  SubjectUnavailable,
} from "../errors.ts";
import { pastMeeting } from "../streams/series.ts";
import { sessions } from "../streams/session.ts";
import type { HostDirectory } from "./hosts.ts";
import type { Listed } from "./list-meetings.ts";
import { hostOf } from "./meeting-document.ts";
import { readSessions, type SessionsRead } from "./read-sessions.ts";
import { isOldEnough } from "./recheck.ts";
import type { SeriesBook } from "./series-book.ts";
import { isPoorer, type SessionSet, type Verdict, weigh } from "./sets.ts";
import { noteQuota, noteRefusal, type Work } from "./work.ts";
import { isRead, type Standing, writesOf } from "./write-meeting.ts";

/** After so many runs that Zoom answered in vain a meeting is `unavailable`. */
const mostAttempts = 3;
/** After so many runs in which Zoom's servers failed at it. */
const mostFailures = 10;

/**
 * Harvests one meeting; resolves when the writer has accepted it.
 * @param stored called when the meeting's place in the batch is certain.
 * @returns false when the run stopped before anything of it was read.
 * @throws RunStopped (after what was received is handed on), DestinationError.
 */
export async function harvestMeeting(
  work: Work,
  directory: HostDirectory,
  book: SeriesBook,
  listed: Listed,
  stored: () => void,
): Promise<boolean> {
  const { tally, writer } = work;
  if (work.stopper.stopped) return false;
  if (work.quota !== undefined && work.options.whenQuotaEnds === "stop") return false;
  const refused = work.refusals.some(({ stream }) => stream === "sessions");
  const meeting = await withTimes(work, listed);
  const host = hostOf(meeting.fields, directory);
  if (host === undefined) tally.name("meetings whose host is not in the user lists", listed.uuid);
  const seriesId = String(meeting.fields.meeting_series_id ?? "");
  let cut: unknown;
  const [found, kind] = await Promise.all([
    refused ? unread : readSessions(work, meeting),
    book.kindOf(seriesId, meeting.uuid, host).catch((error: unknown) => {
      if (!isEnd(error)) throw error;
      cut = error;
      return "unknown";
    }),
  ]);
  // A kind that was not asked for any more is asked for by the next run, which reads what is not complete.
  const read = cut === undefined || !found.complete ? found : { ...found, complete: false, error: cut };
  // Of the day's calls the meetings that need none may still be read.
  if (isEnd(read.error) && !noteQuota(work, read.error)) work.stopper.stop(read.error);
  if (read.rows.length === 0 && isEnd(read.error)) return false;
  const standing = standingOf(work, meeting, read);
  const { verdict, held } = await weighSets(work, meeting, read);
  if (verdict === "reopen") {
    standing.attempts = Number(meeting.stored?.attempts ?? 0) + 1;
    const isGivenUp = standing.attempts >= mostAttempts;
    // Without end it would be opened by every run for an account that has lost the richer source.
    if (!isGivenUp) standing.state = "partial";
    tally.name(isGivenUp ? givenUp : reopened, meeting.uuid, !isGivenUp);
  } else if (read.wanted !== undefined && verdict === "replace") {
    tally.name(`meetings whose sessions come from ${read.source} until there are calls again`, meeting.uuid);
  }
  tally.states[standing.state] += 1;
  tally.done += 1;
  await writer.add(() => {
    stored();
    return writesOf(work, { meeting, host, kind, standing, read, verdict, held });
  });
  return true;
}

const unread: SessionsRead = { rows: [], complete: false, source: sessions.source };

const givenUp =
  "meetings of which a poorer source shows more sessions than are stored; the richer one was asked in vain";
const reopened = "meetings of which a poorer source shows more sessions than are stored: to be read again";

/** Which set of sessions stays. What is stored is counted, never taken from a stored counter. */
async function weighSets(
  { destination }: Work,
  { uuid, stored }: Listed,
  { rows, complete, source }: SessionsRead,
): Promise<{ verdict: Verdict; held?: SessionSet }> {
  const found = { source, complete, rows: rows.length };
  if (stored === undefined) return { verdict: weigh(undefined, found) };
  const heldSource = String(stored.sessions_source ?? sessions.source);
  // One that was read to its end once, also where it has changed since.
  const isWhole = isRead(stored);
  const counted = isPoorer(source, heldSource) || isPoorer(heldSource, source);
  const count = counted ? (await destination.countMembers(sessions.name, [uuid])).get(uuid) : undefined;
  const held = { source: heldSource, complete: isWhole, rows: count ?? Number(stored.sessions_stored ?? 0) };
  return { verdict: weigh(held, found), held };
}

function isEnd(error: unknown): boolean {
  return error instanceof RunStopped || error instanceof CredentialsRefused || isAbort(error);
}

/** Zoom has listed meetings without times (observed in 2021); one cheap call tells them. */
async function withTimes(work: Work, listed: Listed): Promise<Listed> {
  if (listed.fields.start_time !== undefined) return listed;
  work.tally.name("meetings listed without a start time", listed.uuid);
  try {
    const body = await work.answers.get({ endpoint: pastMeeting, ids: { meetingId: listed.uuid } });
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

function standingOf(work: Work, meeting: Listed, { complete, error }: SessionsRead): Standing {
  const { uuid, fields, askedAt, stored } = meeting;
  const { tally, options } = work;
  const young = !isOldEnough(fields.end_time, askedAt, options.settleAfterMs);
  if (complete) return { state: young ? "young" : "settled" };
  const attempts = Number(stored?.attempts ?? 0) + 1;
  const wasRead = stored !== undefined && isRead(stored);
  if (error === undefined) {
    if (work.refusals.some(({ stream }) => stream === "sessions")) return { state: "listed" };
    tally.name("meetings whose participant list has another number of rows than Zoom counts", uuid, true);
    return { state: "partial", attempts };
  }
  if (error instanceof SubjectUnavailable && error.why === "expired") {
    tally.name("meetings past Zoom's retention: their participants are no longer given out", uuid);
    return { state: wasRead ? "settled" : "expired" };
  }
  if (error instanceof StreamRefused) {
    noteRefusal(work, "sessions", error);
    return { state: "listed" };
  }
  if (isEnd(error)) {
    tally.name("meetings whose sessions were read only in part", uuid, true);
    return { state: "partial" };
  }
  if (error instanceof SubjectUnavailable && error.why === "hidden" && !young) {
    tally.name("meetings of one person whose participants this account's reports do not show", uuid);
    return { state: wasRead ? "settled" : "unavailable" };
  }
  if (error instanceof SubjectUnavailable && young) {
    tally.name("young meetings whose participants Zoom does not have yet", uuid);
    return { state: "young" };
  }
  const isAnswer =
    error instanceof SubjectUnavailable || (error instanceof SubjectFailed && error.cause === undefined);
  if (attempts < (isAnswer ? mostAttempts : mostFailures)) {
    tally.name(
      isAnswer
        ? "meetings whose participants Zoom does not have; the next runs ask again"
        : "meetings whose sessions could not be read",
      uuid,
      true,
    );
    return { state: "partial", attempts };
  }
  tally.name("meetings whose participants Zoom does not have", uuid);
  // What was read to its end while the meeting was young is all there will be.
  return { state: wasRead ? "settled" : "unavailable", attempts };
}
