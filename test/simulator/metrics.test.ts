import { expect, test } from "vitest";
import { type Body, type Client, openClient, pathOf, truthOf, truthRows, week } from "./client.ts";

const days = { from: week.from, to: week.to };
const dates = [5, 6, 7, 8, 9, 10, 11].map((day) => `2026-10-${String(day).padStart(2, "0")}`);
const only = (date: string | undefined) => ({ from: date ?? "", to: date ?? "" });

async function streams(client: Client, query = ""): Promise<Record<string, number>> {
  return (await truthOf(client, query)).by_stream;
}

async function complaintsOf(client: Client, query: Record<string, string | number>): Promise<Body[]> {
  const { client_feedbacks } = (await client.get("/metrics/client/feedback", days)).body;
  const lists = client_feedbacks.map(({ feedback_id }: Body) =>
    client.all(`/metrics/client/feedback/${feedback_id}`, "client_feedback_details", query),
  );
  return (await Promise.all(lists)).flat();
}

test("the days of a window add up to the whole of it: scores, feedback and chat", async () => {
  const client = await openClient();
  for (const [path, numbers] of [
    ["/metrics/quality", ({ quality }: Body) => [quality.audio.good, quality.video.bad]],
    [
      "/metrics/client/feedback",
      (body: Body) => body.client_feedbacks.map((row: Body) => row.participants_count),
    ],
    [
      "/metrics/chat",
      ({ users }: Body) => [users.reduce((sum: number, row: Body) => sum + row.total_sent, 0)],
    ],
  ] as const) {
    const whole: number[] = numbers((await client.get(path, { ...days, page_size: 300 })).body);
    const sum = whole.map(() => 0);
    for (const date of dates) {
      const one: number[] = numbers((await client.get(path, { ...only(date), page_size: 300 })).body);
      for (const [place, count] of one.entries()) sum[place] = (sum[place] ?? 0) + count;
    }
    expect([path, sum]).toEqual([path, whole]);
    expect(Math.max(...sum)).toBeGreaterThan(2);
  }
});

test("scores of meetings are those of all meetings, and there are more of people", async () => {
  const client = await openClient();
  const of = async (type: string) => (await client.get("/metrics/quality", { ...days, type })).body.quality;
  const sum = (scores: Body) => scores.good + scores.fair + scores.poor + scores.bad;
  const [meetings, people] = [await of("meeting"), await of("participants")];
  expect(sum(meetings.audio)).toBe((await streams(client)).meetings);
  expect(sum(people.audio)).toBeGreaterThan(2 * sum(meetings.audio));
  expect((await client.get("/metrics/quality", { ...days, type: "room" })).body.code).toBe(300);
});

test("every thumb down is one of the feedback's details, page by page, and one of the satisfaction's", async () => {
  const client = await openClient();
  const all = await complaintsOf(client, days);
  expect(await complaintsOf(client, { ...days, page_size: 3 })).toEqual(all);
  expect(all.length).toBeGreaterThan(20);
  expect((await streams(client)).client_feedback_details).toBe(all.length);
  const { client_feedbacks } = (await client.get("/metrics/client/feedback", days)).body;
  expect(client_feedbacks.reduce((sum: number, row: Body) => sum + row.participants_count, 0)).toBe(
    all.length,
  );
  const { client_satisfaction } = (await client.get("/metrics/client/satisfaction", days)).body;
  expect(client_satisfaction.map(({ date }: Body) => date)).toEqual(dates);
  expect(client_satisfaction.reduce((sum: number, row: Body) => sum + row.not_good_count, 0)).toBe(
    all.length,
  );
  for (const { date, not_good_count, satisfaction_percent } of client_satisfaction) {
    expect(await complaintsOf(client, only(date))).toHaveLength(not_good_count);
    expect(satisfaction_percent === 100).toBe(not_good_count === 0);
  }
});

