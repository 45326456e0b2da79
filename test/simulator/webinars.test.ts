import { expect, test } from "vitest";
import { type Body, byNumber, openClient, pathOf, truthOf, truthRows, week } from "./client.ts";

const window = { from: week.from, to: week.to, page_size: 300 };
const account = { ...week, webinars_per_day: 3 } as const;
const of = "?of=webinars";

test("dashboards, reports and past webinars hold exactly the truth, row by row", async () => {
  const client = await openClient(account);
  const truth = await truthRows(client, of);
  const rows = await client.all("/metrics/webinars", "webinars", { ...window, type: "past" });
  expect(rows.map(({ uuid }) => uuid).sort()).toEqual(truth.map(({ uuid }) => uuid).sort());
  let sessions = 0;
  for (const { uuid, sessions: expected, host_email, id } of truth) {
    const path = pathOf(uuid);
    const listed = rows.find((row) => row.uuid === uuid)!;
    expect([listed.email, listed.id, listed.participants]).toEqual([host_email, id, expected.length]);
    const dashboard = await client.all(`/metrics/webinars/${path}/participants`, "participants", {
      type: "past",
      page_size: 7,
    });
    expect(
      dashboard.map(({ user_id, user_name, join_time, leave_time, email, role }) => ({
        user_id,
        user_name,
        join_time,
        leave_time,
        email,
        role,
      })),
    ).toEqual(expected.map(({ person: _, ...session }: Body) => session));
    for (const where of ["report/webinars", "past_webinars"]) {
      const report = await client.all(`/${where}/${path}/participants`, "participants", { page_size: 300 });
      expect(report.map(({ user_id, name, user_email }) => [user_id, name, user_email])).toEqual(
        expected.map(({ user_id, user_name, email }: Body) => [user_id, user_name, email]),
      );
    }
    sessions += expected.length;
  }
  const { by_stream } = await truthOf(client);
  expect([by_stream.webinars, by_stream.webinar_sessions]).toEqual([rows.length, sessions]);
});

test("a webinar has a host, panelists and attendees, some of whom come back, and no rooms", async () => {
  const client = await openClient(account);
  const roles = new Map<string, number>();
  let rejoins = 0;
  for (const { uuid, sessions } of await truthRows(client, of)) {
    const path = `/metrics/webinars/${pathOf(uuid)}/participants`;
    const rows = await client.all(path, "participants", { type: "past", page_size: 300 });
    const people = new Set(rows.map(({ participant_uuid }) => participant_uuid)).size;
    expect(people).toBeGreaterThanOrEqual(5);
    expect(people).toBeLessThanOrEqual(80);
    rejoins += sessions.length - people;
    for (const row of rows) {
      roles.set(row.role, (roles.get(row.role) ?? 0) + 1);
      expect(row.bo_mtg_id).toBeUndefined();
      expect(row.leave_reason).not.toContain("meeting");
    }
  }
  expect([...roles.keys()].sort()).toEqual(["attendee", "host", "panelist"]);
  expect(rejoins).toBeGreaterThan(10);
});

test("by default each weekday has one, of the three types, with awkward uuids and numbers of their own", async () => {
  const client = await openClient({ ...week, from: "2026-09-14" });
  const rows = await truthRows(client, of);
  for (const day of ["2026-10-05", "2026-10-06", "2026-10-07", "2026-10-08", "2026-10-09"]) {
    expect(rows.filter(({ start_time }) => start_time.startsWith(day)).length).toBeGreaterThan(0);
  }
  const many = await truthRows(await openClient({ ...week, webinars_per_day: 6 }), of);
  expect([...new Set(many.map(({ type }) => type))].sort()).toEqual([5, 6, 9]);
  expect(rows.some(({ uuid }) => uuid.startsWith("/"))).toBe(true);
  expect(rows.some(({ uuid }) => uuid.slice(1).includes("//"))).toBe(true);
  const meetings = byNumber(await truthRows(client));
  for (const { uuid, id } of rows) {
    expect(uuid).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(String(id)).toMatch(/^8\d{10}$/);
    expect(meetings.has(id)).toBe(false);
  }
  const none = await openClient({ ...week, webinars_per_day: 0 });
  expect(await truthRows(none, of)).toEqual([]);
});

