/** When a listed meeting is read, settled or left alone: a table. */

import { describe, expect, test } from "vitest";
import type { Document, JsonObject } from "../../src/document.ts";
import { hasChanged, isOldEnough, type Need, needOf } from "../../src/harvest/recheck.ts";

const hourMs = 3_600_000;
const end = "2026-11-20T10:00:00Z";
const settleAfterMs = 3 * hourMs;
const old = Date.parse(end) + settleAfterMs;
const fields = { end_time: end, duration: 3_600, participant_sessions: 4 };
const stored = (state: string, more: JsonObject = {}): Document => ({ _id: "m", ...fields, state, ...more });
const rules = { askedAt: old, settleAfterMs, again: false };

describe("a listed meeting", () => {
  test.each<[string, Document | undefined, JsonObject, number, Need]>([
    ["that is not stored is read", undefined, fields, old, "read"],
    ["whose sessions were never read is read", stored("listed"), fields, old, "read"],
    ["whose sessions were read in part is read", stored("partial"), fields, old, "read"],
    ["that is settled needs nothing", stored("settled"), fields, old, "same"],
    [
      "that is settled and lasted longer is read",
      stored("settled"),
      { ...fields, duration: 4_000 },
      old,
      "read",
    ],
    [
      "that is settled and has one more session is read",
      stored("settled"),
      { ...fields, participant_sessions: 5 },
      old,
      "read",
    ],
    [
      "that is settled and ended later is read",
      stored("settled"),
      { ...fields, end_time: "2026-11-20T10:00:01Z" },
      old,
      "read",
    ],
    ["that is settled and shows less than before needs nothing", stored("settled"), {}, old, "same"],
    [
      "that is settled and changed its topic alone needs nothing",
      stored("settled"),
      { ...fields, topic: "new" },
      old,
      "same",
    ],
    [
      "that was young and is old enough now is settled",
      stored("young", { sessions_total: 4 }),
      fields,
      old,
      "settle",
    ],
    ["that was young and whose sessions Zoom did not have is read", stored("young"), fields, old, "read"],
    [
      "that is settled from a poorer source for want of calls is read",
      stored("settled", { sessions_wanted: "dashboard" }),
      fields,
      old,
      "read",
    ],
    ["that is still too young is left alone", stored("young"), fields, old - 1, "same"],
    ["that was young and has changed is read", stored("young"), { ...fields, duration: 1 }, old - 1, "read"],
    ["that was young and tells no end is left alone", { _id: "m", state: "young" }, {}, old, "same"],
    ["that Zoom finally did not have is left alone", stored("unavailable"), fields, old, "same"],
    [
      "that Zoom finally did not have and that has changed is read",
      stored("unavailable"),
      { ...fields, duration: 1 },
      old,
      "read",
    ],
    [
      "that is past Zoom's retention is left alone, changed or not",
      stored("expired"),
      { ...fields, duration: 1 },
      old,
      "same",
    ],
  ])("%s", (_, before, shown, askedAt, need) => {
    expect(needOf(shown, before, { ...rules, askedAt })).toBe(need);
  });

  test.each(["listed", "partial", "young", "settled", "unavailable", "expired"])(
    "that is asked for again is read, also when it is %s",
    (state) => {
      expect(needOf(fields, stored(state), { ...rules, again: true })).toBe("read");
    },
  );
});

test("a meeting has changed by any sign that both sides show, and by nothing else", () => {
  expect(hasChanged(fields, stored("settled"))).toBe(false);
  expect(hasChanged({ duration: 3_600 }, stored("settled"))).toBe(false);
  expect(hasChanged({ duration: 3_601 }, stored("settled"))).toBe(true);
  expect(hasChanged({ duration: 3_600 }, { _id: "m" })).toBe(true);
  expect(hasChanged({ has_video: true }, stored("settled"))).toBe(false);
});

test("participants of different sources are not compared, what else a listing shows is", () => {
  const dashboard = stored("settled", { harvest: { source: "dashboard past" } });
  expect(hasChanged({ ...fields, participant_sessions: 9 }, dashboard, "dashboard")).toBe(true);
  expect(hasChanged({ ...fields, participant_sessions: 9 }, dashboard, "report")).toBe(false);
  expect(hasChanged({ ...fields, duration: 9 }, dashboard, "report")).toBe(true);
});

test("a listing shows a meeting's final form from the settle time after its end on", () => {
  expect(isOldEnough(end, old, settleAfterMs)).toBe(true);
  expect(isOldEnough(end, old - 1, settleAfterMs)).toBe(false);
  expect(isOldEnough(end, undefined, settleAfterMs)).toBe(false);
  expect(isOldEnough(undefined, old, settleAfterMs)).toBe(false);
  expect(isOldEnough("no time", old, settleAfterMs)).toBe(false);
});
