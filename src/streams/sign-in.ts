/** Who signed in to Zoom, and out of it. */

import { provenance } from "./common.ts";
import { instant, ip, keyword } from "./field.ts";
import type { Stream } from "./stream.ts";

export const signIns: Stream = {
  name: "sign_ins",
  kind: "sign_in",
  description: "One time that a user signed in to Zoom or out of it",
  group: "reports",
  key: { fingerprint: ["time", "type", "email", "ip_address", "client_type", "version"] },
  time: "time",
  source: "report",
  zoom: {
    operation: "list sign-ins",
    path: "/report/activities",
    tier: "heavy",
    plan: "pro",
    list: "activity_logs",
    // Zoom's API reference names no largest page here; its other reports give 300.
    pageSize: 300,
    window: { days: 30, months: 6 },
    scopes: { classic: ["report:read:admin"], granular: ["report:read:user_activities:admin"] },
  },
  fields: {
    time: instant("time", "When it happened, UTC"),
    type: keyword("type", "Sign in or Sign out"),
    email: keyword("email", "The user's e-mail", { privacy: "email" }),
    ip_address: ip("ip_address", "The address of the user's device", { privacy: "ip" }),
    client_type: keyword("client_type", "The client program, such as Browser", { privacy: "device" }),
    version: keyword("version", "Its version", { privacy: "device" }),
    ...provenance,
  },
};
