import { expect, test } from "vitest";
import { type Body, type Client, openClient, pathOf, truthOf, truthRows, week } from "./client.ts";

const days = { ...week, to: "2026-10-06", webinars_per_day: 3, users: 30 } as const;
const window = { from: "2026-10-05T00:00:00Z", to: "2026-10-06T23:59:59Z", page_size: 300 };

/** All rows of one of the dashboard's routes, of every meeting or webinar that it shows. */
async function rowsOf(client: Client, of: "meetings" | "webinars", what: string): Promise<Body[]> {
  const rows: Body[] = [];
  for (const { uuid, people, gone } of await truthRows(client, of === "webinars" ? "?of=webinars" : "")) {
    const isAlone = people === 1;
    if (gone === true || (isAlone && what === "sharing")) continue;
    const type = isAlone ? "pastOne" : "past";
    const query = {
      page_size: what.startsWith("qos") ? 10 : 300,
      ...(what === "qos_summary" ? {} : { type }),
    };
    const path = `/metrics/${of}/${pathOf(uuid)}/participants/${what}`;
    rows.push(...(await client.all(path, "participants", query)));
  }
  return rows;
}

test.each([
  ["meetings", "sharing", "meeting_sharing"],
  ["meetings", "satisfaction", "meeting_feedback"],
  ["meetings", "qos_summary", "meeting_quality_summary"],
  ["webinars", "sharing", "webinar_sharing"],
  ["webinars", "satisfaction", "webinar_feedback"],
  ["webinars", "qos", "webinar_quality"],
  ["webinars", "qos_summary", "webinar_quality_summary"],
] as const)("%s have as many rows of %s as the truth has %s", async (of, what, stream) => {
  const client = await openClient({ ...days, faults: "gone:0.1" });
  const rows = await rowsOf(client, of, what);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows).toHaveLength((await truthOf(client)).by_stream[stream]);
});

test("a screen was shared, or it was recorded, where there is somebody who did it", async () => {
  const client = await openClient(days);
  const query = { from: days.from, to: days.to, type: "past", page_size: 300 };
  const seen = new Set<string>();
  for (const { uuid, has_screen_share, has_recording } of await client.all(
    "/metrics/meetings",
    "meetings",
    query,
  )) {
    const path = `/metrics/meetings/${pathOf(uuid)}/participants/sharing`;
    const rows = await client.all(path, "participants", { type: "past", page_size: 300 });
    const contents: string[] = rows.flatMap(({ details }) => details.map(({ content }: Body) => content));
    const isShared = contents.some((content) => content !== "local_recording");
    expect(isShared).toBe(has_screen_share);
    if (contents.includes("local_recording")) expect(has_recording).toBe(true);
    for (const content of contents) seen.add(content);
  }
  expect([...seen].sort()).toEqual(["application", "desktop", "local_recording", "whiteboard"]);
});

test("sharing of one person's meeting cannot be asked for, feedback on it can", async () => {
  const client = await openClient(days);
  const { uuid } = (await truthRows(client)).find(({ people }) => people === 1)!;
  const path = `/metrics/meetings/${pathOf(uuid)}/participants`;
  expect((await client.get(`${path}/sharing`, { type: "past" })).body.code).toBe(3001);
  expect((await client.get(`${path}/sharing`, { type: "pastOne" })).body.code).toBe(300);
  expect((await client.get(`${path}/satisfaction`, { type: "past" })).body.code).toBe(3001);
  expect((await client.get(`${path}/satisfaction`, { type: "pastOne" })).status).toBe(200);
});

test("a page of a webinar's quality has one row unless asked for more, and never more than ten", async () => {
  const client = await openClient(days);
  const webinars = await truthRows(client, "?of=webinars");
  const { uuid } = webinars.find(({ sessions }) => sessions.length > 10)!;
  for (const what of ["qos", "qos_summary"]) {
    const path = `/metrics/webinars/${pathOf(uuid)}/participants/${what}`;
    expect((await client.get(path, { type: "past" })).body.participants).toHaveLength(1);
    expect((await client.get(path, { type: "past", page_size: 10 })).body.participants).toHaveLength(10);
    expect((await client.get(path, { type: "past", page_size: 11 })).body.code).toBe(300);
  }
});

test("without the event of the QSS its summaries are refused, and the truth has none", async () => {
  const client = await openClient({ ...days, qss: "off" });
  for (const [of, rows] of [
    ["meetings", await truthRows(client)],
    ["webinars", await truthRows(client, "?of=webinars")],
  ] as const) {
    const path = `/metrics/${of}/${pathOf(rows[0]?.uuid)}/participants/qos_summary`;
    const { status, body } = await client.get(path);
    expect([status, body.code]).toEqual([400, 200]);
    expect(body.message).toContain("Event subscription not found");
  }
  expect((await truthOf(client)).by_stream).toMatchObject({
    meeting_quality_summary: 0,
    webinar_quality_summary: 0,
  });
});

test("the meetings with a summary are those that the list of summaries has, page by page", async () => {
  const client = await openClient({ ...days, meetings_per_day: 60 });
  const path = "/meetings/meeting_summaries";
  const listed = await client.all(path, "summaries", window);
  expect(listed).toHaveLength((await truthOf(client)).by_stream.meeting_summaries);
  const inPages = await client.all(path, "summaries", { ...window, page_size: 4 });
  expect(inPages).toEqual(listed);
  const uuids = new Set(listed.map(({ meeting_uuid }) => meeting_uuid));
  for (const { uuid } of await truthRows(client)) {
    const { body } = await client.get(`/past_meetings/${pathOf(uuid)}`);
    expect(body.has_meeting_summary).toBe(uuids.has(uuid));
    const summary = await client.get(`/meetings/${pathOf(uuid)}/meeting_summary`);
    expect(summary.status).toBe(uuids.has(uuid) ? 200 : 404);
    if (summary.status === 200)
      expect(summary.body).toMatchObject(listed.find(({ meeting_uuid }) => meeting_uuid === uuid) ?? {});
  }
});

test("summaries are listed by when they began or when they were made", async () => {
  const client = await openClient(days);
  const stretch = { from: "2026-10-05T06:00:00Z", to: "2026-10-05T18:00:00Z" };
  const all = await client.all("/meetings/meeting_summaries", "summaries", window);
  for (const field of ["summary_start_time", "summary_created_time"]) {
    const query = { ...stretch, time_filter_field: field, page_size: 300 };
    const found = await client.all("/meetings/meeting_summaries", "summaries", query);
    const expected = all.filter((row) => row[field] >= stretch.from && row[field] <= stretch.to);
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(0);
  }
});

test.each([
  ["off", 400, 3000, 404],
  ["by_mail", 403, 2305, 403],
] as const)("summaries=%s: the list and the texts are refused", async (summaries, status, code, alone) => {
  const client = await openClient({ ...days, summaries });
  const list = await client.get("/meetings/meeting_summaries", window);
  expect([list.status, list.body.code]).toEqual([status, code]);
  const [{ uuid }] = (await truthRows(client)) as [Body];
  expect((await client.get(`/meetings/${pathOf(uuid)}/meeting_summary`)).status).toBe(alone);
  expect((await truthOf(client)).by_stream.meeting_summaries).toBe(0);
});

test("a summary is asked for by a meeting's uuid, not by its number", async () => {
  const client = await openClient(days);
  const [{ id }] = (await truthRows(client)) as [Body];
  const { status, body } = await client.get(`/meetings/${id}/meeting_summary`);
  expect([status, body.code]).toEqual([400, 300]);
});
