/** Who helped whom by remote support in a meeting. */

import { provenance } from "./common.ts";
import { instant, keyword, long, text } from "./field.ts";
import { asSeconds } from "./read.ts";
import type { Stream } from "./stream.ts";

export const remoteSupport: Stream = {
  name: "remote_support",
  kind: "remote_support",
  description: "One time that somebody in a meeting was given remote support",
  group: "reports",
  key: {
    fingerprint: ["meeting", "start_time", "requested_at", "supporter_email", "supportee_email", "end_time"],
  },
  time: "start_time",
  index: "one",
  // It is over when the meeting is, and a meeting lasts 30 hours at most.
  longestMs: 30 * 3_600_000,
  source: "report",
  zoom: {
    operation: "list remote support",
    path: "/report/remote_support",
    tier: "heavy",
    // Zoom's API reference names neither a plan nor a largest page here; its other reports need Pro and give 300.
    plan: "pro",
    list: "remote_support_logs",
    pageSize: 300,
    window: { days: 30 },
    scopes: { classic: ["report:read:admin"], granular: ["report:read:remote_support:admin"] },
  },
  fields: {
    meeting: keyword("meeting_uuid", "The uuid of the meeting"),
    meeting_series_id: keyword("meeting_number", "The meeting's number"),
    topic: text("topic", "The meeting's topic"),
    meeting_start_time: instant("meeting_start_time", "When the meeting began, UTC"),
    host_id: keyword("meeting_host_id", "The Zoom user id of the meeting's host", { privacy: "id" }),
    supporter_name: keyword("supporter_name", "The name of who gave support", { privacy: "name" }),
    supporter_email: keyword("supporter_email", "The e-mail of who gave support", { privacy: "email" }),
    supportee_name: keyword("supportee_name", "The name of who was supported", { privacy: "name" }),
    supportee_email: keyword("supportee_email", "The e-mail of who was supported", { privacy: "email" }),
    requested_at: instant("request_time", "When support was asked for, UTC"),
    wait: long("wait_time", "How long it was waited for", { unit: "seconds", read: asSeconds }),
    start_time: instant("start_time", "When support began, UTC"),
    end_time: instant("end_time", "When support ended, UTC"),
    duration: long("duration", "How long it lasted", { unit: "seconds", read: asSeconds }),
    ...provenance,
  },
};
