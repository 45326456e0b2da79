/** The answers behind the pages of meetings and people. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import type { Source } from "../../src/destinations/source.ts";
import { hidePeople } from "../../src/reports/hide-people.ts";
import { collections } from "../../src/streams/derived.ts";
import { makeOptions, quickEffects } from "../destinations/duckdb-harness.ts";
import { inventAccount } from "../destinations/rollup-store.ts";
import { makeFolder } from "../e2e/support.ts";
import { fillAll, inventMeeting, unread, uuid } from "../reports/meeting-store.ts";
import { askOf, makeDashboard } from "./support.ts";

const folder = makeFolder();
const account = inventAccount("2026-11-02T00:00:00Z", 5, 30);
const special = inventMeeting();
let source: Source;
beforeAll(async () => {
  const file = join(folder.path, "store.duckdb");
  const meetings = [...account.meetings, ...special.meetings];
  const attendance = [...account.attendance, ...special.attendance];
  const destination = duckdbDestination(quickEffects(), makeOptions(file));
  await fillAll(destination, { ...special, meetings, attendance });
  source = await duckdbSource(quickEffects(), { file, lockWaitMs: 0, collections });
});
afterAll(async () => {
  await source.close();
  folder.remove();
});

// biome-ignore lint/suspicious/noExplicitAny: JSON, looked at by each test
const answerOf = async (path: string, ask = askOf(source)): Promise<any> =>
  (await makeDashboard(ask).get(path)).json();
const csvOf = async (path: string) => {
  const response = await makeDashboard(askOf(source)).get(`${path}&format=csv`);
  expect(response.headers.get("content-type")).toContain("text/csv");
  return (await response.text()).replace("\ufeff", "").trimEnd().split("\r\n");
};
const key = encodeURIComponent(uuid);

describe("the answer about meetings", () => {
  it("is a page of those that were asked for, sorted, with their number", async () => {
    const { answer } = await answerOf("/api/meetings?sort=people&order=ascending&page=2");
    expect(answer).toMatchObject({ total: 152, page: 2, pageSize: 50 });
    expect(answer.rows).toHaveLength(50);
    const { answer: seminar } = await answerOf("/api/meetings?topic=seminar&from=2026-11-03&to=2026-11-03");
    expect(seminar.rows).toMatchObject([{ uuid, people: 5, peak: 4, zoomCount: 10, duration: 3_600 }]);
  });

  it("takes minutes as whole ones", async () => {
    const count = async (asked: string) =>
      (await answerOf(`/api/meetings?topic=seminar&${asked}`)).answer.total;
    expect([
      await count("shortest=60&longest=60"),
      await count("shortest=61"),
      await count("longest=59"),
    ]).toEqual([1, 0, 0]);
  });

  it("has all of them as CSV", async () => {
    const lines = await csvOf("/api/meetings?from=2026-11-02&to=2026-11-10&order=ascending");
    expect(lines).toHaveLength(1 + 152);
    const starts = lines.slice(1).map((line) => line.slice(0, 20));
    expect(starts).toEqual([...starts].sort());
  });

  it("refuses what makes no sense", async () => {
    for (const asked of ["least=9&most=3", "sort=uuid", "order=up", "least=-1"])
      expect((await makeDashboard(askOf(source)).get(`/api/meetings?${asked}`)).status).toBe(400);
  });
});

describe("the answers about one meeting", () => {
  it("name it by its uuid, byte for byte", async () => {
    expect((await answerOf(`/api/meeting?uuid=${key}`)).answer.topic).toBe("Seminar of Ada");
    const { get } = makeDashboard(askOf(source));
    for (const name of ["meeting", "meeting-curve", "meeting-lanes", "meeting-people"])
      expect((await get(`/api/${name}?format=json`)).status).toBe(400);
    expect((await get("/api/meeting?uuid=nosuch")).status).toBe(404);
    expect((await answerOf(`/api/meeting-curve?uuid=${encodeURIComponent(unread)}`)).answer).toBeNull();
  });

  it("have people in the same order in the table and on the time line", async () => {
    const asked = `uuid=${key}&sort=attended&order=descending`;
    const { answer: table } = await answerOf(`/api/meeting-people?${asked}`);
    const { answer: lanes } = await answerOf(`/api/meeting-lanes?${asked}&all=yes`);
    const names = table.people.map(({ name }: { name: string }) => name);
    expect(names).toEqual(["Ada", "Lecture hall", "Ben", "<b>Eve</b>", "Fay"]);
    expect(lanes.lanes.map(({ attendee }: { attendee: unknown }) => attendee)).toEqual(table.people);
    expect(table.people[2]).toMatchObject({
      late: 180,
      early: 0,
      gaps: 1,
      gapSeconds: 300,
      waited: 120,
      sessions: 3,
      share: 0.8667,
      confidence: "medium",
    });
  });

  it("are tables as CSV too", async () => {
    expect(await csvOf(`/api/meeting-people?uuid=${key}`)).toHaveLength(1 + 5);
    expect(await csvOf(`/api/meeting-quality?uuid=${key}`)).toHaveLength(1 + 3);
    expect(await csvOf(`/api/meeting-polls?uuid=${key}`)).toEqual([
      "question,answer,count",
      "Pizza?,Yes,2",
      "Pizza?,No,1",
      "Why?,I am hungry,1",
    ]);
    expect((await csvOf(`/api/meeting-curve?uuid=${key}`))[1]).toBe("2026-11-03T10:00:00Z,1");
  });
});

describe("the answers about people", () => {
  it("name nobody who was not asked for", async () => {
    const { get } = makeDashboard(askOf(source));
    for (const path of ["/api/people", "/api/people?q=ad", "/api/person"])
      expect((await get(path)).status).toBe(400);
    expect((await answerOf("/api/people?q=ADA")).answer).toEqual({
      total: 1,
      people: [{ identity: "account:id-ada", name: "Ada", email: "ada@x.example", meetings: 1 }],
    });
  });

  it("are one person's meetings in these days", async () => {
    const asked = "identity=account%3Aid-ada&from=2026-11-01&to=2026-11-05";
    expect((await answerOf(`/api/person?${asked}`)).answer).toMatchObject({
      meetings: 1,
      total: 1,
      attended: 3_600,
      share: 1,
      email: "ada@x.example",
      confidence: { high: 1 },
      rows: [{ uuid, topic: "Seminar of Ada", role: "host", devices: ["Mac", "iOS"] }],
    });
    expect(await csvOf(`/api/person?${asked}`)).toHaveLength(2);
  });
});

describe("while people are hidden", () => {
  const ask = () => askOf(hidePeople(source, "seed"), { hidesPeople: true });

  it.each([
    "/api/meetings?topic=seminar",
    "/api/meetings?host=ada",
    "/api/meetings?person=ada",
    "/api/meetings?sort=topic",
    "/api/meetings?sort=host",
    "/api/people?q=ada",
    `/api/meeting-people?uuid=${key}&sort=name`,
  ])("%s is refused", async (path) => {
    expect((await makeDashboard(ask()).get(path)).status).toBe(400);
  });

  it("no answer has a name or an e-mail in it", async () => {
    const paths = [
      "meetings?sort=start",
      "meeting-departments?",
      ...["meeting", "meeting-curve", "meeting-people", "meeting-lanes"].map((name) => `${name}?uuid=${key}`),
      ...["meeting-quality", "meeting-polls"].map((name) => `${name}?uuid=${key}`),
      ...["meetings?", `meeting-people?uuid=${key}`, `meeting-quality?uuid=${key}`].map(
        (path) => `${path}&format=csv`,
      ),
    ];
    for (const path of paths) {
      const response = await makeDashboard(ask()).get(`/api/${path}`);
      expect(response.status).toBe(200);
      expect(await response.text()).not.toMatch(/Ada|Ben|Eve|Fay|Hal\b|Lecture|hungry|Person \d|Host \d|@x/);
    }
  });
});
