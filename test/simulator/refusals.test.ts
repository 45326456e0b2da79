import { expect, test } from "vitest";
import { basic, type Client, openClient, pathOf, truthRows, week } from "./client.ts";

const listing = { type: "past", from: week.from, to: week.to };

async function askToken(client: Client, query: string, authorization?: string, form?: string) {
  const { key, secret } = client.simulator.credentials;
  const response = await client.send(`/oauth/token${query}`, {
    method: "POST",
    headers: {
      authorization: authorization ?? basic(key, secret),
      ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    },
    ...(form === undefined ? {} : { body: form }),
  });
  return { status: response.status, body: await response.json() };
}

test("the token endpoint takes its parameters in the query or as a form", async () => {
  const client = await openClient();
  const params = `grant_type=account_credentials&account_id=${client.simulator.credentials.accountId}`;
  const expected = {
    token_type: "bearer",
    expires_in: 3600,
    scope: expect.stringContaining("dashboard:read"),
    api_url: expect.any(String),
  };
  for (const answer of [
    await askToken(client, `?${params}`),
    await askToken(client, "", undefined, params),
  ]) {
    expect(answer).toMatchObject({ status: 200, body: expected });
  }
});

test("the token endpoint refuses in its own shape, always with 400", async () => {
  const client = await openClient();
  const { key, accountId } = client.simulator.credentials;
  const good = `?grant_type=account_credentials&account_id=${accountId}`;
  const errors = [
    await askToken(client, good, basic(key, "wrong")),
    await askToken(client, good, "Bearer x"),
    await askToken(client, `?grant_type=client_credentials&account_id=${accountId}`),
    await askToken(client, "?grant_type=account_credentials&account_id=other"),
  ];
  expect(errors).toEqual([
    { status: 400, body: { reason: "Invalid client_id or client_secret", error: "invalid_client" } },
    { status: 400, body: { reason: "Invalid client_id or client_secret", error: "invalid_client" } },
    { status: 400, body: { reason: "unsupported grant type", error: "unsupported_grant_type" } },
    { status: 400, body: { reason: "Bad Request", error: "invalid_request" } },
  ]);
});

test("a token in the query, an unknown one and an old one are refused with 401 and 124", async () => {
  const client = await openClient();
  for (const response of [
    await client.send("/v2/users?access_token=x"),
    await client.send("/v2/users", { headers: { authorization: "Bearer unknown" } }),
  ]) {
    expect([response.status, await response.json()]).toEqual([
      401,
      { code: 124, message: "Invalid access token." },
    ]);
  }
  client.clock.advance(3_600);
  const old = await client.get("/users");
  expect([old.status, old.body]).toEqual([401, { code: 124, message: "Access token is expired." }]);
});

test("tokens=one: a new token ends the one before; by default it does not", async () => {
  for (const [tokens, status] of [
    ["many", 200],
    ["one", 401],
  ] as const) {
    const client = await openClient({ ...week, tokens });
    const { accountId } = client.simulator.credentials;
    await askToken(client, `?grant_type=account_credentials&account_id=${accountId}`);
    expect((await client.get("/users")).status).toBe(status);
  }
});

test.each(["400", "401", "403"] as const)(
  "a missing scope is code 4711 with status %s and names the scopes",
  async (scope_status) => {
    const client = await openClient({ ...week, scopes: "user:read:list_users:admin", scope_status });
    expect((await client.get("/users")).status).toBe(200);
    const { status, body } = await client.get("/metrics/meetings", listing);
    expect([status, body.code]).toEqual([Number(scope_status), 4711]);
    expect(body.message).toMatch(/does not contain scopes:\[.*dashboard:read:list_meetings:admin\]\.$/);
  },
);

test("either vocabulary of scopes is enough", async () => {
  for (const scopes of ["dashboard_meetings:read:admin", "dashboard:read:list_meetings:admin"]) {
    expect((await (await openClient({ ...week, scopes })).get("/metrics/meetings", listing)).status).toBe(
      200,
    );
  }
});

test("a plan below Business is refused the dashboards, a free account the reports too", async () => {
  const pro = await openClient({ ...week, plan: "pro" });
  const dashboard = await pro.get("/metrics/meetings", listing);
  expect([dashboard.status, dashboard.body.code]).toEqual([400, 400]);
  expect(dashboard.body.message).toContain("Dashboard feature");
  const { from, to } = week;
  expect((await pro.get("/report/users", { from, to })).status).toBe(200);
  const free = await openClient({ ...week, plan: "free" });
  const report = await free.get("/report/users", { from, to });
  expect([report.status, report.body.code]).toEqual([400, 200]);
  expect(report.body.message).toContain("Only available for Paid account");
});

test("dashboard_feature=off refuses a Business account every dashboard just as plan=pro does, and nothing else", async () => {
  const pro = await openClient({ ...week, plan: "pro" });
  const without = await openClient({ ...week, dashboard_feature: "off" });
  for (const [path, query] of [
    ["/metrics/meetings", listing],
    ["/metrics/client_versions", {}],
    ["/report/users", { from: week.from, to: week.to }],
    ["/users", {}],
  ] as const) {
    const [expected, got] = [await pro.get(path, query), await without.get(path, query)];
    expect([path, got.status, got.text]).toEqual([path, expected.status, expected.text]);
  }
});

test("dashboard_feature=off keeps the Business plan's rates", async () => {
  const client = await openClient({ ...week, limits: "on", dashboard_feature: "off" });
  const { headers } = await client.get("/users");
  expect(headers.get("x-ratelimit-limit")).toBe("60");
});

