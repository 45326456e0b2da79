/** Who registered for a meeting, whether the host let them in or not. */

import { provenance, repeatedMeetingNumber, repeatOfMeetingNumber } from "./common.ts";
import { dropped } from "./field.ts";
import { registrantFields, registrantStatuses } from "./registrant-fields.ts";
import type { Stream } from "./stream.ts";

export const meetingRegistrants: Stream = {
  name: "meeting_registrants",
  kind: "meeting_registrant",
  description:
    "One registration for what meets under one meeting number: a single meeting, or all meetings of a series",
  group: "details",
  key: { field: "registrant_id" },
  variants: registrantStatuses,
  source: "registrants",
  zoom: {
    operation: "list a meeting's registrants",
    path: "/meetings/{meetingId}/registrants",
    tier: "medium",
    plan: "pro",
    list: "registrants",
    pageSize: 300,
    scopes: { classic: ["meeting:read:admin"], granular: ["meeting:read:list_registrants:admin"] },
  },
  parent: {
    stream: "meetings",
    param: "meetingId",
    field: "meeting_series_id",
    once: true,
    // Nobody can register for an instant meeting or a personal room (Zoom's support, "Registration for Meetings").
    unless: { "series.kind": ["instant", "pmi"], meeting_type: ["1", "4"] },
    repeat: repeatOfMeetingNumber,
  },
  fields: {
    ...registrantFields("meeting"),
    ...repeatedMeetingNumber,
    ...provenance,
    ...dropped({
      join_url: "whoever has it enters the meeting as this person",
      participant_pin_code: "it lets whoever dials in enter as this person",
    }),
  },
};
