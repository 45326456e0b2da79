/** The documents of a meeting and its sessions, from what Zoom shows and what is known besides. No call, no write. */

import { isDeepStrictEqual } from "node:util";
import type { Document, JsonObject } from "../document.ts";
import { repeatOfMeeting } from "../streams/common.ts";
import { sessionIds } from "../streams/keys.ts";
import { meetings } from "../streams/meeting.ts";
import type { Host, HostDirectory } from "./hosts.ts";
import type { Listed } from "./list-meetings.ts";
import { countedBefore, countedFields } from "./people/counted.ts";
import { hasChanged } from "./recheck.ts";
import type { MeetingState } from "./tally.ts";
import type { Work } from "./work.ts";

/** A meeting that is known and nothing more: its sessions are still to be read. */
export function listedDocument(work: Work, directory: HostDirectory, listed: Listed): Document {
  const host = hostOf(listed.fields, directory);
  const document = meetingDocument(work, listed, host, "unknown", "listed", 0);
  // Whoever reads it later need not guess under which type Zoom keeps it.
  const shownBy = listed.source ?? meetings.source;
  const source = listed.type === undefined ? shownBy : `${shownBy} ${listed.type}`;
  return work.map.meetings.finish({ ...document, ...work.stamp(source) });
}

/**
 * A meeting whose sessions are still to be read, as the store is to know it: as `listed`, or as `partial` where it was
 * read before and has changed since.
 */
export function openDocument(work: Work, directory: HostDirectory, listed: Listed): Document {
  const { stored, fields, source } = listed;
  if (stored === undefined) return listedDocument(work, directory, listed);
  const { host: _, ...shown } = fields;
  const document: Document = { ...stored, ...shown, ...trackingOf(fields), state: "partial" };
  if (hasChanged(fields, stored, source)) delete document.streams_read;
  const finished = work.map.meetings.finish(document);
  if (!isSameEvent(finished, stored)) delete finished.attendance_rules;
  return finished;
}

/** What attendance depends on or repeats. */
const eventFields = [
  ...["topic", "start_time", "end_time", "duration", "meeting_series_id", "webinar_series_id"],
  ...["host", "host_groups", "tracking_fields"],
];

/**
 * Whether nothing has changed that attendance depends on or repeats; if it has, the people are to be counted again.
 * @param document finished, as the stored one is
 */
export function isSameEvent(document: Document, stored: Document | undefined): boolean {
  return eventFields.every((name) => isDeepStrictEqual(document[name], stored?.[name]));
}

/** The tracking fields as one text each. */
export function trackingOf({ tracking_fields }: JsonObject): JsonObject {
  if (!Array.isArray(tracking_fields)) return {};
  const tracking = (tracking_fields as JsonObject[]).flatMap(({ field, value }) =>
    field === undefined || value === undefined ? [] : [`${field}=${value}`],
  );
  return tracking.length === 0 ? {} : { tracking };
}

/** A stored meeting as something to read, as if a listing had shown it. */
export function relisted(stored: Document, askedAt: number | undefined): Listed {
  const source = String(((stored.harvest ?? {}) as JsonObject).source).split(" ");
  const named = (["past", "pastOne"] as const).find((name) => source.includes(name));
  const type = named ?? (stored.one_person === true ? "pastOne" : undefined);
  return {
    uuid: stored._id,
    fields: shownFields(stored),
    stored,
    askedAt,
    source: sourceOf(stored),
    ...(type === undefined ? {} : { type }),
  };
}

/** What is ours in a meeting's document. */
const ours = new Set(
  [
    ["_id", "series", "host_groups", "state", "sessions_stored", "sessions_total", "sessions_source"],
    ["sessions_wanted", "attempts", "streams_read", "one_person", "account_id", "harvest", "tracking"],
    countedFields,
  ].flat(),
);

/** What a listing has shown of a stored meeting: all but what is ours. */
function shownFields(stored: Document): JsonObject {
  return Object.fromEntries(Object.entries(stored).filter(([name]) => !ours.has(name)));
}

