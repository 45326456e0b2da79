/** People and hours follow from the sessions that are stored: in the same step, counted again where they must, without a call. */

import { beforeEach, describe, expect, test } from "vitest";
import type { Document } from "../../src/document.ts";
import type { HostDirectory } from "../../src/harvest/hosts.ts";
import { openDocument, relisted } from "../../src/harvest/meeting-document.ts";
import { repair } from "../../src/harvest/proof/repair.ts";
import { verify } from "../../src/harvest/proof/verify.ts";
import { attendanceOf, attendanceRules } from "../../src/people/attendance.ts";
import { asked, at, begin, days, recordWrites, run, stored, workFor } from "./catalogue.ts";

const core = "meetings,sessions";
const bare = ({ harvest: _, ...document }: Document) => document;
const bareOf = async (name: string) =>
  (await stored(name)).map(bare).sort((a, b) => (a._id < b._id ? -1 : 1));

/** What the stored sessions come to, as the pure core counts them, beside what is stored. */
async function expectCounted(): Promise<void> {
  const [meetings, sessions, people] = await Promise.all([
    stored("meetings"),
    stored("sessions"),
    stored("attendance"),
  ]);
  expect(meetings.length).toBeGreaterThan(0);
  for (const meeting of meetings) {
    const counted = attendanceOf(
      meeting,
      sessions.filter((session) => session.meeting === meeting._id),
    );
    expect(meeting).toMatchObject({ ...counted.totals, attendance_rules: attendanceRules });
    const held = people.filter((one) => one.meeting === meeting._id);
    expect(held.length).toBe(counted.people.length);
    for (const one of counted.people)
      expect(held.find(({ person }) => person === one.person)).toMatchObject(one);
  }
}

beforeEach(() => begin({ meetings_per_day: 20 }));

describe("a harvest of sessions", () => {
  test("stores the people of each meeting in the step that stores its sessions", async () => {
    const writes = recordWrites();
    await run(core);
    await expectCounted();
    for (const batch of writes) {
      const ownersOf = (to: string) =>
        batch.flatMap((write) => ("owner" in write && write.to === to ? [write.owner.document._id] : []));
      expect(ownersOf("attendance")).toEqual(ownersOf("sessions"));
    }
  });

  test("counts each meeting once in the summary, and its people beside it", async () => {
    const { tally } = await run(core);
    expect(tally.stored.meetings).toBe((await stored("meetings")).length);
    expect(tally.stored.sessions).toBe((await stored("sessions")).length);
    expect(tally.stored.attendance).toBe((await stored("attendance")).length);
  });

  test("changes nothing but `harvest` when it is made again", async () => {
    await run(core);
    const before = { people: await bareOf("attendance"), hours: await bareOf("concurrency") };
    await run(core, { again: true, run: "run-2" });
    expect({ people: await bareOf("attendance"), hours: await bareOf("concurrency") }).toEqual(before);
    expect((await stored("attendance")).every(({ harvest }) => (harvest as Document).run === "run-2")).toBe(
      true,
    );
  });

  test("repeats of the meeting what reports group by", async () => {
    await run(core);
    const meetings = new Map((await stored("meetings")).map((one) => [one._id, one]));
    const people = await stored("attendance");
    expect(people.some(({ tracking }) => tracking !== undefined)).toBe(true);
    for (const one of people) {
      const meeting = meetings.get(String(one.meeting));
      expect(one).toMatchObject({
        meeting_start_time: meeting?.start_time,
        meeting_series_id: meeting?.meeting_series_id,
        meeting_duration: meeting?.duration,
        host: meeting?.host,
      });
      expect([one.tracking, one.host_groups]).toEqual([meeting?.tracking, meeting?.host_groups]);
    }
  });

  test("counts people as they are also where nothing that tells them apart may be stored", async () => {
    await run(core);
    const counts = new Map((await stored("meetings")).map(({ _id, unique_people }) => [_id, unique_people]));
    await begin({ meetings_per_day: 20 });
    await run(core, { without: new Set(["id", "name", "email"]) });
    for (const { _id, unique_people } of await stored("meetings"))
      expect(unique_people).toBe(counts.get(_id));
    const people = await stored("attendance");
    expect(new Set(people.map(({ person, meeting }) => `${meeting} ${person}`)).size).toBe(people.length);
    for (const one of people) {
      for (const name of ["identity", "name", "names", "email", "id", "registrant_id"])
        expect(one[name]).toBeUndefined();
      expect(String(one.person)).not.toMatch(/[:@]/);
    }
  });

  test("stores no name for somebody that is an e-mail where e-mails may not be stored", async () => {
    await run(core, { without: new Set(["email"]) });
    const people = await stored("attendance");
    expect(people.some(({ basis }) => basis === "email")).toBe(true);
    expect(JSON.stringify(people)).not.toContain("@");
  });
});

