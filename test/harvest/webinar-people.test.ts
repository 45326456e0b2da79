/** Who was in a webinar, with a simulated Zoom and a store in memory: counted with its sessions, and again from the store. */

import { beforeEach, describe, expect, test } from "vitest";
import type { Write } from "../../src/destinations/destination.ts";
import type { Document } from "../../src/document.ts";
import { emptyProof, type Growing } from "../../src/harvest/proof/proof.ts";
import { repair } from "../../src/harvest/proof/repair.ts";
import { verifyStreams } from "../../src/harvest/proof/verify-streams.ts";
import { attendanceRules } from "../../src/people/attendance.ts";
import { truePeople } from "../e2e/people-truth.ts";
import type { TruthMeeting } from "../e2e/support.ts";
import { at, begin, date, days, recordWrites, run, stored, workFor } from "./catalogue.ts";

beforeEach(() => begin({ webinars_per_day: 4 }));

const sortedById = (documents: readonly Document[]) =>
  [...documents].sort((a, b) => (a._id < b._id ? -1 : 1));
/** What a run has no influence on. */
const bare = (documents: readonly Document[]) =>
  sortedById(documents).map(({ harvest: _, ...document }) => document);

async function counted() {
  return { webinars: bare(await stored("webinars")), people: bare(await stored("webinar_attendance")) };
}

/** What a version of before this was counted has left. */
async function forget(): Promise<void> {
  const { destination } = at.harness;
  const webinars = (await stored("webinars")).map(
    ({ unique_people, peak_concurrency, peak_at, attended_seconds, attendance_rules, ...rest }) => {
      const { sessions_stored: _, ...document } = rest;
      return document as Document;
    },
  );
  const none = webinars.map((document) => ({
    owner: { to: "webinars", document },
    to: "webinar_attendance",
    documents: [],
    complete: true,
  }));
  await destination.write(none);
}

