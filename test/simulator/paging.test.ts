import fc from "fast-check";
import { expect, test } from "vitest";
import { openClient, week } from "./client.ts";

const listing = { type: "past", from: week.from, to: week.to };
const expired = { code: 300, message: "The next page token is invalid or expired." };

test("pages of any size give the same rows in the same order", async () => {
  const client = await openClient();
  const whole = await client.all("/metrics/meetings", "meetings", { ...listing, page_size: 300 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (size) => {
      expect(await client.all("/metrics/meetings", "meetings", { ...listing, page_size: size })).toEqual(
        whole,
      );
    }),
    { numRuns: 6 },
  );
});

test("a page says how many rows and pages there are, and the last has an empty token", async () => {
  const client = await openClient();
  const { body: first } = await client.get("/metrics/meetings", listing);
  expect([first.page_size, first.meetings.length]).toEqual([30, 30]);
  expect(first.page_count).toBe(Math.ceil(first.total_records / 30));
  const { body: only } = await client.get("/metrics/meetings", { ...listing, page_size: 300 });
  expect([only.next_page_token, only.meetings.length]).toEqual(["", first.total_records]);
});

test("a token lives fifteen minutes", async () => {
  const client = await openClient();
  const { next_page_token } = (await client.get("/metrics/meetings", listing)).body;
  client.clock.advance(14 * 60);
  expect((await client.get("/metrics/meetings", { ...listing, next_page_token })).status).toBe(200);
  client.clock.advance(61);
  const late = await client.get("/metrics/meetings", { ...listing, next_page_token });
  expect([late.status, late.body]).toEqual([400, expired]);
});

test("a token fits the query it came from, and no other", async () => {
  const client = await openClient();
  const { next_page_token } = (await client.get("/metrics/meetings", listing)).body;
  for (const change of [{ type: "pastOne" }, { to: "2026-10-10" }, { page_size: 31 }]) {
    const { status, body } = await client.get("/metrics/meetings", {
      ...listing,
      ...change,
      next_page_token,
    });
    expect([status, body]).toEqual([400, expired]);
  }
  const foreign = await client.get("/users", { next_page_token });
  expect([foreign.status, foreign.body]).toEqual([400, expired]);
  const spoilt = `${next_page_token.slice(1)}A`;
  expect((await client.get("/metrics/meetings", { ...listing, next_page_token: spoilt })).body).toEqual(
    expired,
  );
});

test.each([
  ["/metrics/meetings", 301],
  ["/metrics/meetings", 0],
  ["/metrics/meetings", "many"],
  ["/users", 301],
])("%s refuses page_size %s and names the field", async (path, page_size) => {
  const { status, body } = await (await openClient()).get(path, { ...listing, page_size });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 300, errors: [{ field: "page_size", message: expect.any(String) }] });
});

test("users_page_max=2000 serves pages of 2,000 users", async () => {
  const client = await openClient({ ...week, users: 3_000, users_page_max: "2000" });
  const { body } = await client.get("/users", { page_size: 2_000 });
  expect([body.users.length, body.page_count]).toEqual([2_000, 2]);
  expect((await client.get("/users", { page_size: 2_001 })).status).toBe(400);
});

test("history_meetings has no documented maximum: any size is taken, 300 rows are given", async () => {
  const client = await openClient({ ...week, meetings_per_day: 100 });
  const { from, to } = week;
  const { status, body } = await client.get("/report/history_meetings", { from, to, page_size: 5_000 });
  expect([status, body.history_meetings.length]).toEqual([200, 300]);
});

test("page_number still works where the documents have it", async () => {
  const client = await openClient();
  const second = await client.get("/users", { page_size: 10, page_number: 2 });
  const all = await client.all("/users", "users", { page_size: 10 });
  expect(second.body.users).toEqual(all.slice(10, 20));
});