describe("people of stored meetings", () => {
  test("are counted by the next run without a call where an older program has stored the meetings", async () => {
    await run(core);
    const before = await bareOf("attendance");
    const meetings = await bareOf("meetings");
    const { destination } = at.harness;
    for (const meeting of await stored("meetings")) {
      const { unique_people, peak_concurrency, peak_at, attended_seconds, tracking, ...rest } = meeting;
      const { attendance_rules: _, ...old } = rest;
      await destination.write([
        {
          owner: { to: "meetings", document: old as Document },
          to: "attendance",
          documents: [],
          complete: true,
        },
      ]);
    }
    expect(await stored("attendance")).toEqual([]);
    const calls = asked("").length;
    await run(core, { recheckEveryMs: 7 * 86_400_000, run: "run-2" });
    expect(asked("").slice(calls)).toEqual([]);
    expect(await bareOf("attendance")).toEqual(before);
    expect(await bareOf("meetings")).toEqual(meetings);
    await expectCounted();
  });

  test("keep their count where the stored sessions do not tell people apart any more", async () => {
    const without = new Set(["id", "name", "email"] as const);
    await run(core, { without });
    const [people, meetings] = [await bareOf("attendance"), await bareOf("meetings")];
    const { destination } = at.harness;
    const open = (await stored("meetings")).map(({ attendance_rules: _, ...one }) => ({
      ...one,
      topic: "new",
    }));
    await destination.write([{ to: "meetings", documents: open as unknown as Document[] }]);
    await run(core, { without, recheckEveryMs: 7 * 86_400_000 });
    expect(await bareOf("meetings")).toEqual(meetings.map((one) => ({ ...one, topic: "new" })));
    expect(await bareOf("attendance")).toEqual(people.map((one) => ({ ...one, topic: "new" })));
  });

  test("are not counted where an older program has stored sessions that do not tell them apart", async () => {
    const without = new Set(["id", "name", "email"] as const);
    await run(core, { without });
    const { destination } = at.harness;
    for (const meeting of await stored("meetings")) {
      const { unique_people, peak_concurrency, peak_at, attended_seconds, attendance_rules, ...old } =
        meeting;
      const owner = { to: "meetings", document: old as Document };
      await destination.write([{ owner, to: "attendance", documents: [], complete: true }]);
    }
    await run(core, { without, recheckEveryMs: 7 * 86_400_000 });
    for (const meeting of await stored("meetings"))
      if (Number(meeting.sessions_stored) > 1) expect(meeting.unique_people).toBeUndefined();
  });

  test("are counted again once a listing has shown other times, also where the sessions cannot be read", async () => {
    await run(core);
    const listed = (await stored("meetings")).find(
      ({ unique_people }) => Number(unique_people) > 3,
    ) as Document;
    const work = workFor(core);
    const fields = { ...relisted(listed, 0).fields, end_time: listed.start_time as string, duration: 0 };
    const document = openDocument(work, {} as HostDirectory, { ...relisted(listed, 0), fields });
    expect(document).toMatchObject({ state: "partial", duration: 0 });
    expect(document.attendance_rules).toBeUndefined();
  });

  test("are counted from all that is stored of sessions that came in part", async () => {
    await run(core);
    const [meeting] = (await stored("meetings")).filter(({ unique_people }) => Number(unique_people) > 3);
    const { destination } = at.harness;
    const { attendance_rules: _, ...open } = meeting as Document;
    const extra = {
      ...(await stored("sessions")).find(({ meeting: of }) => of === meeting?._id),
      _id: "extra",
      id: "somebody-else",
      email: "somebody@else.example",
      participant_uuid: "another",
    };
    await destination.write([
      {
        owner: { to: "meetings", document: open as Document },
        to: "sessions",
        documents: [extra],
        complete: false,
      },
    ]);
    await run(core, { recheckEveryMs: 7 * 86_400_000 });
    const after = (await stored("meetings")).find(({ _id }) => _id === meeting?._id);
    expect(after?.unique_people).toBe(Number(meeting?.unique_people) + 1);
    await expectCounted();
  });

  test("are not said to be none where nothing was read", async () => {
    const { destination } = at.harness;
    const document = {
      _id: "unread",
      uuid: "unread",
      state: "unavailable",
      start_time: "2026-11-10T10:00:00Z",
    };
    await destination.write([{ to: "meetings", documents: [{ ...document, account_id: "account-1" }] }]);
    await run(core);
    const after = (await stored("meetings")).find(({ _id }) => _id === "unread");
    expect(after?.unique_people).toBeUndefined();
    expect(after?.attendance_rules).toBe(attendanceRules);
  });

  test("that are gone from the store are found by verify, and brought back by repair without reading anything", async () => {
    await run(core);
    const before = await bareOf("attendance");
    const { destination } = at.harness;
    for (const meeting of await stored("meetings"))
      await destination.write([
        { owner: { to: "meetings", document: meeting }, to: "attendance", documents: [], complete: true },
      ]);
    const proof = await verify(workFor(core), { span: days.span, timeZone: "UTC", deep: undefined });
    expect(proof.ok).toBe(false);
    expect(new Set(proof.differences.map(({ kind }) => kind))).toContain("attendance");
    expect(proof.uncounted.length).toBe((await stored("meetings")).length);
    await repair(workFor(core), proof);
    expect(asked("/participants").length).toBe((await stored("meetings")).length);
    expect(await bareOf("attendance")).toEqual(before);
  });
});
