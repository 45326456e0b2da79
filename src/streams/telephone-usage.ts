/** Who was connected to a meeting by telephone, and what it cost. */

import { hostFields, provenance } from "./common.ts";
import { double, group, instant, keyword, long, omit, ours } from "./field.ts";
import { asSeconds } from "./read.ts";
import type { Stream } from "./stream.ts";

const id = { privacy: "id" } as const;

export const telephoneUsage: Stream = {
  name: "telephone_usage",
  kind: "telephone_call",
  description: "One telephone call into a meeting or out of it, with its cost",
  group: "reports",
  key: {
    fingerprint: ["audio_type", "meeting", "start_time", "end_time", "call_type", "phone_number", "caller"],
  },
  time: "start_time",
  index: "one",
  // Zoom lists a call when it is over, and a meeting lasts 30 hours at most.
  longestMs: 30 * 3_600_000,
  source: "report",
  zoom: {
    operation: "list telephone calls",
    path: "/report/telephone",
    tier: "heavy",
    plan: "pro",
    list: "telephony_usage",
    pageSize: 300,
    window: { days: 30 },
    query: { query_date_type: "start_time" },
    scopes: { classic: ["report:read:admin"], granular: ["report:read:telephone:admin"] },
  },
  variants: [{ type: "1" }, { type: "2" }, { type: "3" }],
  repeatQuery: { audio_type: "type" },
  fields: {
    audio_type: ours("keyword", "Zoom's list that it is in: 1 toll-free or called out, 2 toll, 3 SIP"),
    call_type: keyword("type", "The kind of call, such as toll-free, call-out or premium"),
    meeting: keyword("uuid", "The uuid of the meeting or webinar"),
    meeting_series_id: keyword("meeting_id", "Its number"),
    meeting_type: keyword("meeting_type", "Meeting or Webinar"),
    host: group("The host of it", omit(hostFields, "user_type")),
    start_time: instant("start_time", "When the call began, UTC"),
    end_time: instant("end_time", "When it ended, UTC"),
    duration: long("duration", "How long it is charged for: Zoom counts begun minutes", {
      unit: "seconds",
      read: asSeconds,
    }),
    phone_number: keyword("phone_number", "The number of Zoom's that was called, or the one Zoom called", id),
    signaled_number: keyword("signaled_number", "The number that was signalled to Zoom", id),
    caller: keyword("call_in_number", "The caller's number, or the gateway that the call came through", id),
    country: keyword("country_name", "The country of the call", { privacy: "place" }),
    rate: double("rate", "What a minute of it costs", { unit: "USD per minute" }),
    total: double("total", "What it cost", { unit: "USD" }),
    ...provenance,
  },
};