test("who is unhappy in a meeting's feedback is unhappy in the account's", async () => {
  const client = await openClient();
  const inAccount = (await complaintsOf(client, days)).map(({ email, time }) => `${email} ${time}`);
  let asked = 0;
  for (const { uuid, people } of (await truthRows(client)).slice(0, 80)) {
    const type = people === 1 ? "pastOne" : "past";
    const path = `/metrics/meetings/${pathOf(uuid)}/participants/satisfaction`;
    for (const { email, date_time, quality } of await client.all(path, "participants", { type })) {
      if (Date.parse(date_time) >= Date.parse("2026-10-12")) continue;
      expect(inAccount.includes(`${email} ${date_time}`)).toBe(quality === "NOT GOOD");
      asked++;
    }
  }
  expect(asked).toBeGreaterThan(20);
});

test("chat lists each user once who sent something on the day, as many as the truth has", async () => {
  const client = await openClient();
  let rows = 0;
  for (const date of dates) {
    const users = await client.all("/metrics/chat", "users", { ...only(date), page_size: 7 });
    expect(new Set(users.map(({ user_id }) => user_id)).size).toBe(users.length);
    for (const { total_sent, group_sent, p2p_sent, text_sent } of users) {
      expect(total_sent).toBe(group_sent + p2p_sent);
      expect(text_sent).toBeGreaterThan(0);
    }
    rows += users.length;
  }
  expect((await streams(client)).chat_usage).toBe(rows);
});

test("ports are told for 24 hours of each day; of more than a month the last is given", async () => {
  const client = await openClient();
  const { crc_ports_usage } = (await client.get("/metrics/crc", days)).body;
  expect(crc_ports_usage.map(({ date_time }: Body) => date_time)).toEqual(dates);
  for (const { crc_ports_hour_usage } of crc_ports_usage) expect(crc_ports_hour_usage).toHaveLength(24);
  const long = (await client.get("/metrics/crc", { from: "2026-07-01", to: "2026-10-10" })).body;
  expect([long.from, long.crc_ports_usage.length]).toEqual(["2026-09-10", 31]);
  const odd = (await client.get("/metrics/crc", { from: "2026-01-01", to: "2026-02-30" })).body;
  expect(odd.code).toBe(300);
});

test("rooms have issues, some lines twice, and together they are the truth's", async () => {
  const client = await openClient();
  const rooms = await client.all("/metrics/zoomrooms", "zoom_rooms");
  const issues: Body[] = [];
  for (const { id } of rooms) {
    const path = `/metrics/issues/zoomrooms/${id}`;
    const all = await client.all(path, "issue_details", days);
    expect(await client.all(path, "issue_details", { ...days, page_size: 2 })).toEqual(all);
    issues.push(...all.map((row) => ({ ...row, id })));
  }
  expect((await streams(client)).room_issues).toBe(issues.length);
  expect(new Set(issues.map((row) => JSON.stringify(row))).size).toBeLessThan(issues.length);
  const first = issues.filter(({ id }) => id === rooms[0]?.id);
  expect(new Set(first.map(({ time }) => time.slice(0, 10))).size).toBe(7);
  const { body } = await client.get("/metrics/issues/zoomrooms/none", days);
  expect(body.issue_details).toEqual([]);
});

test.each([
  ["/metrics/quality", days],
  ["/metrics/client/feedback/1", days],
  ["/metrics/client_versions", {}],
  ["/metrics/crc", days],
])("%s: a Pro account is refused, and has none in the truth", async (path, query) => {
  const client = await openClient({ ...week, plan: "pro" });
  expect((await client.get(path, query)).status).toBe(400);
  const { client_versions, account_quality, room_issues } = await streams(client, "?plan=pro");
  expect([client_versions, account_quality, room_issues]).toEqual([0, 0, 0]);
});

test.each(["/metrics/quality", "/metrics/chat", "/metrics/client/satisfaction"])(
  "%s is refused for more than a month, and for more than six months ago",
  async (path) => {
    const client = await openClient();
    const code = async (from: string, to: string) => (await client.get(path, { from, to })).body.code;
    expect(await code("2026-09-01", "2026-10-02")).toBe(300);
    expect(await code("2026-04-01", "2026-04-02")).toBe(300);
  },
);
