/** How much storage recordings take, day by day. */

import type { Json } from "../document.ts";
import { provenance } from "./common.ts";
import { boolean, instant, long } from "./field.ts";
import { asBytes, asDay, isUnlimited } from "./read.ts";
import type { Stream } from "./stream.ts";

/** Zoom writes what is not limited as a word: a size is then absent, not unreadable. */
const limit = { unit: "bytes", read: (value: Json) => (isUnlimited(value) ? null : asBytes(value)) };

export const recordingStorage: Stream = {
  name: "recording_storage",
  kind: "recording_storage",
  description:
    "The storage of cloud recordings on one day; Zoom rounds it to a text such as 3 MB, read in steps of 1024",
  group: "reports",
  key: { fingerprint: ["day"] },
  perAccount: true,
  time: "day",
  index: "one",
  days: "rows",
  // Zoom reports a day from the next one on.
  settleAfterMs: 24 * 3_600_000,
  source: "report",
  zoom: {
    operation: "list the storage of recordings",
    path: "/report/cloud_recording",
    tier: "heavy",
    plan: "pro",
    list: "cloud_recording_storage",
    window: { days: 30, months: 6 },
    // Zoom's API reference lists no granular scope for it.
    scopes: { classic: ["report:read:admin"], granular: [] },
  },
  fields: {
    day: instant("date", "The day, as Zoom reads it, at 00:00 UTC", { read: asDay }),
    used_storage: long("usage", "The storage in use on that day", { unit: "bytes", read: asBytes }),
    free_storage: long("free_usage", "The storage that costs nothing; absent where it is not limited", limit),
    is_free_unlimited: boolean("free_usage", "Storage that costs nothing is not limited", {
      read: isUnlimited,
    }),
    plan_storage: long("plan_usage", "The storage that is paid for; absent where it is not limited", limit),
    is_plan_unlimited: boolean("plan_usage", "Storage that is paid for is not limited", {
      read: isUnlimited,
    }),
    ...provenance,
  },
};
