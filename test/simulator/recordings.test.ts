import { expect, test } from "vitest";
import { type Body, type Client, openClient, truthOf, truthRows, week } from "./client.ts";

const window = { from: week.from, to: week.to };

async function recordings(client: Client, query: Record<string, string | number> = window): Promise<Body[]> {
  const rows: Body[] = [];
  for (const status of ["active", "inactive"]) {
    for (const { id } of await client.all("/users", "users", { status, page_size: 300 })) {
      for (const row of await client.all(`/users/${id}/recordings`, "meetings", query)) {
        expect(row.host_id).toBe(id);
        rows.push(row);
      }
    }
  }
  return rows;
}

test("all hosts' recordings together are the truth's, whatever the page", async () => {
  const client = await openClient({ ...week, plan: "pro", oddities: "on" });
  const { by_stream } = await truthOf(client);
  const rows = await recordings(client);
  const files = rows.flatMap(({ recording_files }) => recording_files);
  expect([rows.length, files.length]).toEqual([by_stream.recordings, by_stream.recording_files]);
  expect(await recordings(client, { ...window, page_size: 2 })).toEqual(rows);
  const uuids = new Set((await truthRows(client)).map(({ uuid }) => uuid));
  for (const { uuid } of rows) expect(uuids.has(uuid)).toBe(true);
});

test("what the history says is recorded to the cloud has a recording; one-person meetings have some too", async () => {
  const client = await openClient();
  const recorded = new Set((await recordings(client)).map(({ uuid }) => uuid));
  const query = { ...window, page_size: 300, meeting_type: "meeting" };
  const several = await client.all("/report/history_meetings", "history_meetings", query);
  for (const { meeting_uuid, feature_used } of several) {
    expect(recorded.delete(meeting_uuid)).toBe(feature_used.record_to_cloud);
  }
  const alone = (await truthRows(client)).filter(({ people }) => people === 1).map(({ uuid }) => uuid);
  expect(recorded.size).toBeGreaterThan(0);
  for (const uuid of recorded) expect(alone).toContain(uuid);
});

test("a recording has one to four files of several types within the meeting, some with a token in the URL", async () => {
  const rows = await recordings(await openClient());
  const types = new Set<string>();
  let tokens = 0;
  for (const { recording_files: files, recording_count, total_size } of rows) {
    expect(files.length).toBeGreaterThanOrEqual(1);
    expect(files.length).toBeLessThanOrEqual(4);
    expect(recording_count).toBe(files.length);
    expect(total_size).toBe(files.reduce((sum: number, { file_size }: Body) => sum + file_size, 0));
    for (const file of files) {
      types.add(file.file_type);
      expect(file.recording_start < file.recording_end).toBe(true);
      expect(file.file_size).toBeGreaterThan(0);
      if (file.download_url.includes("?access_token=")) tokens++;
    }
  }
  expect([...types].sort()).toEqual(["CHAT", "M4A", "MP4", "SUMMARY", "TRANSCRIPT"]);
  expect(tokens).toBeGreaterThan(5);
  const ids = rows.flatMap(({ recording_files }) => recording_files.map(({ id }: Body) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test("the window is in UTC, a month at most, and by default today and tomorrow", async () => {
  const client = await openClient({ ...week, window_zone: "account" });
  const days = new Set((await recordings(client)).map(({ start_time }) => start_time.slice(0, 10)));
  expect([...days].sort().at(0)).toBe(week.from);
  expect((await recordings(client, { from: "2026-10-07", to: "2026-10-07" })).length).toBe(
    (await truthOf(client, "?from=2026-10-07&to=2026-10-07")).by_stream.recordings,
  );
  const [{ id }] = (await client.all("/users", "users")) as [Body];
  const { body } = await client.get(`/users/${id}/recordings`);
  expect([body.from, body.to, body.meetings]).toEqual(["2026-10-12", "2026-10-13", []]);
  const long = await client.get(`/users/${id}/recordings`, { from: "2026-09-01", to: "2026-10-02" });
  expect([long.status, long.body.code]).toEqual([400, 300]);
  const old = await client.get(`/users/${id}/recordings`, { from: "2026-01-01", to: "2026-02-01" });
  expect([old.status, old.body.meetings]).toEqual([200, []]);
});

test("unknown users, a free plan and missing scopes are refused", async () => {
  const code = async (client: Client) => (await client.get("/users/nobody/recordings")).body.code;
  expect(await code(await openClient())).toBe(1001);
  expect(await code(await openClient({ ...week, plan: "free" }))).toBe(200);
  expect(await code(await openClient({ ...week, scopes: "user:read:admin" }))).toBe(4711);
});
