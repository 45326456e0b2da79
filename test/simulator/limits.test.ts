import { expect, test } from "vitest";
import { type Client, openClient, pathOf, truthRows, week } from "./client.ts";

const limited = { ...week, limits: "on" } as const;
const listing = { type: "past", from: week.from, to: week.to, page_size: 300 };
const perSecond = "You have reached the maximum per-second rate limit for this API. Try again later.";

async function burst(client: Client, calls: number, path = "/users", query = {}): Promise<number[]> {
  const statuses: number[] = [];
  for (let call = 0; call < calls; call++) statuses.push((await client.get(path, query)).status);
  return statuses;
}

const accepted = (statuses: number[]) => statuses.filter((status) => status === 200).length;

test.each([
  ["business", "/users", 60],
  ["pro", "/users", 20],
  ["free", "/users", 2],
  ["business", "/report/users", 40],
  ["pro", "/report/users", 10],
] as const)("%s: %s takes %i calls a second", async (plan, path, limit) => {
  const client = await openClient({ ...limited, plan });
  const query = { from: week.from, to: week.to };
  expect(accepted(await burst(client, limit + 5, path, query))).toBe(limit);
  client.clock.advance(0.999);
  expect(accepted(await burst(client, 1, path, query))).toBe(0);
  client.clock.advance(0.001);
  expect(accepted(await burst(client, limit + 5, path, query))).toBe(limit);
});

test("the second slides: calls of its first half still count in the next one's", async () => {
  const client = await openClient(limited);
  expect(accepted(await burst(client, 30))).toBe(30);
  client.clock.advance(0.6);
  expect(accepted(await burst(client, 60))).toBe(30);
  client.clock.advance(0.4);
  expect(accepted(await burst(client, 60))).toBe(30);
});

test("Resource-intensive calls have a minute, and refused ones do not use it up", async () => {
  const client = await openClient(limited);
  expect(accepted(await burst(client, 100, "/metrics/meetings", listing))).toBe(20);
  client.clock.advance(59.999);
  expect(accepted(await burst(client, 1, "/metrics/meetings", listing))).toBe(0);
  client.clock.advance(0.001);
  expect(accepted(await burst(client, 1, "/metrics/meetings", listing))).toBe(1);
});

test("labels count for themselves", async () => {
  const client = await openClient(limited);
  await burst(client, 61);
  expect((await client.get("/report/users", { from: week.from, to: week.to })).status).toBe(200);
});

test("limit_share leaves a share of the rates", async () => {
  expect(accepted(await burst(await openClient({ ...limited, limit_share: 0.5 }), 60))).toBe(30);
  const slow = await openClient({ ...limited, plan: "free", limit_share: 0.25 });
  expect(accepted(await burst(slow, 3))).toBe(1);
  slow.clock.advance(1.9);
  expect(accepted(await burst(slow, 1))).toBe(0);
  slow.clock.advance(0.1);
  expect(accepted(await burst(slow, 1))).toBe(1);
});

test("a per-second 429 has Zoom's body and the category's headers, and no Retry-After", async () => {
  const client = await openClient(limited);
  await burst(client, 60);
  const { status, body, headers } = await client.get("/users");
  expect([status, body]).toEqual([429, { code: 429, message: perSecond }]);
  expect(Object.fromEntries(headers)).toMatchObject({
    "x-ratelimit-category": "Medium",
    "x-ratelimit-type": "QPS",
    "x-ratelimit-limit": "60",
    "x-ratelimit-remaining": "0",
  });
  expect(headers.has("retry-after")).toBe(false);
});

test("day_limit ends Heavy and Resource-intensive calls until midnight GMT, whatever the headers", async () => {
  const client = await openClient({ ...limited, day_limit: 3, headers: "none" });
  const [{ uuid } = { uuid: "" }] = (await truthRows(client)).filter(({ people }) => people > 1);
  const heavy = () => client.get(`/metrics/meetings/${pathOf(uuid)}/participants`, { type: "past" });
  expect(accepted(await burst(client, 2, "/metrics/meetings", listing))).toBe(2);
  expect((await heavy()).status).toBe(200);
  const { status, body, headers } = await heavy();
  expect([status, body.message]).toEqual([429, expect.stringContaining("maximum daily rate limit")]);
  expect(headers.get("retry-after")).toBe("2026-11-24T00:00:00Z");
  expect(headers.has("x-ratelimit-category")).toBe(false);
  expect((await client.get("/users")).status).toBe(200);
  client.clock.advance(12 * 3_600);
  await client.login();
  expect((await heavy()).status).toBe(200);
});

test("day_length makes short days that begin with the simulator", async () => {
  const client = await openClient({ ...limited, day_limit: 1, day_length: 30 });
  expect(accepted(await burst(client, 2, "/metrics/meetings", listing))).toBe(1);
  const { headers } = await client.get("/metrics/meetings", listing);
  expect(headers.get("retry-after")).toBe("2026-11-23T12:00:30Z");
  expect(headers.get("x-ratelimit-type")).toBe("Daily-limit");
  client.clock.advance(30);
  expect(accepted(await burst(client, 2, "/metrics/meetings", listing))).toBe(1);
});

test("a free account has a daily limit for Medium calls too", async () => {
  const client = await openClient({ ...limited, plan: "free" });
  let served = 0;
  for (let call = 0; call < 2_100; call++) {
    client.clock.advance(1);
    served += accepted([(await client.get("/users", { page_size: 1 })).status]);
  }
  expect(served).toBe(2_000);
});

test("headers=category sends the category only; rate_code is the body's code", async () => {
  const client = await openClient({ ...limited, headers: "category", rate_code: "4001" });
  await burst(client, 60);
  const { body, headers } = await client.get("/users");
  expect(body.code).toBe(4001);
  expect([...headers.keys()].filter((name) => name.startsWith("x-ratelimit"))).toEqual([
    "x-ratelimit-category",
  ]);
});

test("limits=off has none", async () => {
  expect(accepted(await burst(await openClient(), 100))).toBe(100);
});

test("the request log counts refused calls and the busiest second", async () => {
  const client = await openClient(limited);
  await burst(client, 70);
  client.clock.advance(5);
  await burst(client, 1, "/metrics/meetings", listing);
  const log = await (await client.send("/_simulator/requests")).json();
  expect(log).toMatchObject({
    total: 71,
    by_tier: { light: 0, medium: 70, heavy: 0, resource_intensive: 1 },
    by_status: { "200": 61, "429": 10 },
    by_path: { "/users": 70, "/metrics/meetings": 1 },
    peak_per_second: { light: 0, medium: 70, heavy: 0, resource_intensive: 1 },
  });
});
