/** Webinars through the reports that meetings have: the same figures, the same parts, and never mixed with meetings. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SubjectFailed } from "../../src/errors.ts";
import { readAttendance } from "../../src/reports/attendance.ts";
import { stateOf } from "../../src/reports/event.ts";
import { hidePeople } from "../../src/reports/hide-people.ts";
import { readCurve } from "../../src/reports/meeting-curve.ts";
import { readLanes } from "../../src/reports/meeting-lanes.ts";
import { allMeetings, whereMeetings } from "../../src/reports/meeting-list.ts";
import { pageOfPeople } from "../../src/reports/meeting-people.ts";
import { readPolls } from "../../src/reports/meeting-polls.ts";
import { readQuality } from "../../src/reports/meeting-quality.ts";
import { readMeeting } from "../../src/reports/one-meeting.ts";
import { findPeople, readPerson } from "../../src/reports/one-person.ts";
import { openMeetings } from "../../src/reports/series.ts";
import { meetingKind, webinarKind } from "../../src/streams/event-kind.ts";
import { makeFolder } from "../e2e/support.ts";
import { harvestWebinars, type WebinarStore } from "./webinar-store.ts";

const folder = makeFolder();
let store: WebinarStore;
beforeAll(async () => {
  store = await harvestWebinars(join(folder.path, "store.duckdb"));
});
afterAll(async () => {
  await store.source.close();
  folder.remove();
});

const first = () => {
  const [webinar] = store.webinars;
  if (webinar === undefined) throw new Error("Expected a webinar");
  return webinar;
};
const peopleOf = (uuid: string) => store.people.filter((one) => one.uuid === uuid);
const sorted = { by: "first_join", order: "ascending", offset: 0, limit: 500 } as const;

describe("a webinar", () => {
  it("is told as a meeting is: what it was, what Zoom said of it and what is stored", async () => {
    const { uuid, id, start_time, end_time, sessions } = first();
    const people = peopleOf(uuid);
    expect(await readMeeting(store.source, uuid)).toMatchObject({
      what: "webinar",
      uuid,
      series: String(id),
      start: start_time,
      end: end_time,
      state: "settled",
      kind: undefined,
      people: people.length,
      attended: people.reduce((sum, { seconds }) => sum + seconds, 0),
      sessionsSource: "dashboard",
      zoom: { sessions: sessions.length },
      stored: { sessions: sessions.length, people: people.length },
      harvestWith: "zoom-harvester --streams core,webinars --from 2026-11-10 --to 2026-11-10 --timezone UTC",
    });
  });

  it("has people with their roles, a time line of all sessions and a curve with the stored peak", async () => {
    const { uuid, sessions } = first();
    const { total, documents } = await pageOfPeople(store.source, webinarKind, uuid, sorted);
    expect(total).toBe(peopleOf(uuid).length);
    expect(documents.filter(({ role }) => role === "host")).toHaveLength(1);
    expect(documents.some(({ role }) => role === "panelist")).toBe(true);
    const { lanes } = await readLanes(store.source, uuid, documents);
    expect(lanes.flatMap(({ bars }) => bars)).toHaveLength(sessions.length);
    const curve = await readCurve(store.source, uuid);
    const counts = curve?.steps.map(({ count }) => count) ?? [];
    expect(Math.max(...counts)).toBe((await readMeeting(store.source, uuid)).peak);
  });

  it("has the measured quality of everybody who was there, named as its people are", async () => {
    const { uuid, sessions } = first();
    const { quality } = await readMeeting(store.source, uuid);
    expect(quality).toEqual({
      stored: sessions.length,
      isRead: true,
      harvestWith:
        "zoom-harvester --streams webinar_quality --from 2026-11-10 --to 2026-11-10 --timezone UTC",
    });
    const { people } = await readQuality(store.source, uuid);
    const { documents } = await pageOfPeople(store.source, webinarKind, uuid, sorted);
    expect(people.map(({ person }) => person).sort()).toEqual(documents.map(({ person }) => person).sort());
    expect(people.reduce((sum, one) => sum + one.sessions, 0)).toBe(sessions.length);
  });

  it("has its polls, with as many replies as there are people who answered", async () => {
    let respondents = 0;
    for (const { uuid } of store.webinars) {
      const { stored } = (await readMeeting(store.source, uuid)).polls;
      const questions = await readPolls(store.source, uuid);
      expect(questions.length > 0).toBe(stored > 0);
      for (const { replies, answers } of questions) {
        expect(replies).toBe(stored);
        expect(answers.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(replies);
      }
      respondents += stored;
    }
    expect(respondents).toBe(store.respondents);
    expect(respondents).toBeGreaterThan(0);
  });

  it("is found by what one remembers of it, and no meeting with it", async () => {
    const all = store.webinars.map(({ uuid }) => uuid).sort();
    const found = async (asked: { person?: string } = {}) => {
      const where = await whereMeetings(store.source, {
        ...asked,
        kind: webinarKind,
        people: {},
        duration: {},
      });
      const uuids: string[] = [];
      for await (const { uuid } of allMeetings(store.source, webinarKind, where, "oldest")) uuids.push(uuid);
      return uuids.sort();
    };
    expect(await found()).toEqual(all);
    const { email = "" } = peopleOf(first().uuid).find((one) => one.email !== "") ?? {};
    expect(await found({ person: email })).toContain(first().uuid);
  });

  it("is attended by its number as by its uuid, and a meeting is told from it", async () => {
    const { uuid, id } = first();
    const one = await readAttendance(store.source, { what: { uuid }, shortest: 0 });
    expect(one.kind).toBe(webinarKind);
    expect(one.meetings).toMatchObject([{ uuid, state: "settled", people: "counted" }]);
    expect(one.rows.map(({ attendedSeconds }) => attendedSeconds).sort()).toEqual(
      peopleOf(uuid)
        .map(({ seconds }) => seconds)
        .sort(),
    );
    const all = await readAttendance(store.source, {
      what: { series: String(id), span: undefined },
      shortest: 0,
    });
    expect(all.kind).toBe(webinarKind);
    expect(all.meetings.map((held) => held.uuid)).toEqual(
      store.webinars.filter((webinar) => webinar.id === id).map((webinar) => webinar.uuid),
    );
    const [meeting = ""] = await store.source.find("meetings", {});
    expect((await readAttendance(store.source, { what: { uuid: meeting }, shortest: 0 })).kind).toBe(
      meetingKind,
    );
    await expect(readAttendance(store.source, { what: { uuid: "none==" }, shortest: 0 })).rejects.toThrow(
      SubjectFailed,
    );
  });

  it("shows nobody's name where people are hidden", async () => {
    const { uuid } = first();
    const hidden = hidePeople(store.source, "seed");
    const { documents } = await pageOfPeople(store.source, webinarKind, uuid, sorted);
    const page = await pageOfPeople(hidden, webinarKind, uuid, sorted);
    const told = JSON.stringify([
      page,
      await readMeeting(hidden, uuid),
      await readLanes(hidden, uuid, page.documents),
    ]);
    expect(page.total).toBe(documents.length);
    for (const { name, email } of documents)
      for (const secret of [name, email]) if (typeof secret === "string") expect(told).not.toContain(secret);
  });
});

describe("somebody who was in webinars", () => {
  it("is found in them, with figures of webinars alone and the number of the others", async () => {
    const { documents } = await pageOfPeople(store.source, webinarKind, first().uuid, sorted);
    const host = documents.find(({ role }) => role === "host");
    const identity = String(host?.identity);
    const asked = { identity, span: undefined };
    const inWebinars = await readPerson(store.source, { kind: webinarKind, ...asked });
    const inMeetings = await readPerson(store.source, { kind: meetingKind, ...asked });
    expect(inWebinars.meetings).toBeGreaterThan(0);
    expect(inWebinars.others).toBe(inMeetings.meetings);
    expect(inMeetings.others).toBe(inWebinars.meetings);
    const text = String(host?.name);
    const { people } = await findPeople(store.source, { kind: webinarKind, text, span: undefined, most: 20 });
    expect(people.map((one) => one.identity)).toContain(identity);
  });
});

describe("webinars that nobody has counted", () => {
  it("have the state that their document tells", () => {
    const read = { streams_read: ["webinar_sessions"] };
    const states = [
      {},
      { sessions_stored: 3 },
      read,
      { ...read, sessions_stored: 3, unique_people: 2, attendance_rules: "1" },
      { ...read, sessions_stored: 0, attendance_rules: "1" },
    ].map((fields) => stateOf(webinarKind, { _id: "w", ...fields }));
    expect(states).toEqual(["listed", "partial", "settled", "settled", "unavailable"]);
    const meetings = [{ uuid: "w", state: "settled", people: "missing" as const }];
    expect(openMeetings({ kind: webinarKind, meetings })).toMatchObject([
      { why: "missing", hint: "zoom-harvester --streams core,webinars" },
    ]);
  });
});