test("plan_status=200 hides the refusal in an HTTP 200", async () => {
  const client = await openClient({ ...week, plan: "pro", plan_status: "200", dashboard_code: "200" });
  const { status, body } = await client.get("/metrics/meetings", listing);
  expect([status, body.code, body.meetings]).toEqual([200, 200, undefined]);
});

test("scopes are checked before the plan", async () => {
  const client = await openClient({ ...week, plan: "free", scopes: "user:read:admin" });
  expect((await client.get("/metrics/meetings", listing)).body.code).toBe(4711);
});

test("a uuid with a leading or double slash must be encoded twice; others may be encoded once", async () => {
  for (const encoding_refusal of ["json", "page"] as const) {
    const client = await openClient({ ...week, encoding_refusal });
    let awkward = 0;
    for (const { uuid } of await truthRows(client)) {
      expect((await client.get(`/past_meetings/${pathOf(uuid)}`)).status).toBe(200);
      const isAwkward = uuid.startsWith("/") || uuid.includes("//");
      const once = await client.get(`/past_meetings/${encodeURIComponent(uuid)}`);
      expect(once.status).toBe(isAwkward ? 404 : 200);
      if (isAwkward) awkward++;
      if (isAwkward && encoding_refusal === "json") expect(once.body.code).toBe(3001);
      if (isAwkward && encoding_refusal === "page") expect(once.text).toContain("<html>");
    }
    expect(awkward).toBeGreaterThan(2);
  }
});

test("a past meeting is not found without type=past, a one-person meeting not with it", async () => {
  const client = await openClient();
  const rows = await truthRows(client);
  const ask = async (uuid: string, query: Record<string, string>) => {
    const { status, body } = await client.get(`/metrics/meetings/${pathOf(uuid)}/participants`, query);
    return status === 200 ? 200 : [status, body.code];
  };
  const several = rows.find(({ people }) => people > 1)!.uuid;
  const alone = rows.find(({ people }) => people === 1)!.uuid;
  expect(await ask(several, {})).toEqual([404, 3001]);
  expect(await ask(several, { type: "past" })).toBe(200);
  expect(await ask(alone, { type: "past" })).toEqual([404, 3001]);
  expect(await ask(alone, { type: "pastOne" })).toBe(200);
  expect((await client.get(`/past_meetings/${pathOf(alone)}/participants`)).status).toBe(404);
});

test("one_person_in_past=on shows one-person meetings as past ones, everywhere", async () => {
  const client = await openClient({ ...week, one_person_in_past: "on" });
  const rows = await truthRows(client);
  const listed = await client.all("/metrics/meetings", "meetings", { ...listing, page_size: 300 });
  expect(listed).toHaveLength(rows.length);
  const { uuid } = rows.find(({ people }) => people === 1)!;
  expect((await client.get(`/metrics/meetings/${pathOf(uuid)}/participants`, { type: "past" })).status).toBe(
    200,
  );
  expect((await client.get(`/past_meetings/${pathOf(uuid)}/participants`)).status).toBe(200);
});

test("live meetings have no end, and are nowhere but under type=live", async () => {
  const client = await openClient();
  const { meetings } = (await client.get("/metrics/meetings", { ...listing, type: "live" })).body;
  expect(meetings.length).toBeGreaterThan(0);
  const past = await client.all("/metrics/meetings", "meetings", {
    ...listing,
    to: "2026-10-13",
    page_size: 300,
  });
  for (const { uuid, end_time, id } of meetings) {
    expect(end_time).toBe("");
    expect(past.map((row) => row.uuid)).not.toContain(uuid);
    expect((await client.get(`/past_meetings/${pathOf(uuid)}`)).status).toBe(404);
    const byNumber = await client.get(`/metrics/meetings/${id}/participants`, { type: "live" });
    expect([byNumber.status, byNumber.body.participants[0].leave_time]).toEqual([200, undefined]);
  }
});

test("a meeting of more than a year ago is refused with 12702, its instance listed for 15 months", async () => {
  const client = await openClient({ ...week, from: "2025-06-01", meetings_per_day: 20 });
  const [old] = await truthRows(client, "?from=2025-08-04&to=2025-08-04");
  const { status, body } = await client.get(`/past_meetings/${pathOf(old!.uuid)}`);
  expect([status, body.code]).toEqual([400, 12702]);
  const [series] = (await truthRows(client, "?from=2025-08-04&to=2025-08-04")).filter(
    ({ type }) => type === 8,
  );
  const { meetings } = (await client.get(`/past_meetings/${series!.id}/instances`)).body;
  const starts = meetings.map(({ start_time }: { start_time: string }) => start_time).sort();
  expect(starts[0] >= "2025-07-12").toBe(true);
  expect(starts.some((start: string) => start < "2025-10-12")).toBe(true);
});

test("unknown things are not found, each with its code", async () => {
  const client = await openClient({ ...week, users: 120 });
  const codes = async (path: string) => {
    const { status, body } = await client.get(path);
    return [status, body.code];
  };
  expect(await codes("/users/nobody")).toEqual([404, 1001]);
  expect(await codes("/past_meetings/123456789")).toEqual([404, 3001]);
  expect(await codes("/groups/none")).toEqual([404, 4130]);
  expect(await codes("/metrics/nonsense")).toEqual([400, 2300]);
  const { users } = (await client.get("/users", { status: "inactive" })).body;
  expect(await codes(`/users/${users[0].id}/meetings`)).toEqual([400, 3161]);
});
