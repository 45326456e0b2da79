import { expect, test } from "vitest";
import { type Body, type Client, openClient, pathOf, truthOf, truthRows, week } from "./client.ts";

const dates = { from: week.from, to: week.to };
const instants = { from: `${week.from}T00:00:00Z`, to: `${week.to}T23:59:59Z` };
const all = { activity_type: "All Activities" };

/** The lists of whole days: path, key, the truth's name, parameters. */
const logs = [
  ["/report/operationlogs", "operation_logs", "operation_log", dates],
  ["/report/meeting_activities", "meeting_activity_logs", "meeting_activities", { ...dates, ...all }],
  ["/report/remote_support", "remote_support_logs", "remote_support", dates],
  ["/archive_files", "meetings", "archive_files", instants],
] as const;

test.each(logs)("%s gives the truth's number, whatever the page", async (path, key, name, query) => {
  const client = await openClient({ ...week, plan: "pro", oddities: "on", faults: "gone:0.1" });
  const rows = await client.all(path, key, { ...query, page_size: 300 });
  expect(rows).toHaveLength((await truthOf(client)).by_stream[name]);
  expect(rows.length).toBeGreaterThan(10);
  expect(
    await client.all(path, key, { ...query, page_size: Math.min(97, Math.ceil(rows.length / 5)) }),
  ).toEqual(rows);
});

test.each(logs.slice(0, 3))("%s has rows that no field tells apart", async (path, key, _, query) => {
  const rows = await (await openClient()).all(path, key, { ...query, page_size: 300 });
  expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBeLessThan(rows.length);
});

test("a day of a larger account fills more than a page of every log", async () => {
  const client = await openClient({ ...week, users: 1_400, meetings_per_day: 100 });
  for (const [path, key, , query] of logs.slice(0, 2)) {
    const day = { ...query, from: week.to, page_size: 300 };
    const { body } = await client.get(path, day);
    expect([body[key].length, body.next_page_token === ""]).toEqual([300, false]);
  }
});

test("telephone calls are in one list of three each, together the truth's, of people who dialled in", async () => {
  const client = await openClient();
  const dialled = new Set<string>();
  for (const { uuid } of [...(await truthRows(client)), ...(await truthRows(client, "?of=webinars"))])
    for (const where of ["meetings", "webinars"]) {
      const path = `/metrics/${where}/${pathOf(uuid)}`;
      const { body } = await client.get(path, { type: "past" });
      if (body.has_pstn || body.has_sip) dialled.add(uuid);
    }
  let rows: Body[] = [];
  for (const type of [1, 2, 3])
    rows = rows.concat(await client.all("/report/telephone", "telephony_usage", { ...dates, type }));
  expect(rows).toHaveLength((await truthOf(client)).by_stream.telephone_usage);
  expect(rows.filter(({ uuid }) => !dialled.has(uuid))).toEqual([]);
  expect(new Set(rows.map(({ meeting_type }) => meeting_type))).toEqual(new Set(["Meeting", "Webinar"]));
  for (const { start_time, end_time, duration } of rows)
    expect(duration).toBe(Math.ceil((Date.parse(end_time) - Date.parse(start_time)) / 60_000));
});

test("what dashboards say is archived is in the list of archived files, with its breakout rooms and others' meetings", async () => {
  const client = await openClient();
  const rows = await client.all("/archive_files", "meetings", { ...instants, page_size: 300 });
  const isMeeting = ({ is_breakout_room, type }: Body) => !is_breakout_room && ![5, 6, 9].includes(type);
  const own = rows.filter((row) => row.meeting_type === "internal" && isMeeting(row));
  const archived: string[] = [];
  for (const type of ["past", "pastOne"]) {
    const query = { ...dates, type, page_size: 300 };
    for (const { uuid, has_archiving } of await client.all("/metrics/meetings", "meetings", query))
      if (has_archiving) archived.push(uuid);
  }
  expect(own.map(({ uuid }) => uuid).sort()).toEqual(archived.sort());
  const rooms = rows.filter(({ is_breakout_room }) => is_breakout_room);
  for (const { parent_meeting_id } of rooms) expect(archived).toContain(parent_meeting_id);
  const others = rows.filter(({ meeting_type }) => meeting_type === "external");
  expect(others.map(({ id, host_id, topic }) => [id, host_id, topic])).toContainEqual([0, "", ""]);
  for (const { recording_count, total_size, archive_files } of rows) {
    expect(recording_count).toBe(archive_files.length);
    expect(total_size).toBe(archive_files.reduce((sum: number, file: Body) => sum + file.file_size, 0));
  }
});

