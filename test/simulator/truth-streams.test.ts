import { expect, test } from "vitest";
import { type Body, type Client, openClient, pathOf, truthOf, truthRows, week } from "./client.ts";

const window = { from: week.from, to: week.to };

/** Rows of quality of one meeting, page by page. */
function quality(client: Client, uuid: string): Promise<Body[]> {
  const path = `/metrics/meetings/${pathOf(uuid)}/participants/qos`;
  return client.all(path, "participants", { type: "past", page_size: 10 });
}

test.each(["off", "on"] as const)(
  "quality is read with type=past alone, one_person_in_past=%s",
  async (one_person_in_past) => {
    const client = await openClient({ ...week, to: "2026-10-06", one_person_in_past, faults: "gone:0.1" });
    let rows = 0;
    for (const { uuid, quality: expected, people, gone } of await truthRows(client)) {
      if (gone) continue;
      if (people === 1 && one_person_in_past === "off") {
        const path = `/metrics/meetings/${pathOf(uuid)}/participants/qos`;
        expect(expected).toBe(0);
        expect((await client.get(path, { type: "past" })).body.code).toBe(3001);
        expect((await client.get(path, { type: "pastOne" })).body.code).toBe(300);
        continue;
      }
      const got = await quality(client, uuid);
      expect(got).toHaveLength(expected);
      rows += got.length;
    }
    expect((await truthOf(client)).by_stream.meeting_quality).toBe(rows);
  },
);

test("a page of quality has one row unless asked for more, and never more than ten", async () => {
  const client = await openClient();
  const { uuid } = (await truthRows(client)).find(({ sessions }) => sessions.length > 10)!;
  const path = `/metrics/meetings/${pathOf(uuid)}/participants/qos`;
  expect((await client.get(path, { type: "past" })).body.participants).toHaveLength(1);
  expect((await client.get(path, { type: "past", page_size: 10 })).body.participants).toHaveLength(10);
  expect((await client.get(path, { type: "past", page_size: 11 })).body.code).toBe(300);
});

test("quality has an entry a minute, good ones, bad ones, unmeasured ones, and sessions without any", async () => {
  const client = await openClient();
  let [entries, bad, unmeasured, without, long] = [0, 0, 0, 0, 0];
  for (const { uuid, people, sessions } of (await truthRows(client)).slice(0, 60)) {
    if (people === 1) continue;
    for (const { user_qos, user_id } of await quality(client, uuid)) {
      const { join_time, leave_time } = sessions.find((row: Body) => row.user_id === user_id);
      const minutes = Math.floor((Date.parse(leave_time) - Date.parse(join_time)) / 60_000);
      if (user_qos.length === 0 && minutes > 0) without++;
      else expect(user_qos.length).toBe(Math.min(180, minutes));
      if (user_qos.length > 10) long++;
      for (const { audio_input: audio } of user_qos) {
        entries++;
        if (audio.latency === "") unmeasured++;
        const isBad = Number.parseFloat(audio.latency) > 150;
        if (isBad) bad++;
        expect(Number.parseFloat(audio.jitter) > 40).toBe(isBad);
        expect(Number.parseFloat(audio.avg_loss) > 2).toBe(isBad);
      }
    }
  }
  expect(bad / entries).toBeGreaterThan(0.05);
  expect(bad / entries).toBeLessThan(0.2);
  for (const count of [unmeasured, without, long]) expect(count).toBeGreaterThan(10);
});

test("every past meeting answers for its poll, most with no answers, and together they are the truth's", async () => {
  const client = await openClient({ ...week, plan: "pro", faults: "gone:0.1" });
  let respondents = 0;
  for (const { uuid, polls } of await truthRows(client)) {
    const { status, body } = await client.get(`/past_meetings/${pathOf(uuid)}/polls`);
    expect([status, body.questions.length]).toEqual([200, polls]);
    respondents += polls;
  }
  expect(respondents).toBeGreaterThan(20);
  expect((await truthOf(client)).by_stream.meeting_polls).toBe(respondents);
});