test("hosts of webinars are licensed and active", async () => {
  const client = await openClient(account);
  const users = new Map<string, number>();
  for (const { email, type } of await client.all("/users", "users")) users.set(email.toLowerCase(), type);
  for (const { host_email } of await truthRows(client, of)) expect(users.get(host_email)).toBe(2);
});

test("meetings are the same with webinars, without the add-on and with many", async () => {
  const meetings = async (more: object) => (await truthRows(await openClient({ ...week, ...more }))).length;
  const rows = await truthRows(await openClient());
  for (const more of [{ webinar_addon: "off" }, { webinars_per_day: 50 }] as const) {
    expect(await truthRows(await openClient({ ...week, ...more }))).toEqual(rows);
  }
  expect(await meetings({})).toBe(rows.length);
});

test("an instance of a number, its number for the latest, and a uuid that must be encoded twice", async () => {
  const client = await openClient({ ...account, from: "2026-09-14" });
  const truth = await truthRows(client, of);
  for (const [number, rows] of byNumber(truth)) {
    const { webinars } = (await client.get(`/past_webinars/${number}/instances`)).body;
    expect(webinars.map(({ uuid }: Body) => uuid).sort()).toEqual(rows.map(({ uuid }) => uuid).sort());
    const latest = rows
      .map(({ start_time }) => start_time as string)
      .sort()
      .at(-1);
    expect((await client.get(`/report/webinars/${number}`)).body.start_time).toBe(latest);
  }
  expect([...byNumber(truth).values()].some((rows) => rows.length > 2)).toBe(true);
  for (const { uuid } of truth) {
    const isAwkward = uuid.startsWith("/") || uuid.includes("//");
    const once = await client.get(`/report/webinars/${encodeURIComponent(uuid)}`);
    expect(once.status).toBe(isAwkward ? 404 : 200);
  }
});

test("a past webinar needs type=past, a live one has no end, and a meeting's route knows neither", async () => {
  const client = await openClient(account);
  const [past] = await truthRows(client, of);
  const asLive = await client.get(`/metrics/webinars/${pathOf(past!.uuid)}`);
  expect([asLive.status, asLive.body.code]).toEqual([404, 3001]);
  const [live] = (await client.get("/metrics/webinars", window)).body.webinars;
  expect(live.end_time).toBe("");
  const { body } = await client.get(`/metrics/webinars/${pathOf(live.uuid)}/participants`);
  expect([body.participants[0].role, body.participants[0].leave_time]).toEqual(["host", undefined]);
  expect((await client.get(`/report/webinars/${pathOf(live.uuid)}`)).status).toBe(404);
  for (const id of [pathOf(past!.uuid), past!.id]) {
    for (const path of [`/past_meetings/${id}`, `/report/meetings/${id}`, `/past_meetings/${id}/instances`]) {
      const answer = await client.get(path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 3001]);
    }
  }
});

test("the reports list webinars among meetings, in order, whatever the page", async () => {
  const client = await openClient({ ...account, plan: "pro" });
  const { by_stream } = await truthOf(client);
  const path = "/report/history_meetings";
  const history = (query: Record<string, string | number>) => client.all(path, "history_meetings", query);
  const whole = await history(window);
  const kinds = (rows: Body[], type: string) => rows.filter((row) => row.type === type).length;
  expect(kinds(whole, "Webinar")).toBe(by_stream.webinars);
  expect(kinds(whole, "Meeting")).toBe(by_stream.several_person_meetings);
  for (const page_size of [1, 13, 299]) expect(await history({ ...window, page_size })).toEqual(whole);
  const days = whole.map(({ start_time }) => start_time.slice(0, 10));
  expect(days).toEqual(days.toSorted().toReversed());
  expect(await history({ ...window, meeting_type: "all" })).toEqual(whole);
  for (const [meeting_type, type] of [
    ["webinar", "Webinar"],
    ["meeting", "Meeting"],
  ] as const) {
    expect(await history({ ...window, meeting_type, page_size: 4 })).toEqual(
      whole.filter((row) => row.type === type),
    );
  }
  const webinar = whole.find(({ type }) => type === "Webinar")!;
  expect(webinar.max_concurrent_views).toBeLessThanOrEqual(webinar.unique_viewers * 2);
  let listed = 0;
  for (const { id } of await client.all("/users", "users", { page_size: 300 })) {
    const rows = await client.all(`/report/users/${id}/meetings`, "meetings", { ...window, page_size: 2 });
    listed += rows.filter(({ type }) => [5, 6, 9].includes(type)).length;
  }
  expect(listed).toBe(by_stream.webinars);
});

