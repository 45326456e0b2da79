/** What a page about one meeting is told. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import type { Source } from "../../src/destinations/source.ts";
import { SubjectFailed } from "../../src/errors.ts";
import { hidePeople } from "../../src/reports/hide-people.ts";
import { readCurve, stepsOf, thinned } from "../../src/reports/meeting-curve.ts";
import { readLanes } from "../../src/reports/meeting-lanes.ts";
import { pageOfPeople } from "../../src/reports/meeting-people.ts";
import { readPolls } from "../../src/reports/meeting-polls.ts";
import { readQuality } from "../../src/reports/meeting-quality.ts";
import { readMeeting } from "../../src/reports/one-meeting.ts";
import { collections } from "../../src/streams/derived.ts";
import { meetingKind } from "../../src/streams/event-kind.ts";
import { makeOptions, quickEffects } from "../destinations/duckdb-harness.ts";
import { makeFolder } from "../e2e/support.ts";
import { fillAll, inventMeeting, unread, uuid } from "./meeting-store.ts";

const folder = makeFolder();
let source: Source;
beforeAll(async () => {
  const file = join(folder.path, "store.duckdb");
  await fillAll(duckdbDestination(quickEffects(), makeOptions(file)), inventMeeting());
  source = await duckdbSource(quickEffects(), { file, lockWaitMs: 0, collections });
});
afterAll(async () => {
  await source.close();
  folder.remove();
});

const lanesOf = async (from: Source) => {
  const sorted = { by: "first_join", order: "ascending", offset: 0, limit: 100 } as const;
  return readLanes(from, uuid, (await pageOfPeople(from, meetingKind, uuid, sorted)).documents);
};

describe("a meeting", () => {
  it("says what it was, what Zoom said of it and what is stored", async () => {
    expect(await readMeeting(source, uuid)).toMatchObject({
      uuid,
      topic: "Seminar of Ada",
      start: "2026-11-03T10:00:00Z",
      end: "2026-11-03T11:00:00Z",
      host: "Ada",
      hostEmail: "ada@x.example",
      department: "Maths",
      series: "98765432109",
      kind: "recurring",
      tracking: [{ field: "Course", value: "M 1" }],
      state: "settled",
      people: 5,
      zoom: { participants: 10, sessions: 10 },
      stored: {
        sessions: 10,
        people: 5,
        firstJoin: "2026-11-03T10:00:00Z",
        lastLeave: "2026-11-03T11:00:00Z",
      },
      harvest: { at: "2026-11-04T02:00:00Z", source: "dashboard" },
      quality: { stored: 4, isRead: true },
      polls: { stored: 3, isRead: true },
    });
  });

  it("whose sessions are not read says how to read them", async () => {
    const meeting = await readMeeting(source, unread);
    expect(meeting).toMatchObject({
      state: "listed",
      quality: {
        stored: 0,
        isRead: false,
        harvestWith: `zoom-harvester --meeting ${unread} --streams meeting_quality`,
      },
      harvestWith: `zoom-harvester --meeting ${unread}`,
    });
    expect(meeting.people).toBeUndefined();
    expect(await readCurve(source, unread)).toBeUndefined();
  });

  it("that is not stored is refused", async () => {
    await expect(readMeeting(source, "nosuch==")).rejects.toThrow(SubjectFailed);
    await expect(readCurve(source, "nosuch==")).rejects.toThrow(SubjectFailed);
  });
});

describe("the time line", () => {
  it("has a lane for each person of `attendance`, with a bar for each session", async () => {
    const { lanes, rooms, neverLetIn, start, end } = await lanesOf(source);
    expect([start, end, rooms, neverLetIn]).toEqual(["2026-11-03T10:00:00Z", "2026-11-03T11:00:00Z", 2, 1]);
    const said = lanes.map(({ attendee, rows, bars }) => ({
      who: attendee.name,
      rows,
      bars: bars.map(
        (bar) =>
          `${bar.start.slice(11, 19)}-${bar.end.slice(11, 19)} ${bar.kind}${bar.room ?? ""} ${bar.row}`,
      ),
    }));
    expect(said).toEqual([
      { who: "Ada", rows: 2, bars: ["10:00:00-11:00:00 in 0", "10:10:00-10:20:00 in 1"] },
      { who: "Lecture hall", rows: 1, bars: ["10:00:30-11:00:00 room1 0"] },
      {
        who: "Ben",
        rows: 2,
        bars: [
          "10:01:00-10:03:00 waiting 0",
          "10:03:00-10:25:00 in 0",
          "10:30:00-11:00:00 in 0",
          "10:40:00-10:50:00 room2 1",
        ],
      },
      { who: "<b>Eve</b>", rows: 1, bars: ["10:05:00-10:35:00 in 0"] },
      { who: "Fay", rows: 1, bars: ["10:50:00-11:00:00 in 0"] },
    ]);
    expect(lanes.at(-1)?.bars[0]?.isOpen).toBe(true);
    expect(lanes[0]?.bars[1]).toMatchObject({ device: "iOS", leaveReason: "left" });
  });

  it("is the same where people are hidden, without a name in it", async () => {
    const shown = await lanesOf(source);
    const hidden = await lanesOf(hidePeople(source, "seed"));
    expect(hidden.lanes.map(({ bars }) => bars)).toEqual(shown.lanes.map(({ bars }) => bars));
    expect(JSON.stringify(hidden)).not.toMatch(/Ada|Ben|Eve|Fay|Lecture|@x/);
  });

  it("of somebody whose sessions cannot be told is the time that was counted", async () => {
    const without: Source = { ...source, members: async () => [] };
    const { lanes } = await lanesOf(without);
    expect(lanes.find(({ attendee }) => attendee.name === "Ben")?.bars).toMatchObject([
      { start: "2026-11-03T10:03:00Z", end: "2026-11-03T10:25:00Z", kind: "there" },
      { start: "2026-11-03T10:30:00Z", end: "2026-11-03T11:00:00Z", kind: "there" },
    ]);
  });
});

describe("the curve", () => {
  it("has the stored peak, at its moment", async () => {
    const curve = await readCurve(source, uuid);
    const { people: _, ...stored } = await readMeeting(source, uuid);
    expect(curve?.peak).toEqual({ count: stored.peak, at: stored.peakAt });
    const most = Math.max(...(curve?.steps ?? []).map(({ count }) => count));
    expect(curve?.steps.find(({ count }) => count === most)).toEqual({
      at: stored.peakAt,
      count: stored.peak,
    });
    expect(curve?.steps.at(-1)).toEqual({ at: "2026-11-03T11:00:00Z", count: 4 });
  });

  it("keeps its peaks and its ends when it is thinned", () => {
    const people = Array.from({ length: 5_000 }, (_, n) => [
      { start: n, end: n + 1_000 + ((n * 7_919) % 900) },
    ]);
    const steps = stepsOf(people, { start: 0, end: 7_000 });
    const few = thinned(steps, 600);
    expect(steps.length).toBeGreaterThan(4_000);
    expect(few.length).toBeLessThanOrEqual(600);
    expect([few[0], few.at(-1)]).toEqual([steps[0], steps.at(-1)]);
    const most = (some: typeof steps) => Math.max(...some.map(({ count }) => count));
    expect(few.find(({ count }) => count === most(few))).toEqual(
      steps.find(({ count }) => count === most(steps)),
    );
    expect(thinned(few, 600)).toEqual(few);
  });
});

describe("what more was harvested", () => {
  it("is the quality of each person's sessions, those with the most bad minutes first", async () => {
    const { people } = await readQuality(source, uuid);
    expect(people.map(({ name, health, sessions }) => [name, health, sessions])).toEqual([
      ["Ada", "Critical", 2],
      ["<b>Eve</b>", "Warning", 1],
      ["Hal", "Good", 1],
    ]);
    expect(people[0]).toMatchObject({
      identity: "account:id-ada",
      issues: ["Unstable audio quality"],
      media: {
        audio: { minutes: 40, badMinutes: 5, latency: 60, worstLatency: 180 },
        video: { minutes: 30, badMinutes: 1, latency: 60, worstLatency: 120 },
      },
    });
  });

  it("is what was asked, with how many answered what", async () => {
    expect(await readPolls(source, uuid)).toEqual([
      {
        question: "Pizza?",
        replies: 3,
        answers: [
          { answer: "Yes", count: 2 },
          { answer: "No", count: 1 },
        ],
      },
      { question: "Why?", replies: 2, answers: [{ answer: "I am hungry", count: 1 }] },
    ]);
  });
});
