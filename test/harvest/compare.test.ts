/** What counts as a difference, and what only hints at one. */

import { describe, expect, test } from "vitest";
import type { Document, JsonObject } from "../../src/document.ts";
import { compareDay, compareMeeting, needsTotal, type Pair } from "../../src/harvest/proof/compare.ts";

const fields = { end_time: "2026-11-20T10:00:00Z", duration: 3_600, participant_sessions: 4 };
const stored = (state: string, more: JsonObject = {}): Document => ({
  _id: "m",
  ...fields,
  state,
  sessions_total: 4,
  ...more,
});
const pair = (more: Partial<Pair>): Pair => ({
  uuid: "m",
  date: "2026-11-20",
  fields,
  stored: stored("settled"),
  rows: 4,
  ...more,
});

describe("a meeting", () => {
  test.each<[string, Partial<Pair>, string | undefined]>([
    ["with as many rows as Zoom counted agrees", {}, undefined],
    ["that is young agrees by its rows", { stored: stored("young") }, undefined],
    ["that the store does not have is missing", { stored: undefined, rows: 0 }, "missing"],
    ["of which only that it is known is stored is unread", { stored: stored("listed"), rows: 0 }, "unread"],
    ["that was read in part is unread, whatever the rows", { stored: stored("partial") }, "unread"],
    ["with a row less differs in its sessions", { rows: 3 }, "sessions"],
    ["with a row more differs in its sessions", { rows: 5 }, "sessions"],
    ["whose list has grown at Zoom differs in its sessions", { total: 5 }, "sessions"],
    ["whose list is as long as its rows agrees, whatever was kept", { total: 3, rows: 3 }, undefined],
    [
      "with as many people as were counted agrees",
      { stored: stored("settled", { unique_people: 3 }), people: 3 },
      undefined,
    ],
    [
      "of which people are gone from the store differs",
      { stored: stored("settled", { unique_people: 3 }), people: 2 },
      "attendance",
    ],
    ["whose people an older program did not count agrees", { people: 0 }, undefined],
    ["that Zoom finally does not have agrees", { stored: stored("unavailable"), rows: 0 }, undefined],
    ["past Zoom's retention agrees", { stored: stored("expired"), rows: 0 }, undefined],
    [
      "with other `participants` than rows agrees: they are no proof",
      { fields: { participant_sessions: 90 } },
      undefined,
    ],
  ])("%s", (_, more, kind) => {
    const found = compareMeeting(pair(more));
    expect(found?.kind).toBe(kind);
    if (found !== undefined)
      expect(found).toMatchObject({
        binding: true,
        uuid: "m",
        date: "2026-11-20",
        reason: expect.stringMatching(/./),
      });
  });

  test("that differs tells both numbers", () => {
    expect(compareMeeting(pair({ rows: 3 }))).toMatchObject({ zoom: 4, stored: 3 });
    expect(compareMeeting(pair({ total: 6 }))).toMatchObject({ zoom: 6, stored: 4 });
    expect(compareMeeting(pair({ stored: undefined }))).toMatchObject({ zoom: 1, stored: 0 });
  });
});

describe("Zoom's count of a meeting's sessions", () => {
  const uncounted = stored("settled");
  delete uncounted.sessions_total;
  test.each<[string, Partial<Pair>, boolean]>([
    ["is asked for when the listing shows a change", { fields: { ...fields, duration: 1 } }, true],
    ["is asked for when none was kept", { stored: uncounted }, true],
    ["is not asked for when nothing changed", {}, false],
    ["is not asked for when the meeting is unread anyway", { stored: stored("partial") }, false],
    ["is not asked for when Zoom finally has none", { stored: stored("unavailable"), fields: {} }, false],
  ])("%s", (_, more, needed) => {
    expect(needsTotal(pair(more))).toBe(needed);
  });
});

describe("a day", () => {
  const ours = { meetings: 3, sessions: 9, minutes: 200 };

  test("that Zoom adds up alike has no difference", () => {
    const daily = { meetings: 3, minutes: 200 };
    expect(compareDay("2026-11-20", { participants: 9, daily }, ours)).toEqual([]);
  });

  test("that Zoom adds up otherwise has differences that only hint, each with a reason", () => {
    const daily = { meetings: 2, minutes: 199 };
    const found = compareDay("2026-11-20", { participants: 7, daily }, ours);
    expect(found.map(({ kind, zoom, stored: held }) => [kind, zoom, held])).toEqual([
      ["participants", 7, 9],
      ["daily", 2, 3],
      ["minutes", 199, 200],
    ]);
    expect(found.every(({ binding, reason }) => !binding && reason.length > 20)).toBe(true);
  });

  test("is compared by minutes only where every session was looked at, and by a report only where there is one", () => {
    const daily = { meetings: 3, minutes: 1 };
    const { minutes: _, ...counted } = ours;
    expect(compareDay("2026-11-20", { participants: 9, daily }, counted)).toEqual([]);
    expect(compareDay("2026-11-20", { participants: 9, daily: undefined }, { ...ours, meetings: 0 })).toEqual(
      [],
    );
  });
});