/** Which of Zoom's sources a stored meeting came from. */
export function sourceOf({ harvest }: Document): string {
  return String(((harvest ?? {}) as JsonObject).source ?? meetings.source).split(" ")[0] ?? meetings.source;
}

/** The host of a meeting as the user lists know him. */
export function hostOf(fields: JsonObject, directory: HostDirectory): Host | undefined {
  const { email, host_id } = (fields.host ?? {}) as JsonObject;
  const seriesId = fields.meeting_series_id;
  const known = typeof host_id === "string" ? directory.get(host_id) : undefined;
  return (
    known ??
    directory.find(
      typeof email === "string" ? email : undefined,
      typeof seriesId === "string" ? seriesId : undefined,
    )
  );
}

/** The meeting's document with its state. */
export function meetingDocument(
  work: Work,
  { uuid, fields: fresh, type, stored, source = meetings.source }: Listed,
  host: Host | undefined,
  kind: string,
  state: MeetingState,
  sessionsStored: number,
): Document {
  // What a richer listing has shown is not forgotten because a poorer one does not tell it.
  const fields =
    stored !== undefined && source !== meetings.source ? { ...shownFields(stored), ...fresh } : fresh;
  const shown = (fields.host ?? {}) as JsonObject;
  // What was known of the host and the series before is not forgotten because Zoom no longer tells it.
  const before = (stored?.host ?? {}) as JsonObject;
  const hostId = host?.id ?? before.host_id;
  const department = shown.department ?? host?.department ?? before.department;
  const groups = host === undefined ? stored?.host_groups : host.groups;
  return {
    _id: uuid,
    ...fields,
    ...trackingOf(fields),
    host: {
      ...(hostId === undefined ? {} : { host_id: hostId }),
      ...shown,
      ...(department === undefined ? {} : { department }),
    },
    series: { kind: kind === "unknown" ? (((stored?.series ?? {}) as JsonObject).kind ?? kind) : kind },
    ...(Array.isArray(groups) && groups.length > 0 ? { host_groups: groups } : {}),
    state,
    ...(type === "pastOne" ? { one_person: true } : {}),
    sessions_stored: sessionsStored,
    ...keptOf(fresh, stored, source),
    ...work.stamp(source),
  };
}

/** What is known of the sessions, and which streams about the meeting were read; those again once it has changed. */
function keptOf(fresh: JsonObject, stored: Document | undefined, source: string): JsonObject {
  if (stored === undefined) return {};
  const { sessions_source, sessions_wanted, sessions_total, streams_read } = stored;
  const kept = { sessions_source, sessions_wanted, sessions_total, ...countedBefore(stored) };
  const all = hasChanged(fresh, stored, source) ? kept : { ...kept, streams_read };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as JsonObject;
}

/** What each session repeats of its meeting, and each person's document of its meeting or webinar. */
export function repeatedOf(
  event: Document,
  repeat: Readonly<Record<string, string>> = repeatOfMeeting,
): JsonObject {
  const out: JsonObject = {};
  for (const [field, from] of Object.entries(repeat)) {
    const value = event[from];
    if (value !== undefined) out[field] = value;
  }
  return out;
}

/** Finishes the documents that reading began, in place: there may be tens of thousands. */
export function sessionDocuments(
  work: Work,
  meeting: Document,
  rows: readonly Document[],
  source: string,
): Document[] {
  const repeated = { ...repeatedOf(meeting), ...work.stamp(source) };
  const ids = sessionIds(meeting._id, rows);
  return rows.map((row, index) => {
    if (row.user_id === undefined && row.user_name === undefined && row.email === undefined) {
      work.tally.name("sessions without a user_id, a name and an e-mail", meeting._id);
    }
    row._id = ids[index] ?? "";
    return work.map.sessions.finish(Object.assign(row, repeated));
  });
}
