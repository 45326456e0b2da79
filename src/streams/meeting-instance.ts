/** The times that a meeting number met, as far back as Zoom lists them: further than it lists meetings. */

import { provenance, repeatedMeetingNumber, repeatOfMeetingNumber } from "./common.ts";
import { instant, keyword } from "./field.ts";
import { pastInstances } from "./series.ts";
import type { Stream } from "./stream.ts";

export const meetingInstances: Stream = {
  name: "meeting_instances",
  kind: "meeting_instance",
  description:
    "One time that a meeting number met, in the last 15 months; also those that the lists of meetings no longer show",
  group: "details",
  key: { field: "uuid" },
  time: "start_time",
  index: "one",
  source: "instances",
  zoom: pastInstances,
  parent: {
    stream: "meetings",
    param: "meetingId",
    field: "meeting_series_id",
    once: true,
    repeat: repeatOfMeetingNumber,
  },
  fields: {
    uuid: keyword("uuid", "The uuid of the instance: the key of one meeting"),
    start_time: instant("start_time", "When the instance began, UTC"),
    ...repeatedMeetingNumber,
    ...provenance,
  },
};
