/** What happened in meetings, step by step, where the account keeps an audit trail of them. */

import { provenance } from "./common.ts";
import { computed, instant, keyword } from "./field.ts";
import { asDigits, asNote } from "./read.ts";
import type { Stream } from "./stream.ts";

export const meetingActivities: Stream = {
  name: "meeting_activities",
  kind: "meeting_activity",
  description:
    "One step of the audit trail of meetings: created, started, joined, left, remote control, chat or ended",
  group: "reports",
  key: { fingerprint: ["time", "meeting_series_id", "category", "email", "operator", "detail"] },
  perAccount: true,
  time: "time",
  source: "report",
  zoom: {
    operation: "list meeting activities",
    path: "/report/meeting_activities",
    tier: "heavy",
    // Zoom's API reference names no plan; every other report needs Pro.
    plan: "pro",
    needs: "the meeting audit trail",
    list: "meeting_activity_logs",
    pageSize: 300,
    window: { days: 30 },
    query: { activity_type: "All Activities" },
    scopes: { classic: ["report:read:admin"], granular: ["report:read:meeting_activity_log:admin"] },
  },
  fields: {
    time: instant(
      "activity_time",
      "When it happened, to a millisecond; Zoom names no zone, it is read as UTC",
    ),
    meeting_series_id: keyword("meeting_number", "The meeting's number, without the gaps that Zoom writes", {
      read: asDigits,
    }),
    category: keyword("activity_category", "The kind of step, such as User Join"),
    operator: keyword("operator", "The display name of who did it", { privacy: "name" }),
    email: keyword("operator_email", "The e-mail of who did it", { privacy: "email" }),
    detail: computed(
      "text",
      "More about it, but not what was written in a chat; what looks like a passcode or a token is masked",
      ["activity_detail"],
      ({ activity_category: category, activity_detail: detail = null }) =>
        /chat/i.test(String(category)) ? null : asNote(detail),
      { privacy: "id" },
    ),
    ...provenance,
  },
};
