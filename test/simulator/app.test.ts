/** The app behind the credentials: deactivated from the start or on the way, and tokens that end early. */
import { expect, test } from "vitest";
import { basic, type Client, openClient, week } from "./client.ts";

const invalid = [401, { code: 124, message: "Invalid access token." }];

async function askToken(client: Client, secret = client.simulator.credentials.secret) {
  const { key, accountId } = client.simulator.credentials;
  const response = await client.send(`/oauth/token?grant_type=account_credentials&account_id=${accountId}`, {
    method: "POST",
    headers: { authorization: basic(key, secret) },
  });
  return { status: response.status, body: await response.json() };
}

async function control(client: Client, path: string): Promise<unknown[]> {
  const response = await client.send(`/_simulator/${path}`, { method: "POST" });
  return [response.status, await response.json()];
}

async function users(client: Client): Promise<unknown[]> {
  const { status, body } = await client.get("/users");
  return status === 200 ? [200] : [status, body];
}

test.each([
  ["disabled", /\(4717\)$/],
  ["disabled_by_admin", /\(4738\)$/],
] as const)("a deactivated app is refused a token: app_refusal=%s", async (app_refusal, reason) => {
  const client = await openClient({ ...week, app: "deactivated", app_refusal });
  expect(await askToken(client)).toEqual({
    status: 400,
    body: { error: "invalid_client", reason: expect.stringMatching(reason) },
  });
});

test("app_refusal=disabled is the default", async () => {
  const [first, second] = [
    await openClient({ ...week, app: "deactivated" }),
    await openClient({ ...week, app: "deactivated", app_refusal: "disabled" }),
  ];
  expect(await askToken(first)).toEqual(await askToken(second));
});

test("app_refusal=invalid_client cannot be told from a wrong secret", async () => {
  const client = await openClient({ ...week, app: "deactivated", app_refusal: "invalid_client" });
  expect(await askToken(client)).toEqual(await askToken(client, "wrong"));
});

test("a wrong secret is a wrong secret, also of a deactivated app", async () => {
  const client = await openClient({ ...week, app: "deactivated" });
  expect((await askToken(client, "wrong")).body).toMatchObject({
    reason: "Invalid client_id or client_secret",
  });
});

test("deactivating a running app ends its tokens and refuses new ones", async () => {
  const client = await openClient();
  expect(await users(client)).toEqual([200]);
  expect(await control(client, "app?state=deactivated")).toEqual([200, { app: "deactivated" }]);
  expect(await users(client)).toEqual(invalid);
  expect((await askToken(client)).status).toBe(400);
});

test("an app that is activated again gives new tokens; the old ones stay invalid", async () => {
  const client = await openClient();
  await control(client, "app?state=deactivated");
  expect(await control(client, "app?state=active")).toEqual([200, { app: "active" }]);
  expect(await users(client)).toEqual(invalid);
  await client.login();
  expect(await users(client)).toEqual([200]);
});

test("revoke ends all tokens given so far and keeps the app active", async () => {
  const client = await openClient();
  await client.login();
  expect(await control(client, "revoke")).toEqual([200, { revoked: 2 }]);
  expect(await users(client)).toEqual(invalid);
  await client.login();
  expect(await users(client)).toEqual([200]);
});

test("another state is refused and changes nothing", async () => {
  const client = await openClient();
  const [status, body] = await control(client, "app?state=asleep");
  expect([status, body]).toEqual([400, expect.objectContaining({ code: 300 })]);
  expect(await users(client)).toEqual([200]);
});