describe("the people of a webinar", () => {
  test("are those of the truth, each for as long as he was there, and stored with its sessions", async () => {
    const writes = recordWrites();
    await run("core,webinar_sessions");
    const truth = (await at.simulated.truthRows(date, "webinars")) as TruthMeeting[];
    const expected = truePeople(truth).map(({ uuid, sessions, seconds }) => `${uuid} ${sessions} ${seconds}`);
    const people = await stored("webinar_attendance");
    const held = people.map(({ webinar, sessions, attended_seconds }) =>
      [webinar, sessions, attended_seconds].join(" "),
    );
    expect(expected.length).toBeGreaterThan(20);
    expect(held.sort()).toEqual(expected.sort());
    const setOf = (name: string) => writes.flat().filter(({ to }) => to === name).length;
    expect(setOf("webinar_attendance")).toBe(setOf("webinar_sessions"));
    for (const batch of writes) {
      const owners = (name: string) => batch.filter(({ to }) => to === name).map(ownerOf);
      expect(owners("webinar_attendance")).toEqual(owners("webinar_sessions"));
    }
  });

  test("have the roles that Zoom gives them, and are added up in the webinar's document", async () => {
    await run("core,webinar_sessions");
    const people = await stored("webinar_attendance");
    expect(new Set(people.map(({ role }) => role))).toEqual(new Set(["host", "panelist", "attendee"]));
    const sessions = await stored("webinar_sessions");
    for (const webinar of await stored("webinars")) {
      const own = people.filter((one) => one.webinar === webinar._id);
      const { unique_people, attended_seconds, sessions_stored, attendance_rules } = webinar;
      expect({ unique_people, attended_seconds, sessions_stored, attendance_rules }).toEqual({
        unique_people: own.length,
        attended_seconds: own.reduce((sum, one) => sum + Number(one.attended_seconds), 0),
        sessions_stored: sessions.filter((one) => one.webinar === webinar._id).length,
        attendance_rules: attendanceRules,
      });
      for (const { webinar_series_id, topic, webinar_start_time, webinar_duration } of own)
        expect({ webinar_series_id, topic, webinar_start_time, webinar_duration }).toEqual({
          webinar_series_id: webinar.webinar_series_id,
          topic: webinar.topic,
          webinar_start_time: webinar.start_time,
          webinar_duration: webinar.duration,
        });
    }
  });

  test("stay as they are, and cost no call, when nothing has changed", async () => {
    await run("core,webinar_sessions");
    const before = await counted();
    const calls = at.simulated.asked.length;
    await run("core,webinar_sessions", { recheckEveryMs: 0 });
    expect(await counted()).toEqual(before);
    const again = at.simulated.asked.slice(calls).filter((call) => call.includes("/participants"));
    expect(again).toEqual([]);
  });

  test("that a version of before did not count are counted by the next run, without a call", async () => {
    await run("core,webinar_sessions");
    const before = await counted();
    await forget();
    expect((await counted()).people).toEqual([]);
    const calls = at.simulated.asked.length;
    const { tally } = await run("core,webinar_sessions");
    expect(await counted()).toEqual(before);
    expect(at.simulated.asked.slice(calls)).toEqual([]);
    expect(tally.cases.filter(({ incomplete }) => incomplete)).toEqual([]);
  });

  test("are counted again when the webinar turns out to have been shorter", async () => {
    await run("core,webinar_sessions");
    const before = await counted();
    const [one] = await stored("webinars");
    if (one === undefined) throw new Error("Expected a webinar");
    const longer = {
      ...one,
      duration: Number(one.duration) + 600,
      end_time: later(String(one.end_time), 600),
    };
    await at.harness.destination.write([{ to: "webinars", documents: [longer] }]);
    await run("core,webinar_sessions", { again: true });
    expect(await counted()).toEqual(before);
  });

  test("are told apart where ids are left out, and stay so when they are counted again", async () => {
    const without = new Set(["id", "email"] as const);
    await run("core,webinar_sessions");
    const { length } = (await counted()).people;
    await begin({ webinars_per_day: 4 });
    await run("core,webinar_sessions", { without });
    const people = await stored("webinar_attendance");
    expect(people).toHaveLength(length);
    for (const { person, identity = "name:", email, id } of people) {
      expect(String(person)).not.toMatch(/^(account|email|registrant|participant):/);
      expect(String(identity)).toMatch(/^name:/);
      expect({ email, id }).toEqual({ email: undefined, id: undefined });
    }
    const documents = (await stored("webinars")).map(({ attendance_rules: _, ...rest }) => rest as Document);
    await at.harness.destination.write([{ to: "webinars", documents }]);
    await run("core,webinar_sessions", { without });
    expect(bare(await stored("webinar_attendance"))).toEqual(bare(people));
  });
});

describe("the proof for the people of webinars", () => {
  test("names a webinar that has lost one, and the repair brings that one back", async () => {
    await run("core,webinar_sessions");
    const all = await stored("webinar_attendance");
    const [gone] = all;
    const [owner] = (await stored("webinars")).filter(({ _id }) => _id === gone?.webinar);
    if (gone === undefined || owner === undefined) throw new Error("Expected people in a webinar");
    const documents = all.filter(({ webinar, _id }) => webinar === owner._id && _id !== gone._id);
    await at.harness.destination.write([
      { owner: { to: "webinars", document: owner }, to: "webinar_attendance", documents, complete: true },
    ]);
    const proof: Growing = emptyProof();
    const work = workFor("core,webinar_sessions");
    await verifyStreams(work, { span: days.span, deep: undefined }, proof);
    const wrong = proof.streams.find(({ name }) => name === "webinar_sessions");
    expect(wrong).toMatchObject({ ok: false, differing: [owner._id] });
    await repair(workFor("core,webinar_sessions"), proof);
    expect(await stored("webinar_attendance")).toHaveLength(all.length);
  });
});

function ownerOf(write: Write): string {
  return "owner" in write ? write.owner.document._id : "";
}

function later(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + 1_000 * seconds).toISOString().replace(".000", "");
}
