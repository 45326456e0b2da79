/** Who registered to see a recording that is given on demand: the people, nothing that leads to the recording. */

import { provenance } from "./common.ts";
import { ours } from "./field.ts";
import { registrantFields, registrantStatuses } from "./registrant-fields.ts";
import type { Stream } from "./stream.ts";

export const recordingRegistrants: Stream = {
  name: "recording_registrants",
  kind: "recording_registrant",
  description: "One registration to see the recordings of one meeting number on demand",
  group: "recordings",
  key: { field: "registrant_id" },
  variants: registrantStatuses,
  source: "registrants",
  zoom: {
    operation: "list the registrants of a recording",
    path: "/meetings/{meetingId}/recordings/registrants",
    tier: "medium",
    plan: "pro",
    needs: "cloud recording",
    list: "registrants",
    pageSize: 300,
    scopes: {
      classic: ["recording:read:admin"],
      granular: ["cloud_recording:read:list_recording_registrants:admin"],
    },
  },
  parent: {
    stream: "recordings",
    param: "meetingId",
    field: "meeting_series_id",
    once: true,
    repeat: { meeting_series_id: "meeting_series_id", topic: "topic", host_id: "host_id" },
  },
  fields: {
    ...registrantFields("recording"),
    meeting_series_id: ours("keyword", "The number of the recorded meeting, repeated from the recording"),
    topic: ours("text", "The recording's topic, repeated from it"),
    host_id: ours("keyword", "The Zoom user id of the recording's host, repeated from it", { privacy: "id" }),
    ...provenance,
  },
};