test("history_types=ignored lists both kinds whatever is asked for", async () => {
  const client = await openClient({ ...account, history_types: "ignored" });
  const types = async (meeting_type: string) => {
    const rows = await client.all("/report/history_meetings", "history_meetings", {
      ...window,
      meeting_type,
    });
    return new Set(rows.map(({ type }) => type)).size;
  };
  expect([await types("meeting"), await types("webinar")]).toEqual([2, 2]);
});

test("hosts' scheduled webinars come by page_number or token, and are the truth's", async () => {
  const client = await openClient({ ...account, webinars_per_day: 60, users: 20 });
  const { by_stream } = await truthOf(client);
  let scheduled = 0;
  for (const { id } of await client.all("/users", "users")) {
    const path = `/users/${id}/webinars`;
    const all = await client.all(path, "webinars", { page_size: 300 });
    const second = (await client.get(path, { page_size: 5, page_number: 2 })).body;
    expect([second.webinars, second.page_number]).toEqual([all.slice(5, 10), 2]);
    const coming = await client.all(path, "webinars", { type: "upcoming" });
    expect(coming.length).toBeLessThanOrEqual(all.length);
    scheduled += all.length;
  }
  expect(scheduled).toBe(by_stream.webinar_series);
});

test("without the add-on the routes refuse and no list has webinars", async () => {
  const client = await openClient({ ...account, webinar_addon: "off" });
  const [{ id }] = (await client.all("/users", "users")) as [Body];
  for (const path of ["/metrics/webinars", "/report/webinars/81000000000", `/users/${id}/webinars`]) {
    const { status, body } = await client.get(path, { ...window, type: "past" });
    expect([path, status, body.code]).toEqual([path, 400, 200]);
    expect(body.message).toContain("Webinar plan is missing.");
  }
  const rows = await client.all("/report/history_meetings", "history_meetings", window);
  expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(["Meeting"]));
  const { by_stream } = await truthOf(client);
  expect([by_stream.webinars, by_stream.webinar_sessions, by_stream.webinar_series]).toEqual([0, 0, 0]);
});

test("plan and scope are refused before the add-on", async () => {
  const pro = await openClient({ ...account, plan: "pro", webinar_addon: "off" });
  expect((await pro.get("/metrics/webinars", window)).body.code).toBe(400);
  const scoped = await openClient({ ...account, scopes: "report:read:admin" });
  expect((await scoped.get("/metrics/webinars", window)).body.code).toBe(4711);
  const free = await openClient({ ...account, plan: "free" });
  expect((await free.get("/report/webinars/81000000000")).body.message).toContain("Paid account");
});

test("a webinar of more than a year ago is refused with 12702, its reported participants after six months", async () => {
  const client = await openClient({ ...account, from: "2025-06-02", meetings_per_day: 1 });
  const code = async (path: string) => {
    const { status, body } = await client.get(path, { type: "past" });
    return [status, body.code];
  };
  const [old] = await truthRows(client, "?of=webinars&from=2025-08-04&to=2025-08-04");
  const id = pathOf(old!.uuid);
  expect(await code(`/metrics/webinars/${id}`)).toEqual([400, 12702]);
  expect(await code(`/metrics/webinars/${id}/participants`)).toEqual([400, 12702]);
  expect(await code(`/report/webinars/${id}`)).toEqual([400, 12702]);
  expect(await code(`/past_webinars/${id}/participants`)).toEqual([404, 3001]);
  const [older] = await truthRows(client, "?of=webinars&from=2026-02-02&to=2026-02-02");
  const between = pathOf(older!.uuid);
  expect(await code(`/report/webinars/${between}`)).toEqual([200, undefined]);
  expect(await code(`/report/webinars/${between}/participants`)).toEqual([404, 3001]);
  const from = { from: "2026-04-01", to: "2026-04-20", type: "past" };
  expect((await client.get("/metrics/webinars", from)).body.code).toBe(300);
});
