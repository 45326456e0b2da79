/** What went wrong in the account's Zoom Rooms, and when it was mended. */

import { provenance } from "./common.ts";
import { instant, keyword, ours } from "./field.ts";
import type { Stream } from "./stream.ts";

export const roomIssues: Stream = {
  name: "room_issues",
  kind: "room_issue",
  description: "One thing that happened to one Zoom Room: something broke, or works again",
  group: "rooms",
  key: { fingerprint: ["room_id", "time", "issue"] },
  time: "time",
  index: "one",
  source: "dashboard",
  zoom: {
    operation: "list the issues of a Zoom Room",
    path: "/metrics/issues/zoomrooms/{zoomroomId}",
    tier: "heavy",
    plan: "business",
    needs: "Zoom Rooms",
    list: "issue_details",
    pageSize: 300,
    window: { days: 30, months: 6 },
    scopes: {
      classic: ["dashboard_home:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:issues_zoomroom:admin"],
    },
  },
  parent: {
    stream: "rooms",
    param: "zoomroomId",
    field: "room_id",
    repeat: { room_id: "room_id", room_name: "room_name" },
  },
  fields: {
    room_id: ours("keyword", "The room's Zoom id"),
    room_name: ours("text", "The room's name; it may be a person's", { privacy: "name" }),
    time: instant("time", "When it happened, UTC"),
    issue: keyword("issue", "What happened, in Zoom's words"),
    ...provenance,
  },
};
