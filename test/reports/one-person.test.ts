/** One person's meetings, and how one finds the person. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Source } from "../../src/destinations/source.ts";
import { SubjectFailed } from "../../src/errors.ts";
import { hidePeople } from "../../src/reports/hide-people.ts";
import { allMeetingsOf, findPeople, type PersonMeeting, readPerson } from "../../src/reports/one-person.ts";
import { meetingKind as kind } from "../../src/streams/event-kind.ts";
import { openFilled } from "../dashboard/support.ts";
import { inventAccount } from "../destinations/rollup-store.ts";
import { makeFolder } from "../e2e/support.ts";

const folder = makeFolder();
const account = inventAccount("2026-11-02T00:00:00Z", 6, 25);
let source: Source;
beforeAll(async () => {
  source = await openFilled(join(folder.path, "store.duckdb"), account);
});
afterAll(async () => {
  await source.close();
  folder.remove();
});

const identity = "email:p7@x.example";
const span = { start: Date.parse("2026-11-03T00:00:00Z"), end: Date.parse("2026-11-06T00:00:00Z") };
const theirs = (within = span) =>
  account.attendance.filter((one) => {
    const at = Date.parse(String(one.meeting_start_time));
    return one.identity === identity && at >= within.start && at < within.end;
  });
const meetingsOf = async (from: Source, who: string, within: typeof span | undefined) => {
  const rows: PersonMeeting[] = [];
  const sorted = { by: "meeting_start_time", order: "descending" } as const;
  for await (const row of allMeetingsOf(from, { kind, identity: who, span: within }, sorted)) rows.push(row);
  return rows;
};

describe("a person", () => {
  it("is found by a part of the name, with the number of meetings in these days", async () => {
    const { total, people } = await findPeople(source, { kind, text: "pERSON 7", span, most: 20 });
    expect({ total, people }).toEqual({
      total: 1,
      people: [
        { identity, name: "Person 7", meetings: new Set(theirs().map(({ meeting }) => meeting)).size },
      ],
    });
  });

  it("is one of a few, those with the most meetings first", async () => {
    const { total, people } = await findPeople(source, { kind, text: "person", span: undefined, most: 5 });
    const all = new Set(
      account.attendance.flatMap(({ name, identity: who }) =>
        String(name).startsWith("Person") ? (who ?? []) : [],
      ),
    );
    expect(total).toBe(all.size);
    expect(people).toHaveLength(5);
    expect(await findPeople(source, { kind, text: "nobody", span, most: 5 })).toEqual({
      total: 0,
      people: [],
    });
  });

  it("has totals of these days that are those of the rows", async () => {
    const rows = await meetingsOf(source, identity, span);
    expect(rows.map(({ uuid }) => uuid).sort()).toEqual(
      theirs()
        .map(({ meeting }) => String(meeting))
        .sort(),
    );
    const person = await readPerson(source, { kind, identity, span });
    expect(person).toMatchObject({
      names: ["Person 7"],
      meetings: new Set(rows.map(({ uuid }) => uuid)).size,
      attended: rows.reduce((sum, { attended }) => sum + attended, 0),
    });
  });

  it("who was in none of these days' meetings is known all the same, and somebody unknown is refused", async () => {
    const before = { start: 0, end: 1 };
    expect(await readPerson(source, { kind, identity, span: before })).toMatchObject({
      meetings: 0,
      attended: 0,
    });
    await expect(readPerson(source, { kind, identity: "name:nobody", span: undefined })).rejects.toThrow(
      SubjectFailed,
    );
  });

  it("who is hidden is found by the mark that a meeting shows, with the same figures", async () => {
    const hidden = hidePeople(source, "seed");
    const [attended] = theirs();
    const [shown] = await hidden.read("attendance", [attended?._id ?? ""]);
    const mark = String(shown?.identity);
    const person = await readPerson(hidden, { kind, identity: mark, span });
    const { attended: seconds, meetings } = await readPerson(source, { kind, identity, span });
    expect(person).toMatchObject({ identity: mark, attended: seconds, meetings });
    expect(JSON.stringify([person, await meetingsOf(hidden, mark, span)])).not.toMatch(/Person 7|@x|Host \d/);
    await expect(readPerson(hidden, { kind, identity, span })).rejects.toThrow(SubjectFailed);
  });
});