test("activities join and leave with the sessions of their meeting", async () => {
  const client = await openClient({ ...week, to: week.from });
  const query = { ...dates, ...all, page_size: 300 };
  const joins = (await client.all("/report/meeting_activities", "meeting_activity_logs", query)).filter(
    ({ activity_category }) => activity_category === "User Join",
  );
  const times = (await truthRows(client)).flatMap(({ sessions }) =>
    sessions.map((row: Body) => row.join_time),
  );
  for (const { activity_time } of joins)
    expect(times).toContain(`${activity_time.slice(0, 19).replace(" ", "T")}Z`);
  expect(joins[0]?.meeting_number).toMatch(/^\d{3} \d{2,4} \d{4}$/);
});

test("storage ends with yesterday and is refused for more than thirty days", async () => {
  const client = await openClient();
  const get = (query: Record<string, string>) => client.get("/report/cloud_recording", query);
  const { body } = await get({ from: "2026-10-09", to: "2026-10-20" });
  expect(body.cloud_recording_storage.map(({ date }: Body) => date)).toEqual([
    "2026-10-09",
    "2026-10-10",
    "2026-10-11",
  ]);
  expect((await get({ from: "2026-09-01", to: "2026-10-02" })).body.code).toBe(300);
});

test("a period of billing has the sums of its charges, and an unknown one is refused", async () => {
  const client = await openClient();
  const { by_stream } = await truthOf(client);
  const { billing_reports: periods } = (await client.get("/report/billing")).body;
  let charges = 0;
  for (const { id, total_amount } of periods) {
    const { invoices } = (await client.get("/report/billing/invoices", { billing_id: id })).body;
    const sum = invoices.reduce((total: number, invoice: Body) => total + Number(invoice.total_amount), 0);
    expect(sum).toBeCloseTo(Number(total_amount), 2);
    charges += invoices.length;
  }
  expect([periods.length, charges]).toEqual([by_stream.billing, by_stream.billing_invoices]);
  const unknown = await client.get("/report/billing/invoices", { billing_id: "none" });
  expect([unknown.status, unknown.body.code]).toEqual([404, 5010]);
});

test.each([
  ["/report/meeting_activities", dates],
  ["/report/telephone", { ...dates, type: "4" }],
  ["/report/operationlogs", { ...dates, category_type: "cats" }],
  ["/report/remote_support", { from: "2026-09-01", to: "2026-10-02" }],
  ["/archive_files", { ...instants, to: "2026-10-12T00:00:01Z" }],
  ["/archive_files", { ...instants, from: week.from }],
])("%s is refused with %o", async (path, query) => {
  const { status, body } = await (await openClient()).get(path, query);
  expect([status, body.code]).toEqual([400, 300]);
});

test("hosts of each day are as many as the truth has", async () => {
  const client: Client = await openClient({ ...week, plan: "pro", oddities: "on" });
  let hosts = 0;
  for (let day = 5; day <= 11; day++) {
    const date = `2026-10-${String(day).padStart(2, "0")}`;
    const query = { type: "active", from: date, to: date, page_size: 10 };
    hosts += (await client.all("/report/users", "users", query)).length;
  }
  expect(hosts).toBe((await truthOf(client)).by_stream.active_hosts);
  expect((await truthOf(client)).by_stream.daily_usage).toBe(7);
});
