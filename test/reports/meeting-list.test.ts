/** Meetings that one looks for, counted again in the plainest way. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Source } from "../../src/destinations/source.ts";
import type { Document } from "../../src/document.ts";
import { ConfigurationError } from "../../src/errors.ts";
import {
  allMeetings,
  type MeetingsAsked,
  readDepartments,
  readMeetings,
  whereMeetings,
} from "../../src/reports/meeting-list.ts";
import { meetingKind } from "../../src/streams/event-kind.ts";
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

const nothing: MeetingsAsked = { people: {}, duration: {} };
const found = async (asked: Partial<MeetingsAsked>) => {
  const ids: string[] = [];
  const where = await whereMeetings(source, { ...nothing, ...asked });
  for await (const { uuid } of allMeetings(source, meetingKind, where, "oldest")) ids.push(uuid);
  return ids.sort();
};
const those = (fits: (meeting: Document) => boolean) =>
  account.meetings
    .filter(fits)
    .map(({ _id }) => _id)
    .sort();
const host = (meeting: Document) => meeting.host as Record<string, string>;

describe("meetings", () => {
  it.each<[string, Partial<MeetingsAsked>, (meeting: Document) => boolean]>([
    [
      "a part of the topic, in any case",
      { topic: 'TOPIC 1 of "É' },
      ({ topic }) => topic === 'Topic 1 of "é"',
    ],
    ["a part of the host's name", { host: "host 3" }, (one) => host(one).name === "Host 3"],
    ["a part of the host's e-mail", { host: "HOST4@" }, (one) => host(one).email === "host4@x.example"],
    ["the department", { department: "Department 2" }, (one) => host(one).department === "Department 2"],
    ["people", { people: { least: 3, most: 4 } }, (one) => [3, 4].includes(Number(one.unique_people))],
    ["duration", { duration: { least: 7_200 } }, ({ duration }) => Number(duration) >= 7_200],
    [
      "somebody who was there",
      { person: "PERSON 7" },
      ({ _id }) => account.attendance.some((one) => one.meeting === _id && one.name === "Person 7"),
    ],
    [
      "the days",
      { span: { start: Date.parse("2026-11-03T00:00:00Z"), end: Date.parse("2026-11-04T00:00:00Z") } },
      ({ start_time }) => String(start_time).startsWith("2026-11-03"),
    ],
    [
      "all of these together",
      { topic: "topic", host: "host", person: "Person 1", people: { most: 5 } },
      ({ _id, unique_people }) =>
        Number(unique_people) <= 5 &&
        account.attendance.some((one) => one.meeting === _id && String(one.name).startsWith("Person 1")),
    ],
    ["nobody's name", { person: "no such person" }, () => false],
  ])("are found by %s", async (_, asked, fits) => {
    expect(await found(asked)).toEqual(those(fits));
  });

  it("come page by page in an order, each once, with those that lack the field last", async () => {
    const where = await whereMeetings(source, nothing);
    const asked = { where, by: "unique_people", order: "descending" as const, limit: 40 };
    const pages = await Promise.all(
      [0, 40, 80, 120].map((offset) => readMeetings(source, meetingKind, { ...asked, offset })),
    );
    const rows = pages.flatMap((page) => page.rows);
    expect(pages.map(({ total }) => total)).toEqual([150, 150, 150, 150]);
    expect(new Set(rows.map(({ uuid }) => uuid)).size).toBe(150);
    const people = rows.map((row) => row.people ?? -1);
    expect(people).toEqual([...people].sort((a, b) => b - a));
    expect(rows.at(-1)).toMatchObject({ state: "listed" });
  });

  it("of somebody whose name nearly everybody has are refused, and said to be too many", async () => {
    const many = Array.from({ length: 60_001 }, (_, n) => ({
      key: `${n}`,
      count: 1,
      sum: {},
      max: {},
      distinct: {},
    }));
    const full: Source = { ...source, rollUp: async () => many };
    await expect(whereMeetings(full, { ...nothing, person: "a" })).rejects.toThrow(ConfigurationError);
    await expect(whereMeetings(full, { ...nothing, person: "a" })).rejects.toThrow(
      /60001 meetings.*more of the name/,
    );
  });

  it("have departments to choose from", async () => {
    const names = account.meetings.flatMap((one) => host(one).department ?? []);
    expect(await readDepartments(source, meetingKind, undefined)).toEqual(
      [...new Set(names)].sort().map((department) => ({
        department,
        meetings: names.filter((name) => name === department).length,
      })),
    );
  });
});
