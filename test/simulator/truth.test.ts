import { expect, test } from "vitest";
import { type Body, byNumber, type Client, openClient, pathOf, truthOf, truthRows, week } from "./client.ts";

const window = { from: week.from, to: week.to, page_size: 300 };

async function listed(client: Client): Promise<(Body & { type: string })[]> {
  const rows: (Body & { type: string })[] = [];
  for (const type of ["past", "pastOne"]) {
    for (const row of await client.all("/metrics/meetings", "meetings", { ...window, type }))
      rows.push({ ...row, type });
  }
  return rows as (Body & { type: string })[];
}

test("the dashboards' pages hold exactly the truth, row by row", async () => {
  const client = await openClient();
  const truth = await truthRows(client);
  const rows = await listed(client);
  expect(rows.map(({ uuid }) => uuid).sort()).toEqual(truth.map(({ uuid }) => uuid).sort());
  let sessions = 0;
  for (const { uuid, type } of rows) {
    const expected = truth.find((meeting) => meeting.uuid === uuid)!;
    const path = `/metrics/meetings/${pathOf(uuid)}/participants`;
    const got = await client.all(path, "participants", { type, page_size: 300 });
    const facts = got.map((row) => [row.user_id, row.user_name, row.join_time, row.leave_time, row.email]);
    expect(facts).toEqual(
      expected.sessions.map((row: Body) => [
        row.user_id,
        row.user_name,
        row.join_time,
        row.leave_time,
        row.email,
      ]),
    );
    sessions += got.length;
  }
  const { meetings, sessions: counted, by_day } = await truthOf(client);
  expect([meetings, counted]).toEqual([rows.length, sessions]);
  expect(by_day).toHaveLength(7);
});

test("sessions lie within their meeting, and the last ends with it", async () => {
  const client = await openClient();
  for (const meeting of await truthRows(client)) {
    const joins = meeting.sessions.map(({ join_time }: Body) => join_time).sort();
    const leaves = meeting.sessions.map(({ leave_time }: Body) => leave_time).sort();
    expect([joins[0], leaves.at(-1)]).toEqual([meeting.start_time, meeting.end_time]);
    for (const { join_time, leave_time } of meeting.sessions) expect(leave_time >= join_time).toBe(true);
    expect(new Set(meeting.sessions.map(({ user_id }: Body) => user_id)).size).toBe(meeting.sessions.length);
  }
});

test("reports give a Pro account the meetings of several people and their sessions", async () => {
  const client = await openClient({ ...week, plan: "pro" });
  const { by_stream, sessions } = await truthOf(client);
  const query = { ...window, meeting_type: "meeting" };
  const rows = await client.all("/report/history_meetings", "history_meetings", query);
  expect(rows).toHaveLength(by_stream.several_person_meetings);
  let read = 0;
  for (const { meeting_uuid } of rows) {
    const got = await client.all(`/past_meetings/${pathOf(meeting_uuid)}/participants`, "participants", {
      page_size: 300,
    });
    read += got.length;
  }
  expect(read).toBe(sessions);
});

test("without the Dashboard feature the truth of a Business account is that of Pro", async () => {
  const without = await truthOf(await openClient({ ...week, dashboard_feature: "off" }));
  expect(without).toEqual(await truthOf(await openClient({ ...week, plan: "pro" })));
});

test("every host's one-person meetings are in the host's report", async () => {
  const client = await openClient({ ...week, plan: "pro" });
  const { by_stream } = await truthOf(client);
  let alone = 0;
  for (const status of ["active", "inactive"]) {
    for (const { id } of await client.all("/users", "users", { status, page_size: 300 })) {
      alone += (await client.all(`/report/users/${id}/meetings`, "meetings", { ...window, type: "pastOne" }))
        .length;
    }
  }
  expect(alone).toBe(by_stream.one_person_meetings);
});

test("/users lists the truth's users, status by status", async () => {
  const client = await openClient({ ...week, users: 120 });
  const { by_stream } = await truthOf(client);
  let users = 0;
  for (const status of ["active", "inactive", "pending"]) {
    users += (await client.all("/users", "users", { status })).length;
  }
  expect(users).toBe(by_stream.users);
});

test("the hosts' listings hold the truth's series, none of them instant", async () => {
  const client = await openClient();
  const { by_stream } = await truthOf(client);
  const types = new Set<number>();
  let series = 0;
  for (const { id } of await client.all("/users", "users")) {
    for (const row of await client.all(`/users/${id}/meetings`, "meetings", { type: "scheduled" })) {
      types.add(row.type);
      series++;
    }
  }
  expect(series).toBe(by_stream.series);
  expect([...types].sort()).toEqual([2, 3, 8]);
});

test("a series' instances are those meetings that carry its number", async () => {
  const client = await openClient();
  for (const [number, meetings] of byNumber(await truthRows(client))) {
    const { body } = await client.get(`/past_meetings/${number}/instances`);
    expect(body.meetings.map(({ uuid }: Body) => uuid).sort()).toEqual(
      meetings.map(({ uuid }) => uuid).sort(),
    );
  }
});

test("a number means the latest instance", async () => {
  const client = await openClient();
  for (const [number, meetings] of byNumber(await truthRows(client))) {
    const latest = meetings
      .map(({ start_time }) => start_time as string)
      .sort()
      .at(-1);
    expect((await client.get(`/past_meetings/${number}`)).body.start_time).toBe(latest);
  }
});