test("sign-ins: some rows are there twice, and a complete client keeps both", async () => {
  const client = await openClient({ ...week, plan: "pro" });
  const rows = await client.all("/report/activities", "activity_logs", { ...window, page_size: 300 });
  expect(rows).toHaveLength((await truthOf(client)).by_stream.sign_ins);
  const texts = rows.map((row) => JSON.stringify(row));
  expect(texts.length - new Set(texts).size).toBeGreaterThan(10);
  for (const page_size of [17, 100]) {
    expect(await client.all("/report/activities", "activity_logs", { ...window, page_size })).toEqual(rows);
  }
  const day = await truthOf(client, "?from=2026-10-07&to=2026-10-07");
  const one = { from: "2026-10-07", to: "2026-10-07", page_size: 300 };
  expect(await client.all("/report/activities", "activity_logs", one)).toHaveLength(day.by_stream.sign_ins);
});

test.each([
  { from: "2026-04-01", to: "2026-04-20" },
  { from: "2026-09-01", to: "2026-10-02" },
])("sign-ins are refused for %o: a month at most, six months back", async (dates) => {
  const { status, body } = await (await openClient()).get("/report/activities", dates);
  expect([status, body.code]).toEqual([400, 300]);
});

test("rooms come by page_number or token, the same at any time", async () => {
  const client = await openClient({ ...week, users: 900 });
  const rooms = await client.all("/metrics/zoomrooms", "zoom_rooms");
  expect(rooms).toHaveLength(45);
  expect((await truthOf(client)).by_stream.rooms).toBe(45);
  expect(new Set(rooms.map(({ id }) => id)).size).toBe(45);
  const second = (await client.get("/metrics/zoomrooms", { page_number: 2 })).body;
  expect([second.page_number, second.zoom_rooms]).toEqual([2, rooms.slice(30)]);
  client.clock.advance(3_000);
  expect(await client.all("/metrics/zoomrooms", "zoom_rooms")).toEqual(rooms);
  const few = await openClient({ ...week, users: 1 });
  expect(await few.all("/metrics/zoomrooms", "zoom_rooms")).toHaveLength(2);
});

test("what a plan cannot read is 0 in its truth", async () => {
  const client = await openClient();
  const streams = async (plan: string) => (await truthOf(client, `?plan=${plan}`)).by_stream;
  const paid = ["groups", "meeting_polls", "webinars", "webinar_sessions", "webinar_series"];
  paid.push("recordings", "recording_files", "sign_ins");
  const dashboards = ["meeting_quality", "rooms"];
  const [free, pro, business] = [await streams("free"), await streams("pro"), await streams("business")];
  for (const name of [...paid, ...dashboards]) {
    expect([name, free[name]]).toEqual([name, 0]);
    expect(business[name]).toBeGreaterThan(0);
    expect([name, pro[name]]).toEqual([name, dashboards.includes(name) ? 0 : business[name]]);
  }
});

test("by_source says how many sessions of meetings each source has", async () => {
  const client = await openClient();
  const { by_source, sessions } = await truthOf(client, "?plan=free");
  let [report, past] = [0, 0];
  const query = { ...window, page_size: 300, meeting_type: "meeting" };
  for (const { meeting_uuid } of await client.all("/report/history_meetings", "history_meetings", query)) {
    const id = pathOf(meeting_uuid);
    for (const path of [`/report/meetings/${id}/participants`, `/past_meetings/${id}/participants`]) {
      const rows = await client.all(path, "participants", { page_size: 300 });
      if (path.startsWith("/report")) report += rows.length;
      else past += rows.length;
    }
  }
  const { sessions: dashboard } = await truthOf(client, "?plan=business");
  expect(by_source).toEqual({ dashboard, report, past });
  expect(sessions).toBe(0);
  const shown = await truthOf(await openClient({ ...week, one_person_in_past: "on" }));
  expect(shown.by_source).toEqual({ dashboard, report: dashboard, past: dashboard });
});
