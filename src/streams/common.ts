/** Fields that documents of several streams share. */

import { group, keyword, omit, ours, type SourceFields, unsourced } from "./field.ts";
import type { Parent } from "./stream.ts";

/** On every document: whose it is and which run brought it. */
export const provenance: SourceFields = {
  account_id: ours("keyword", "The Zoom account that the document was harvested from"),
  harvest: group("How the document came here; a second run over settled data changes nothing else", {
    run: ours("keyword", "The run that stored it last"),
    at: ours("date", "When that run received it"),
    source: ours("keyword", "The Zoom call that it came from"),
    version: ours("keyword", "The version of zoom-harvester that stored it"),
  }),
  extra: ours(
    "json",
    "What Zoom sent that no field is declared for, and values that could not be read, as Zoom sent them",
  ),
};

/** The host of a meeting or webinar. */
export const hostFields: SourceFields = {
  host_id: keyword(
    "host_id",
    "The host's Zoom user id, joined from the user lists by e-mail; absent when Zoom no longer knows the host",
    { privacy: "id" },
  ),
  name: keyword(
    ["host", "host_display_name", "host_name", "user_name"],
    "The host's display name at the time of the meeting",
    { privacy: "name" },
  ),
  email: keyword(["email", "host_email", "user_email"], "The host's e-mail", { privacy: "email" }),
  user_type: keyword("user_type", "The host's licence in Zoom's words, such as Licensed"),
  department: keyword(["dept", "department"], "The host's department"),
};

/** Where {@link repeatedMeeting} comes from in the meeting. */
export const repeatOfMeeting = {
  meeting_series_id: "meeting_series_id",
  topic: "topic",
  meeting_start_time: "start_time",
  host: "host",
} as const;

/** Where {@link repeatedWebinar} comes from in the webinar. */
export const repeatOfWebinar = {
  webinar_series_id: "webinar_series_id",
  topic: "topic",
  webinar_start_time: "start_time",
  host: "host",
} as const;

/** What `type` finds a past meeting in the dashboards: Zoom keeps those of one person apart. */
export const typeByPeople: NonNullable<Parent["queryBy"]> = {
  field: "one_person",
  values: { true: { type: "pastOne" }, "": { type: "past" } },
};

/** What documents about all that meets under one number repeat of a meeting: what holds for each. */
export const repeatOfMeetingNumber = {
  meeting_series_id: "meeting_series_id",
  topic: "topic",
  host: "host",
} as const;

/** The same of a webinar. */
export const repeatOfWebinarNumber = {
  webinar_series_id: "webinar_series_id",
  topic: "topic",
  host: "host",
} as const;

/** What documents about a meeting repeat of it: the engine fills it in from the meeting's document. */
export const repeatedMeeting: SourceFields = {
  meeting_series_id: ours("keyword", "The meeting's series id, repeated from the meeting"),
  topic: ours("text", "The meeting's topic, repeated from the meeting"),
  meeting_start_time: ours("date", "When the meeting began, UTC, repeated from the meeting"),
  host: group("The meeting's host, repeated from the meeting", unsourced(hostFields)),
};

/** What documents about a webinar repeat of it. */
export const repeatedWebinar: SourceFields = {
  webinar_series_id: ours("keyword", "The webinar's number, repeated from the webinar"),
  topic: ours("text", "The webinar's topic, repeated from the webinar"),
  webinar_start_time: ours("date", "When the webinar began, UTC, repeated from the webinar"),
  host: group("The webinar's host, repeated from the webinar", unsourced(hostFields)),
};

/** {@link repeatOfMeetingNumber} in the documents. */
export const repeatedMeetingNumber: SourceFields = omit(repeatedMeeting, "meeting_start_time");

/** {@link repeatOfWebinarNumber} in the documents. */
export const repeatedWebinarNumber: SourceFields = omit(repeatedWebinar, "webinar_start_time");

/** Streams about a meeting or webinar that have been asked about it. */
export const streamsRead = ours(
  "keyword",
  "The streams about it, apart from sessions, that were read to their end",
  { list: true },
);
